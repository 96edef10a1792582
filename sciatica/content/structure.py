"""What a file holds becomes a type, strictly: a key that the type does not know is refused.

cattrs makes the types, so that the model needs no import. Here stands what it takes for a value:
text is never a list, a yes never a number, a list holds nothing twice.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from functools import partial
from operator import eq
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from sciatica.content.letters import named
from sciatica.content.toml import ContentError, Document, nearest
from sciatica.content.toml_lines import Key, Step
from sciatica.model.evidence import Evidence

T = TypeVar("T")
Hook = Callable[[Any], Any]
"""Makes a value of what a file holds. Raises `ValueError`; a `RefusedError` names the remedy."""
_CattrsHook = Callable[[Any, Any], Any]


class RefusedError(ValueError):
    """A value that cannot be used. `at` leads on from it; `twin` is the way to the same thing;
    `letter` is the one that `what` speaks of: its name and column are put before."""

    def __init__(
        self, what: str, remedy: str, at: Key = (), twin: Key | None = None, letter: str = ""
    ) -> None:
        super().__init__(what)
        self.what, self.remedy, self.at, self.twin = what, remedy, at, twin
        self.letter = letter


class Structure:
    """Makes types of files. `hooks` make values of a type; `renamed` holds, by class, the fields
    whose keys have another name."""

    def __init__(
        self,
        hooks: Mapping[Any, Hook] | None = None,
        renamed: Mapping[type, Mapping[str, str]] | None = None,
    ) -> None:
        self._renamed = renamed or {}
        self._converter = Converter(forbid_extra_keys=True)
        for accepts, factory in (
            (is_dataclass, self._table),
            (partial(_is, (Mapping, dict)), self._tables),
            (partial(_is, (list, tuple, frozenset)), self._list),
            (partial(_is, (Literal,)), lambda _: _one_of),
        ):
            self._converter.register_structure_hook_factory(accepts, factory)
        for kind, hook in {**PLAIN, **(hooks or {})}.items():
            if isinstance(kind, type) and not get_args(kind):
                self._converter.register_structure_hook(kind, _of_value(hook))
            else:
                self._converter.register_structure_hook_func(partial(eq, kind), _of_value(hook))

    def __call__(self, document: Document, shape: type[T], data: Any = None, at: Key = ()) -> T:
        """Return the `data` that stands `at` a place (the whole document) as `shape`.

        Raises `ContentError`: the first fault by line, which holds the others.
        """
        try:
            return self._converter.structure(document.data if data is None else data, shape)
        except (ValueError, BaseValidationError) as error:
            found = [_error(document, key, fault) for key, fault in self._faults(error, at)]
            first, *more = sorted(found, key=lambda one: one.line)
            first.more = tuple(more)
            raise first from error

    def plain(self, value: Any, shape: Any) -> Any:
        """Return a part of a document as `shape`, for a hook: what it raises is told by the call
        around it."""
        return self._converter.structure(value, shape)

    # From a file to a type ----------------------------------------------------------------------

    def _table(self, cls: type) -> _CattrsHook:
        renamed = {name: override(rename=key) for name, key in self._keys(cls).items()}
        make: _CattrsHook = make_dict_structure_fn(cls, self._converter, **renamed)  # type: ignore[arg-type]
        return lambda value, _: make(_as_table(value), cls)

    def _tables(self, kind: Any) -> _CattrsHook:
        """Tables by name; where they have an id, it is this name."""
        key_kind, value_kind = get_args(kind)
        key_of, value_of = map(self._converter.get_structure_hook, (key_kind, value_kind))
        named = _has_id(value_kind)

        def make(name: str, value: Any) -> tuple[Any, Any]:
            if named and isinstance(value, dict):
                if "id" in value:
                    raise RefusedError("there is no key 'id'.", "Its name is its id.", ("id",))
                value = {**value, "id": name}
            return key_of(name, key_kind), value_of(value, value_kind)

        return lambda value, _: dict(_each(_as_table(value).items(), make, kind))

    def _list(self, kind: Any) -> _CattrsHook:
        """A list of any length of one type, or (a tuple without dots) of one each of its types."""
        kinds, makes = get_args(kind), get_origin(kind)
        free = makes is not tuple or kinds[-1] is Ellipsis

        def make(place: int, value: Any) -> Any:
            return self._converter.structure(value, kinds[0 if free else place])

        def hook(value: Any, _: Any) -> Any:
            if not isinstance(value, list):
                what = f"{_shown(value)} must be a list."
                raise RefusedError(what, "Write it in [square brackets].")
            if not free and len(value) != len(kinds):
                what = f"this must hold {len(kinds)} values."
                raise RefusedError(what, "Write the lower one, then the higher one.")
            if not value and kinds[0] is Evidence:
                raise RefusedError("there is no evidence.", f"Write one of {EVIDENCE_FORMS}.")
            made = _each(enumerate(value), make, kind)
            if free and makes is not list:  # what is a list may hold a number twice
                _refuse_twins(made)
            return makes(made)

        return hook

    # From an error to its place -----------------------------------------------------------------

    def _keys(self, cls: type) -> Mapping[str, str]:
        """Return the key of every field of a class."""
        renamed = self._renamed.get(cls, {})
        return {field.name: renamed.get(field.name, field.name) for field in fields(cls)}

    def _faults(self, error: BaseException, at: Key) -> Iterator[tuple[Key, RefusedError]]:
        """Yield what is wrong, each with the way to it."""
        if isinstance(error, BaseValidationError):
            steps = [self._step(one, error.cl) for one in error.exceptions]
            missing = [
                str(*step)
                for one, step in zip(error.exceptions, steps, strict=True)
                if isinstance(one, KeyError)
            ]
            meant = _meant(error.exceptions, missing)
            for one, step in zip(error.exceptions, steps, strict=True):
                if not (isinstance(one, KeyError) and str(*step) in meant):
                    yield from self._faults(one, (*at, *step))
        elif isinstance(error, ForbiddenExtraKeysError):
            known = self._keys(error.cl).values()
            for name in sorted(error.extra_fields):
                yield (*at, name), RefusedError(f"there is no key {name!r}.", nearest(name, known))
        elif isinstance(error, RefusedError):
            yield (*at, *error.at), error
        elif isinstance(error, KeyError):  # of cattrs: no hook lets one out
            yield at, RefusedError(f"the key {at[-1]!r} is missing.", "Add it.")
        elif isinstance(error, ValueError):  # of the model
            yield at, RefusedError(f"{str(error).rstrip('.')}.", "Mend this entry.")
        else:
            raise error

    def _step(self, error: BaseException, cls: type) -> tuple[Step] | tuple[()]:
        """Return the step from a value of `cls` to an error inside it, which cattrs noted."""
        for note in getattr(error, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                return (self._keys(cls)[note.name],)
            if isinstance(note, IterableValidationNote):
                return (note.index,)
        return ()


def _is(kinds: Collection[Any], kind: Any) -> bool:
    return get_origin(kind) in kinds


def _of_value(hook: Hook) -> _CattrsHook:
    """Return `hook` as cattrs calls it; our enumerations are text, so they come to that of text."""

    def of(value: Any, kind: Any) -> Any:
        if not (isinstance(kind, type) and issubclass(kind, Enum)):
            return hook(value)
        try:
            return kind(value)
        except ValueError:
            raise _unknown(value, [str(one.value) for one in kind]) from None

    return of


def _one_of(value: Any, kind: Any) -> Any:
    """Return a value that a `Literal` allows."""
    if value not in get_args(kind):
        raise _unknown(value, get_args(kind))
    return value


def _unknown(value: Any, known: Iterable[str]) -> RefusedError:
    return RefusedError(f"{_shown(value)} is not known here.", nearest(str(value), known))


def _error(document: Document, key: Key, fault: RefusedError) -> ContentError:
    what = fault.what
    if fault.twin is not None:
        twin = key[: len(key) - len(fault.at)] + fault.twin
        what = f"{what} stands on line {document.line(twin)} already."
    if fault.letter:
        row = document.text.split("\n")[document.line(key) - 1]
        column = row.find(fault.letter, row.find("=")) + 1
        where = f"column {column}" if column else "this"
        what = f"{where} holds {named(fault.letter)}, {what}"
    return document.error(key, what, fault.remedy)


def _meant(errors: Iterable[BaseException], missing: Sequence[str]) -> set[str]:
    """Return the missing keys that an unknown one was meant to be: one fault, not two."""
    unknown = (
        name
        for error in errors
        if isinstance(error, ForbiddenExtraKeysError)
        for name in error.extra_fields
    )
    return {near for name in unknown for near in get_close_matches(name, missing, 1)}


def _each(
    entries: Iterable[tuple[Any, Any]], make: Callable[[Any, Any], T], kind: Any
) -> Sequence[T]:
    """Return what is made of every entry; what is wrong with each is told together."""
    made: list[T] = []
    errors: list[Exception] = []
    for step, value in entries:
        try:
            made.append(make(step, value))
        except Exception as error:
            error.add_note(IterableValidationNote("", step, kind))
            errors.append(error)
    if errors:
        raise BaseValidationError("", errors, kind)
    return made


def _refuse_twins(entries: Sequence[Any]) -> None:
    """Refuse a list in which two entries are the same, or bear the same id or name."""
    names = [getattr(one, "id", None) or getattr(one, "name", None) or one for one in entries]
    for place, name in enumerate(names):
        if (first := names.index(name)) < place:
            said = repr(str(name)) if isinstance(name, str) else "this"
            raise RefusedError(said, "Remove one of the two.", (place,), (first,))


def _has_id(kind: Any) -> bool:
    one_of = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    return any(is_dataclass(one) and any(f.name == "id" for f in fields(one)) for one in one_of)


def _shown(value: Any) -> str:
    """Return a value as it is written in TOML, as far as one line holds it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else repr(value)


def _as_table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RefusedError(f"{_shown(value)} must be a table.", "Write it as { key = value }.")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"{_shown(value)} must be text in double quotes.", "Quote it.")
    if not value.strip():
        raise RefusedError("this text is empty.", "Write it, or take the key out.")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RefusedError(f"{_shown(value)} must be a whole number.", "Write it unquoted.")
    return value


def _number(value: Any) -> float:
    """A whole number stays one: 6 is not printed as 6.0."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise RefusedError(f"{_shown(value)} must be a number.", "Write it unquoted.")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise RefusedError(f"{_shown(value)} must be true or false.", "Write it unquoted.")
    return value


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise RefusedError(f"{_shown(value)} must be a day.", "Write it as 2026-12-01.")
    return value


EVIDENCE_FORMS = "read:SOURCE, memory:high|medium|low, clinic:NUMBER"
PLAIN: Mapping[Any, Hook] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _yes_or_no,
    date: _day,
}
