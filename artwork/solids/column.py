"""The column: every solid of the low back by name, in a posture and with its changes."""

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np

from artwork.solids.changes import UNCHANGED, DiscChange, Lesion
from artwork.solids.dimensions import DISCS, LEVELS, VERTEBRAE
from artwork.solids.disc import DiscSolid
from artwork.solids.facets import Joint, joint_of_disc
from artwork.solids.lesion import lesion_solid
from artwork.solids.ligaments import Flavum
from artwork.solids.nerves import (
    ROOTS,
    Canal,
    Root,
    Sac,
    cord_controls,
    disc_backs,
    rest_controls,
    rest_path,
    trunk_controls,
    yielding,
)
from artwork.solids.sacrum import CURVE, FORAMINA, Sacrum, back_surface, coccyx
from artwork.solids.sdf import (
    Array,
    Frame,
    Solid,
    Tube,
    blend,
    ellipsoid,
    intersect,
    limb,
    mirrored,
    near_only,
    profile,
    unit,
    where_below,
)
from artwork.solids.stack import Stack
from artwork.solids.vertebra import Vertebra
from sciatica.model import Disc, Posture, RootName, Side, Zone

CONTACT_MM = 0.3
"""A lesion reaches a root if it comes so near."""
CANAL_HALF_WIDTH_SHARE = 0.49
"""How wide the soft canal is counted at a disc, as a share of the bony canal's width."""
_REACH = {"vertebra": 62.0, "disc": 34.0, "sacrum": 92.0, "flavum": 34.0}
"""Every part lies within so many mm of its place."""


class Column:
    """The lumbar spine, the sacrum and their nerves.

    `changes` tells how discs differ from those of a young adult; `lesion` is the one lesion, if
    any. Solids are made when they are asked for, and kept.
    """

    def __init__(
        self,
        posture: Posture = Posture.NEUTRAL,
        changes: Mapping[Disc, DiscChange] | None = None,
        lesion: Lesion | None = None,
    ) -> None:
        self.posture, self.lesion = posture, lesion
        self._changes: dict[str, DiscChange] = {
            str(disc): change for disc, change in (changes or {}).items()
        }
        self._stack = Stack(posture, self._changes)
        self.frames: dict[str, Frame] = self._stack.frames
        self.disc_frames: dict[str, Frame] = {
            name: space.frame for name, space in self._stack.spaces.items()
        }
        self._solids: dict[str, Solid] = {}
        self._paths: dict[tuple[str, Side, bool], Array] = {}

    # ---- the public face --------------------------------------------------------------------

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that `solid` answers, the lesion included where there is one."""
        bones = (*LEVELS, "sacrum", "coccyx")
        soft = tuple(f"{kind} {disc}" for kind in ("disc", "nucleus", "flavum") for disc in DISCS)
        nerves = tuple(
            f"{kind} {root} {side}" for kind in ("root", "ganglion") for root in ROOTS for side in Side
        )
        lesion = ("lesion",) if self.lesion else ()
        return (*bones, *soft, "sac", "cord", "fat", *nerves, "trunk left", "trunk right", *lesion)

    def solid(self, name: str) -> Solid:
        """Return a solid by its name. Raises `KeyError` naming what there is."""
        if name not in self._solids:
            if name not in self.names:
                raise KeyError(f"no solid {name!r}; there are: {', '.join(self.names)}")
            self._solids[name] = self._make(name)
        return self._solids[name]

    def root_path(self, root: str, side: Side) -> Array:
        """Return the way of a root: rows of x, y, z, radius."""
        return self._path(root, side, pressed=True)

    def canal(self, disc: str) -> Solid:
        """Return the soft canal at a disc: between disc or lesion, ligament and joints.

        Its area on the plane of the disc is the canal area. `disc` is "L4/5" or "disc L4/5".
        """
        name = disc.removeprefix("disc ")
        level = LEVELS[DISCS.index(name)]
        size, flavum = VERTEBRAE[level], self._flavum(name)
        half = CANAL_HALF_WIDTH_SHARE * size.canal_width
        frame, walls = self.disc_frames[name], self._walls_at(name)

        def distance(points: Array) -> Array:
            local = frame.local(mirrored(points))
            room = np.maximum(local[..., 0] - half, flavum.before(local))
            room = np.maximum(room, size.back - 6.0 - local[..., 1])
            room = np.maximum(room, np.abs(local[..., 2]) - 12.0)
            return where_below(
                room, 2.0, lambda close: np.maximum(room[close], -walls(points[close])), room
            )

        return distance

    def foramen(self, disc: str, side: Side = Side.LEFT) -> Solid:
        """Return the space of a foramen: between two pedicles, the bodies, the disc and the joint.

        Its area on the upright plane along the middle of the pedicles is the foramen area.
        """
        name = disc.removeprefix("disc ")
        level = LEVELS[DISCS.index(name)]
        size, frame = VERTEBRAE[level], self.disc_frames[name]
        walls = self._walls_at(name)
        top, flip = self.frames[level], np.array([1.0 if side is Side.LEFT else -1.0, 1.0, 1.0])

        def distance(points: Array) -> Array:
            here = points * flip
            local, above = frame.local(here), top.local(here)
            room = np.maximum(size.back - 8.0 - local[..., 1], local[..., 1] - size.back - 12.0)
            room = np.maximum(room, above[..., 2] - size.pedicle_floor - 3.0)
            room = np.maximum(room, -local[..., 2] - 9.0)
            return np.maximum(room, -walls(points))

        return distance

    def reached(self) -> set[tuple[RootName, Side]]:
        """Return the roots that the lesion touches where they lie at rest."""
        if self.lesion is None:
            return set()
        lesion = self.solid("lesion")
        found = set()
        for root in ROOTS:
            for side in Side:
                path = self._path(root, side, pressed=False)
                if (lesion(path[:, :3]) - path[:, 3]).min() < CONTACT_MM:
                    found.add((RootName(root), side))
        return found

    def landmarks(self) -> dict[str, Array]:
        """Return points for labels, on the patient's left."""
        marks: dict[str, Array] = {}
        for level, frame in self.frames.items():
            size = VERTEBRAE[level]
            roof = size.wall + size.canal_depth
            marks[f"body {level}"] = frame.world((0.36 * size.upper_width, -2.0, 0.0))
            marks[f"pedicle {level}"] = frame.world((size.pedicle_x, size.back + 4, size.pedicle_z))
            marks[f"transverse process {level}"] = frame.world(
                (
                    size.transverse_span / 2 - 6.0,
                    size.back + 17.0,
                    size.pedicle_z - 1.0 + size.transverse_rise,
                )
            )
            marks[f"spinous process {level}"] = frame.world(
                (0.0, roof + 0.75 * size.spinous_length, -6.0 - size.spinous_fall)
            )
            marks[f"lamina {level}"] = frame.world((7.0, roof + 1.0, -5.0))
        for name, frame in self.disc_frames.items():
            size = VERTEBRAE[LEVELS[DISCS.index(name)]]
            joint = self._joint(name, None, above=False)
            marks[f"disc {name}"] = frame.world((0.3 * size.lower_width, -8.0, 0.0))
            marks[f"nucleus {name}"] = frame.world((0.0, 0.0, 0.0))
            marks[f"facet {name}"] = self._moved(name, joint.at(along=4.0))
            marks[f"foramen {name}"] = frame.world(
                (size.pedicle_x, size.back + 4.0, DISC_FORAMEN_Z)
            )
            marks[f"flavum {name}"] = frame.world((3.0, size.wall + size.canal_depth - 1.5, 0.0))
        marks["sacrum"] = CURVE.world((17.0, 12.0, 66.0))
        marks["wing of the sacrum"] = CURVE.world((44.0, 2.0, 8.0))
        marks["sacral hiatus"] = CURVE.world((0.0, 8.0, 94.0))
        marks["coccyx"] = CURVE.world((0.0, 3.0, 124.0))
        for i, hole in enumerate(FORAMINA, start=1):
            marks[f"sacral foramen {i} back"] = CURVE.world(
                (hole.x, back_surface(hole.along) - 3.0, hole.along)
            )
            marks[f"sacral foramen {i} front"] = CURVE.world((hole.x + 2.0, -6.0, hole.along))
        canal = self._canal
        marks["sac"] = canal.point(0.0, 0.0, "L3/4")
        marks["cord"] = canal.point(0.0, 0.0, "L1")
        for root in ROOTS:
            middle = self._root(root, Side.LEFT).ganglion_part()
            marks[f"ganglion {root}"] = middle[len(middle) // 2, :3]
        marks["sciatic start"] = self._path_of_trunk()[-1, :3]
        return marks

    # ---- making -----------------------------------------------------------------------------

    def _make(self, name: str) -> Solid:
        kind, _, rest = name.partition(" ")
        singles: dict[str, Callable[[], Solid]] = {
            "sacrum": self._make_sacrum,
            "coccyx": lambda: near_only(coccyx, CURVE.world((0.0, 0.0, 122.0)), 40.0),
            "sac": lambda: self._sac,
            "cord": lambda: Tube(cord_controls(self._canal)),
            "fat": self._make_fat,
            "lesion": self._make_lesion,
        }
        if kind in singles:
            return singles[kind]()
        if kind in LEVELS:
            return self._make_bone(kind)
        if kind == "disc":
            return near_only(self._disc(rest), self.disc_frames[rest].world((0, 0, 0)), _REACH["disc"])
        if kind == "nucleus":
            return self._disc(rest).nucleus
        if kind == "flavum":
            return near_only(
                self._flavum(rest), self.disc_frames[rest].world((0.0, 34.0, 0.0)), _REACH["flavum"]
            )
        if kind == "trunk":
            return _on_side(Tube.along(self._path_of_trunk()), Side(rest))
        root, side = rest.split(" ")
        return self._make_nerve(kind, root, Side(side))

    @cached_property
    def _rest(self) -> Stack:
        """Everything at rest: joints are placed there."""
        return Stack()

    def _change(self, disc: str) -> DiscChange:
        return self._changes.get(disc, UNCHANGED)

    def _joint(self, disc: str, bone: str | None, above: bool) -> Joint:
        place = self._rest.frames[bone] if bone else None
        return joint_of_disc(disc, place, self._rest, self._change(disc), above)

    def _moved(self, disc: str, point: Array) -> Array:
        """A point of the bone above a disc, from rest to where the bone stands now."""
        level = LEVELS[DISCS.index(disc)]
        return self.frames[level].world(self._rest.frames[level].local(point))

    @cached_property
    def _bones(self) -> dict[str, Vertebra]:
        bones = {}
        for i, level in enumerate(LEVELS):
            below = self._joint(DISCS[i], level, above=True)
            above = self._joint(DISCS[i - 1], level, above=False) if i else self._joint_of_t12(below)
            bones[level] = Vertebra(level, self.frames[level], below, above)
        return bones

    def _joint_of_t12(self, below: Joint) -> Joint:
        """The joint that L1 bears upward: like its lower one, a little nearer the middle."""
        size = VERTEBRAE["L1"]
        centre = np.array([12.2, size.back + 14.5, size.height / 2 + 3.0])
        return Joint(centre, below.out, below.along, unit((0.0, 0.0, 1.0)), below.size, 0.0)

    def _partner(self, above: int, points: Array) -> Array:
        """Distance to what of the bone above moves in the joint."""
        return self._bones[LEVELS[above]].lower_part(points)

    def _make_bone(self, level: str) -> Solid:
        i, bone, frame = LEVELS.index(level), self._bones[level], self.frames[level]

        def distance(points: Array) -> Array:
            return bone(points, self._partner(i - 1, points) if i else self._t12(points))

        return near_only(distance, frame.world((0.0, 14.0, 0.0)), _REACH["vertebra"])

    def _t12(self, points: Array) -> Array:
        """A stand-in for the lower process of T12, which hollows the upper one of L1."""
        joint = self._joint_of_t12(self._joint("L1/2", "L1", above=True))
        local = self.frames["L1"].local(mirrored(points))
        start, end = joint.at(out=-5.0, up=-5.0), joint.at(out=-5.0, up=16.0)
        return limb(local, start, end, (6.5, 4.2), (6.5, 4.2), joint.along, 2.2)

    def _make_sacrum(self) -> Solid:
        bone = self._sacrum

        def distance(points: Array) -> Array:
            return bone(points, self._partner(len(LEVELS) - 1, points))

        return near_only(distance, CURVE.world((0.0, 6.0, 45.0)), _REACH["sacrum"])

    @cached_property
    def _sacrum(self) -> Sacrum:
        return Sacrum(self._joint("L5/S1", None, above=False))

    def _below(self, disc: str) -> str:
        i = DISCS.index(disc)
        return LEVELS[i + 1] if i + 1 < len(LEVELS) else "sacrum"

    def _disc(self, name: str) -> DiscSolid:
        above, below = LEVELS[DISCS.index(name)], self._below(name)
        lower = self._sacrum.endplate if below == "sacrum" else self._bones[below].body
        return DiscSolid(
            name, self._stack.spaces[name], self._bones[above].body, lower, self._change(name)
        )

    def _flavum(self, name: str) -> Flavum:
        bones = (self.solid(LEVELS[DISCS.index(name)]), self.solid(self._below(name)))
        return Flavum(name, self._stack.spaces[name], bones, self._change(name))

    def _make_lesion(self) -> Solid:
        assert self.lesion is not None
        name = str(self.lesion.disc)
        walls = _nearest(
            self.solid(LEVELS[DISCS.index(name)]),
            self.solid(self._below(name)),
            self.solid(f"flavum {name}"),
        )
        middle = self.disc_frames[name].world((0.0, 8.0, 0.0))
        return near_only(lesion_solid(self.lesion, self._disc(name), walls), middle, 38.0)

    def _walls_at(self, disc: str) -> Solid:
        """What bounds the canal at a disc."""
        parts = [
            self.solid(LEVELS[DISCS.index(disc)]),
            self.solid(self._below(disc)),
            self.solid(f"disc {disc}"),
            self.solid(f"flavum {disc}"),
        ]
        return _nearest(*parts, *self._lesion_parts())

    def _lesion_parts(self) -> tuple[Solid, ...]:
        return (self.solid("lesion"),) if self.lesion else ()

    @cached_property
    def _hard(self) -> Solid:
        """Everything but nerves and fat."""
        names = (*LEVELS, "sacrum", *(f"{kind} {d}" for kind in ("disc", "flavum") for d in DISCS))
        return _nearest(*(self.solid(name) for name in names))

    @cached_property
    def _canal(self) -> Canal:
        return Canal(self._stack)

    @cached_property
    def _sac(self) -> Sac:
        beside = [
            self._root(root, side).outside_part(self._canal) for root in ROOTS for side in Side
        ]
        return Sac(self._canal, _nearest(self._hard, *self._lesion_parts()), beside)

    # ---- nerves -----------------------------------------------------------------------------

    def _rest_path(self, root: str) -> Array:
        backs = disc_backs(self._stack)
        return rest_path(rest_controls(root, self._stack, self._canal, backs))

    def _path(self, root: str, side: Side, pressed: bool) -> Array:
        pressed = pressed and self.lesion is not None
        key = (root, side, pressed)
        if key not in self._paths:
            if not pressed and side is Side.RIGHT:
                path = self._path(root, Side.LEFT, pressed=False) * _flip(side, 4)
            elif not pressed:
                path = yielding(self._rest_path(root), self._hard)
            else:
                path = self._pressed(root, side)
            self._paths[key] = path
        return self._paths[key]

    def _pressed(self, root: str, side: Side) -> Array:
        rest = self._path(root, side, pressed=False)
        lesion = self.solid("lesion")
        if (lesion(rest[:, :3]) - rest[:, 3]).min() > CONTACT_MM:
            return rest
        if side is Side.RIGHT and self._lesion_is_symmetric:
            return self._path(root, Side.LEFT, pressed=True) * _flip(side, 4)
        return yielding(rest, _nearest(self._hard, lesion))

    @property
    def _lesion_is_symmetric(self) -> bool:
        return self.lesion is not None and self.lesion.zone in (None, Zone.CENTRAL)

    def _root(self, root: str, side: Side) -> Root:
        return Root(root, self.root_path(root, side))

    def _make_nerve(self, kind: str, root: str, side: Side) -> Solid:
        nerve = self._root(root, side)
        cord = Tube.along(nerve.path if kind == "root" else nerve.ganglion_part())
        walls = self._lesion_parts()

        def distance(points: Array) -> Array:
            away = cord(points)
            if not walls:
                return away
            return where_below(
                away,
                1.5,
                lambda close: intersect(0.5, away[close], 0.2 - walls[0](points[close])),
                away,
            )

        return distance

    def _path_of_trunk(self) -> Array:
        return rest_path(trunk_controls())

    # ---- fat --------------------------------------------------------------------------------

    def _make_fat(self) -> Solid:
        """Fat around the sac and in the foramina; what lies in it is drawn over it."""
        canal, frames = self._canal, self.disc_frames
        hollows = []
        for disc, level in zip(DISCS, LEVELS, strict=True):
            size = VERTEBRAE[level]
            centre = (size.canal_width / 2 + 7.0, size.back + 2.0, DISC_FORAMEN_Z)
            hollows.append((frames[disc], np.array(centre)))

        at = [canal.stations[name] for name in FAT_SIZES]
        wide, deep = (profile(at, column) for column in zip(*FAT_SIZES.values(), strict=True))

        def distance(points: Array) -> Array:
            here = mirrored(points)
            x, behind, along = np.moveaxis(canal.line.local(here), -1, 0)
            tunnel = intersect(
                3.0, x - wide(along), 0.6 * x + behind - deep(along), -behind - FAT_FRONT
            )
            tunnel = np.maximum(tunnel, np.maximum(canal.top - along, along - canal.stations["end"]))
            for frame, centre in hollows:
                tunnel = blend(tunnel, ellipsoid(frame.local(here), centre, FORAMEN_FAT), 3.0)
            return where_below(
                tunnel,
                2.0,
                lambda close: np.maximum(tunnel[close], 0.1 - self._hard(points[close])),
                tunnel,
            )

        return distance


DISC_FORAMEN_Z = 8.0
"""How high the middle of a foramen lies above the middle of its disc. Estimated."""
FORAMEN_FAT = (12.0, 9.0, 11.5)
"""Half width, depth and height of the fat around a root in its foramen. Estimated."""
FAT_FRONT = 11.0
"""How far the fat of the canal goes before the middle; bone and disc stop it."""
FAT_SIZES = {
    "L5": (14.5, 12.5),
    "L5/S1": (14.5, 12.5),
    "S1": (13.0, 9.0),
    "S2": (9.0, 5.6),
    "end": (4.5, 2.2),
}
"""The fat of the canal: half width, and how far it goes behind the middle. Estimated."""


def _nearest(*solids: Solid) -> Solid:
    """The union of solids, with sharp edges."""

    def distance(points: Array) -> Array:
        return np.minimum.reduce([solid(points) for solid in solids])

    return distance


def _flip(side: Side, columns: int = 3) -> Array:
    signs = np.ones(columns)
    signs[0] = -1.0 if side is Side.RIGHT else 1.0
    return signs


def _on_side(solid: Solid, side: Side) -> Solid:
    """A left solid, on its side of the body."""
    return lambda points: solid(points * _flip(side))
