"""The short words of a language, looked up by dotted key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from sciatica.content.toml import read_toml

LOCALES = Path(__file__).parent / "locales"


@dataclass(frozen=True, eq=False)  # there is one of each language, so it may be a key of a cache
class Words:
    """All short words of `lang`. Calling it with a dotted key gives the text, its slots filled."""

    lang: str
    entries: Mapping[str, str]
    instead: Mapping[str, str] = field(default_factory=dict)
    """Keys of texts that stand for others, by the key of those."""

    def __call__(self, key: str, /, **slots: object) -> str:
        """Return the text of `key` with ``{slots}`` filled.

        Raises `KeyError` with the key and the language where the text or a slot is missing, or
        where a slot has no name.
        """
        if key in self.instead:
            return self(self.instead[key], **slots)
        if key not in self.entries:
            raise KeyError(f"locales/{self.lang} has no text {key!r}")
        text = self.entries[key]
        try:
            return text.format(**slots)
        except KeyError as missing:
            raise KeyError(f"locales/{self.lang}: {key!r} has no value for {missing}") from None
        except (IndexError, ValueError) as error:
            raise KeyError(f"locales/{self.lang}: a slot of {key!r} is none ({error})") from None

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def slots(self, key: str) -> list[str]:
        """Return the names of the slots of a text."""
        here = self.instead.get(key, key)
        return [name for _, name, _, _ in Formatter().parse(self.entries[here]) if name]

    def under(self, prefix: str) -> list[str]:
        """Return, in file order, the names that stand directly or deeper under `prefix`."""
        names = (
            key.removeprefix(prefix + ".").split(".")[0]
            for key in self.entries
            if key.startswith(prefix + ".")
        )
        return list(dict.fromkeys(names))


def _flatten(table: Mapping[str, Any], prefix: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            flat.update(_flatten(value, key))
        else:
            flat[key] = str(value)
    return flat


def languages() -> list[str]:
    """Return the languages that have words."""
    return sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())


@cache
def words(lang: str) -> Words:
    """Load the words of `lang` (a folder under ``locales/``). Keys begin with the file's name."""
    folder = LOCALES / lang
    if not folder.is_dir():
        raise ValueError(f"no words for language {lang!r}; there are: {', '.join(languages())}")
    entries: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        entries.update(_flatten(read_toml(file), file.stem))
    return Words(lang, entries)
