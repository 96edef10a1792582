"""Where the content lies that is judged."""

from dataclasses import dataclass
from pathlib import Path

from sciatica import resources


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project: ours, or a copy that a test has broken."""

    root: Path
    package: Path

    @classmethod
    def ours(cls) -> "Project":
        """Return the project that this code belongs to."""
        return cls(resources.root(), resources.PACKAGE)

    @property
    def facts(self) -> Path:
        """The facts, one TOML file a subject."""
        return self.package / "content" / "facts"

    @property
    def cases(self) -> Path:
        """The written cases, one TOML file each."""
        return self.package / "content" / "cases"

    @property
    def locales(self) -> Path:
        """The short words, one folder a language."""
        return self.package / "content" / "locales"

    @property
    def notebooks(self) -> Path:
        """The lessons, one folder a language."""
        return self.root / "notebooks"

    @property
    def hazards(self) -> Path:
        """The hazard log."""
        return self.root / "docs" / "safety" / "hazards.toml"

    @property
    def is_installed(self) -> bool:
        """Whether this is an installed wheel, which carries no ``tests/``."""
        return not (self.root / "tests").is_dir()

    @property
    def languages(self) -> list[str]:
        """The languages that have words."""
        return sorted(folder.name for folder in self.locales.iterdir() if folder.is_dir())

    def name(self, path: Path) -> str:
        """Return `path` as seen from the project's root."""
        for base in (self.root, self.package.parent):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.as_posix()
