"""A finished page as one file that needs nothing beside it: on a disk, a stick or any host.

A browser that opens a file loads no module beside it and takes no header. So the scripts travel
inside, as one module and one script that tells where it did not start, and a policy in the page
names their hashes alone: no other script runs, and nothing is asked for from anywhere.
"""

import hashlib
import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from sciatica.publish.errors import PublishError
from sciatica.publish.site import BakedPage

_HEAD = '<meta charset="utf-8">\n'
_PRELOAD = re.compile(r'<link rel="modulepreload" href="[^"]*">\n')
_HOST = re.compile(r'<script type="module" src="(?:[^"]*/)?([^"/]+)"></script>')
_CLASSIC = re.compile(r'<script src="(?:[^"]*/)?([^"/]+)" defer></script>')
_WIDGET = re.compile(r'\bdata-script="([^"]+)"')
_LATER = re.compile(r'\bdata-later="([^"]+)"')
_LINK = re.compile(r'(?<![\w:-])href="([^"]*)"')
_EXPORT = re.compile(r"^export default (.+);\s*\Z", re.MULTILINE | re.DOTALL)
_POLICY = (
    "default-src 'none'; script-src {script}; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def file_of(page: BakedPage) -> str:
    """Return where `page` stands in an exported folder, such as ``en/nerve-roots.html``."""
    return f"{page.route}.html" if page.route else f"{page.lang}/index.html"


def single_page(page: BakedPage, assets: Mapping[str, str], files: Mapping[str, str]) -> str:
    """Return the HTML of `page` with its scripts inside and its links leading to files.

    `assets` are the site's scripts by name, `files` the file of every page by its route. Raises
    `PublishError` for a page whose scripts cannot travel, or that links to no page of the folder.
    """
    html, preloads = _PRELOAD.subn("", page.html)
    hosts = _HOST.findall(html)
    if len(hosts) > 1 or bool(hosts) != bool(preloads):
        raise PublishError(f"{page.route}: its scripts stand where none is looked for")
    inside = []
    if hosts:
        brought = [*_WIDGET.findall(html), *_LATER.findall(html)]
        script = _module(list(dict.fromkeys(brought)), hosts[0], assets)
        html = _HOST.sub(lambda _: f'<script type="module">{script}</script>', html)
        inside.append(script)
    inside += [assets[name] for name in _CLASSIC.findall(html)]
    html = _CLASSIC.sub(lambda match: f"<script>{assets[match[1]]}</script>", html)
    policy = " ".join(map(_hash, inside)) or "'none'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    html = html.replace(_HEAD, _HEAD + meta.format(script=policy), 1)
    return _LINK.sub(lambda match: f'href="{_address(page, match[1], files)}"', html)


def _hash(script: str) -> str:
    """Return how a policy names a script that stands in the page."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _module(widgets: list[str], host: str, assets: Mapping[str, str]) -> str:
    """Return the widgets and the host as one module, each widget in a scope of its own."""
    parts = ["globalThis.sciaticaModules = {};"]
    for name in widgets:
        body, exports = _EXPORT.subn(r"return { default: \1 };", assets[name].strip())
        if exports != 1 or re.search(r"^(?:import|export)\b", body, re.MULTILINE):
            raise PublishError(f"{name}: a widget ends with one `export default`, and imports none")
        parts.append(f'sciaticaModules["{name}"] = (() => {{\n{body}\n}})();')
    parts.append(assets[host])
    module = "\n".join(parts)
    if re.search(r"</script|<!--", module, re.IGNORECASE):
        raise PublishError(f"{host}: a script that names its own end cannot stand in a page")
    return module


def _address(page: BakedPage, link: str, files: Mapping[str, str]) -> str:
    """Return the link as it leads from file to file; links to elsewhere stay as they are."""
    if link.startswith("#") or urlsplit(link).scheme:
        return link
    target = urlsplit(urljoin(f"//here/{page.route}", link))
    file = files.get(target.path.lstrip("/"))
    if target.netloc != "here" or file is None:
        raise PublishError(f"{page.route or page.lang} links to {link}, which is not exported")
    fragment = f"#{target.fragment}" if target.fragment else ""
    return posixpath.relpath(file, posixpath.dirname(file_of(page))) + fragment
