"""The command line: ``serve``, ``export``, ``sheet``, ``check``, ``sign``, ``doctor``
and ``training``."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from sciatica import __version__, resources
from sciatica.errors import UserError


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: choose 1 to 65535, such as 8866")
    return int(text)


def _folder(text: str) -> Path:
    path = Path(text).absolute()
    if not any(path.glob("*/*.ipynb")):
        raise argparse.ArgumentTypeError(
            f"{path} holds no lessons. It needs a folder a language with notebooks: en/*.ipynb."
        )
    return path


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of pages. Write 1 or more.")
    return int(text)


OWN = {"case": "cases", "drill": "drill", "patient": "patients"}
"""Commands that begin a file of own content, and its folder."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sciatica", description="Teaching pages about sciatica.")
    parser.add_argument("--version", action="version", version=f"sciatica {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the pages to browsers")
    export = commands.add_parser("export", help="write the pages as files to carry along")
    sheet = commands.add_parser("sheet", help="write the sheets to print as PDF")
    check = commands.add_parser("check", help="judge the content: facts, words, finished pages")
    sign = commands.add_parser(
        "sign", help="record a clinician's signature of a page or a decision"
    )
    doctor = commands.add_parser("doctor", help="judge this installation, one line a check")
    training = commands.add_parser(
        "training", help="what staff answered: take it along, copy, erase it"
    )
    of_records = _add_training(training)
    own = [_add_own(commands, name) for name in OWN]
    for command in (serve, doctor):
        _add_place(command)
    for command in (serve, export, sheet, check, sign, doctor, *of_records, *own):
        command.add_argument(
            "--clinic",
            type=Path,
            help="the clinic's settings (default: clinic.toml in this folder, else beside the "
            "project, else our own)",
        )
    serve.add_argument(
        "--notebooks",
        type=_folder,
        default=resources.notebooks(),
        help="another folder of lessons (default: our own)",
    )
    serve.add_argument(
        "--max-live",
        type=_count,
        default=12,
        metavar="N",
        help="how many live pages at once (default 12; each takes some 30 MB, 100 outside Linux)",
    )
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser")
    for command in (export, sheet):
        command.add_argument("folder", type=Path, metavar="DIR", help="where to write them")
    sheet.add_argument(
        "--link", default="", help="the link of a sheet to take home: write that one alone"
    )
    sheet.add_argument(
        "--paper",
        choices=("letter", "a4", "both"),
        default="both",
        help="the size of the paper (default both)",
    )
    sheet.add_argument(
        "--large", action="store_true", help="large print: letters of 18 points, on more pages"
    )
    check.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="judge these files of your own content alone, in seconds",
    )
    check.add_argument(
        "--to-verify",
        type=Path,
        metavar="FILE.md",
        help="also write what we could not read, and where it is, for a person with a library",
    )
    _add_signer(sign)
    doctor.add_argument(
        "--url",
        default="",
        help="the address at which people reach the pages, such as https://clinic.example/back/: "
        "try the way there, live connections included",
    )
    doctor.add_argument("--json", action="store_true", help="say it for a program")
    return parser


def _add_place(command: argparse.ArgumentParser) -> None:
    """Add what says where the pages are served."""
    command.add_argument("--port", type=_port, default=8866, help="the port (default 8866)")
    command.add_argument(
        "--ip",
        default="127.0.0.1",
        help="the address to listen on (default 127.0.0.1: this machine only; "
        "0.0.0.0: the clinic's network)",
    )
    command.add_argument(
        "--staff-token",
        nargs="?",
        const="",
        metavar="TOKEN",
        help="staff pages ask for a token: the one in SCIATICA_STAFF_TOKEN or, where that is not "
        "set, one that you are asked for now; written here, other users of this machine see it",
    )
    command.add_argument(
        "--base-url", default="/", help="a path before every page, such as /clinic/"
    )


def _add_signer(command: argparse.ArgumentParser) -> None:
    """Add what is signed, and who signs."""
    command.add_argument(
        "of", metavar="PAGE", help="the page, such as red-flags, or a decision, such as heavy_leg"
    )
    command.add_argument("--name", required=True, help="the clinician's name")
    command.add_argument("--role", required=True, help='such as "physiotherapist"')
    command.add_argument(
        "--licence", required=True, help="as the clinician states it; nobody checks it"
    )
    command.add_argument("--yes", action="store_true", help="sign without a question")


def _add_own(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str
) -> argparse.ArgumentParser:
    """Add what begins a file of own content."""
    said = f"begin a {name} of your own" if name != "drill" else "begin a scenario of your own"
    actions = commands.add_parser(name, help=f"{said}, beside clinic.toml").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    new: argparse.ArgumentParser = actions.add_parser("new", help=said)
    new.add_argument("name", metavar="NAME", help="what to call its file, such as night-nurse")
    return new


def _add_training(command: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Add what can be done with the items and the records of staff training."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser(
        "export", help="write the items as an Anki deck and as CSV, and what is kept as CSV"
    )
    export.add_argument("folder", type=Path, help="where to write; made if it is not there")
    export.add_argument("--nickname", help="only what is kept of this one (default: of everybody)")
    backup = actions.add_parser("backup", help="copy what is kept, also while a server runs")
    backup.add_argument("file", type=Path, metavar="FILE", help="the new file")
    restore = actions.add_parser("restore", help="put a copy in the place of what is kept")
    restore.add_argument("file", type=Path, metavar="FILE", help="what backup wrote")
    erase = actions.add_parser("erase", help="erase what is kept, for good")
    who = erase.add_mutually_exclusive_group(required=True)
    who.add_argument("--nickname", help="of this one")
    who.add_argument("--everybody", action="store_true", help="of everybody")
    for asking in (restore, erase):
        asking.add_argument("--yes", action="store_true", help="do not ask first")
    return [export, backup, restore, erase]


def _clinic(named: Path | None) -> Path:
    return (named or resources.clinic()).absolute()


def _say(text: str) -> None:
    print(text, flush=True)


def _serve(options: argparse.Namespace) -> int:
    from sciatica.serve.app import Settings, serve
    from sciatica.serve.staff import find_token

    serve(
        Settings(
            ip=options.ip,
            port=options.port,
            base_url=options.base_url,
            clinic=_clinic(options.clinic),
            open_browser=not options.no_browser,
            notebooks=options.notebooks,
            max_live=options.max_live,
            staff_token=find_token(options.staff_token),
        )
    )
    return 0


def _export(options: argparse.Namespace) -> int:
    from sciatica.publish.export import export

    return export(options.folder, _clinic(options.clinic), _say, date.today())


def _sheet(options: argparse.Namespace) -> int:
    from sciatica.publish.export import sheets
    from sciatica.publish.sheets import Paper

    papers = list(Paper) if options.paper == "both" else [Paper(options.paper)]
    clinic = _clinic(options.clinic)
    return sheets(
        options.folder, clinic, _say, date.today(), papers, options.link, large=options.large
    )


def _check(options: argparse.Namespace) -> int:
    from sciatica.check import check
    from sciatica.check.own import check_files

    if options.files:
        return check_files(print, options.files)
    return check(print, _clinic(options.clinic), options.to_verify)


def _own(options: argparse.Namespace) -> int:
    from sciatica.content.own import NAME, begin
    from sciatica.content.words import words
    from sciatica.publish.bake import LANG

    clinic, text = _clinic(options.clinic), words(LANG)
    if clinic == resources.default_clinic():
        raise UserError(text("own.no_clinic", example=clinic))
    path = begin(OWN[options.command], options.name, clinic.parent / NAME)
    _say(text("own.begun", path=os.path.relpath(path)))
    return 0


def _sign(options: argparse.Namespace) -> int:
    from sciatica.content.words import words
    from sciatica.publish.bake import LANG
    from sciatica.publish.sign import Signer, sign

    signer = Signer(options.name, options.role, options.licence)
    try:
        return sign(_say, input, _clinic(options.clinic), options.of, signer, sure=options.yes)
    except EOFError:  # nobody is there to answer
        _say(words(LANG)("sign.nothing"))
        return 1


def _doctor(options: argparse.Namespace) -> int:
    from sciatica.doctor import Place, doctor
    from sciatica.serve.staff import TOKEN

    place = Place(
        ip=options.ip,
        port=options.port,
        base_url=options.base_url,
        clinic=_clinic(options.clinic),
        staff_token=options.staff_token is not None or TOKEN in os.environ,
        url=options.url,
    )
    return doctor(print, place, as_json=options.json)


def _training(options: argparse.Namespace) -> int:
    from sciatica.content.words import words
    from sciatica.training.backup import backup, restore
    from sciatica.training.export import LANG, erase, export

    clinic, text = _clinic(options.clinic), words(LANG)
    if options.action == "export":
        export(print, clinic, options.folder, options.nickname)
    elif options.action == "backup":
        backup(print, clinic, options.file)
    elif options.action == "restore":
        if not restore(print, _answer, clinic, options.file, sure=options.yes):
            print(text("records.cli.not_restored"))
            return 1
    else:
        whom = options.nickname or text("records.cli.everybody")
        if not options.yes and _answer(text("records.cli.sure", whom=whom)) != "yes":
            print(text("records.cli.kept"))
            return 1
        erase(print, clinic, options.nickname)
    return 0


def _answer(question: str) -> str:
    """Return what somebody types; "" where nobody is there to answer."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit code; a user's mistake is one plain sentence and 2."""
    options = _parser().parse_args(arguments)
    run = {
        "serve": _serve,
        "export": _export,
        "sheet": _sheet,
        "check": _check,
        "sign": _sign,
        "doctor": _doctor,
        "training": _training,
        **dict.fromkeys(OWN, _own),
    }[options.command]
    try:
        return run(options)
    except UserError as error:
        print(f"sciatica: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        print(
            f"sciatica: the package {missing.name} is not installed. Install again: make serve, "
            'or pip install "sciatica[training]".',
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
