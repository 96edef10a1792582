"""The column: every solid of the low back by name, in a posture and with its changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, cached_property

import numpy as np

from artwork.solids.changes import UNCHANGED, DiscChange
from artwork.solids.dimensions import DISCS, LEVELS, VERTEBRAE
from artwork.solids.disc import DiscSolid
from artwork.solids.facets import Joint, joint_of_disc
from artwork.solids.landmarks import landmarks
from artwork.solids.lesion import lesion_solid
from artwork.solids.ligaments import Flavum
from artwork.solids.nerves import (
    ROOTS,
    Canal,
    Root,
    Sac,
    cord_controls,
    disc_backs,
    pressed_solid,
    rest_controls,
    rest_path,
    trunk_controls,
    yielding,
)
from artwork.solids.sacrum import CURVE, Sacrum, coccyx
from artwork.solids.sdf import Array, Frame, Solid, Tube, limb, mirrored, near_only, unit
from artwork.solids.spaces import fat, foramen, soft_canal
from artwork.solids.stack import Stack
from artwork.solids.vertebra import Vertebra
from sciatica.model import Disc, Lesion, Posture, RootName, Side, Zone

CONTACT_MM = 0.3
"""A lesion reaches a root if it comes so near."""
REACH_MM = {"vertebra": 62.0, "disc": 34.0, "sacrum": 92.0, "flavum": 34.0, "lesion": 38.0}
"""Every part lies within so many mm of its place."""
MOVED_BY_LESION = ("lesion", "sac", "root", "ganglion")
"""What a lesion changes; all else is that of the column without it."""


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
        self.changes = dict(changes or {})
        self._stack = Stack(posture, {str(disc): change for disc, change in self.changes.items()})
        self.frames: dict[str, Frame] = self._stack.frames
        self.disc_frames: dict[str, Frame] = {
            name: space.frame for name, space in self._stack.spaces.items()
        }
        self._plain = _without_lesion(posture, tuple(self.changes.items())) if lesion else self
        self._solids: dict[str, Solid] = {}
        self._paths: dict[tuple[str, Side], Array] = {}

    # ---- the public face --------------------------------------------------------------------

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that `solid` answers, the lesion included where there is one."""
        bones = (*LEVELS, "sacrum", "coccyx")
        soft = [f"{kind} {disc}" for kind in ("disc", "nucleus", "flavum") for disc in DISCS]
        nerves = [
            f"{kind} {root} {side}"
            for kind in ("root", "ganglion")
            for root in ROOTS
            for side in Side
        ]
        lesion = ("lesion",) if self.lesion else ()
        return (*bones, *soft, "sac", "cord", "fat", *nerves, "trunk left", "trunk right", *lesion)

    def solid(self, name: str) -> Solid:
        """Return a solid by its name. Raises `KeyError` naming what there is."""
        if name not in self.names:
            raise KeyError(f"no solid {name!r}; there are: {', '.join(self.names)}")
        if self.lesion and name.split(" ")[0] not in MOVED_BY_LESION:
            return self._plain.solid(name)
        if name not in self._solids:
            twin = self._mirror
            made = _on_side(twin.solid(_mirrored_name(name)), Side.RIGHT) if twin else None
            self._solids[name] = made or self._make(name)
        return self._solids[name]

    def root_path(self, root: str, side: Side) -> Array:
        """Return the way of a root: rows of x, y, z, radius."""
        key = (root, side)
        if key not in self._paths:
            if self._mirror:
                self._paths[key] = self._mirror.root_path(root, side.other) * _flip(Side.RIGHT, 4)
            elif side is Side.RIGHT and self._symmetric:
                self._paths[key] = self.root_path(root, Side.LEFT) * _flip(side, 4)
            elif self.lesion:
                self._paths[key] = self._pressed_path(root, side)
            else:
                self._paths[key] = yielding(self._free_path(root), self._hard)
        return self._paths[key]

    def canal(self, disc: str) -> Solid:
        """Return the soft canal at a disc: between disc or lesion, ligament and joints.

        Its area on the plane of the disc is the canal area. `disc` is "L4/5" or "disc L4/5".
        """
        name = disc.removeprefix("disc ")
        size, frame = VERTEBRAE[self._above(name)], self.disc_frames[name]
        return soft_canal(size, frame, self._flavum(name), self._walls_at(name))

    def foramen(self, disc: str, side: Side = Side.LEFT) -> Solid:
        """Return the space of the foramen at a disc.

        Its area on the upright plane along the middle of the pedicles is the foramen area.
        """
        name = disc.removeprefix("disc ")
        level = self._above(name)
        frames = self.frames[level], self.disc_frames[name]
        return foramen(VERTEBRAE[level], *frames, self._walls_at(name), side)

    def reached(self) -> set[tuple[RootName, Side]]:
        """Return the roots that the lesion touches where they lie at rest."""
        if self.lesion is None:
            return set()
        return {
            (RootName(root), side) for root in ROOTS for side in Side if self._meets(root, side)
        }

    def landmarks(self) -> dict[str, Array]:
        """Return points for labels, on the patient's left."""
        roots = {name: self._root(name, Side.LEFT) for name in ROOTS}
        start = self._trunk_path[-1, :3]
        return landmarks(self._stack, self._rest, self._canal, roots, start)

    # ---- making -----------------------------------------------------------------------------

    def _make(self, name: str) -> Solid:
        kind, _, rest = name.partition(" ")
        singles: dict[str, Callable[[], Solid]] = {
            "sacrum": self._make_sacrum,
            "coccyx": lambda: near_only(coccyx, CURVE.world((0.0, 0.0, 122.0)), 40.0),
            "sac": lambda: self._sac,
            "cord": lambda: Tube(cord_controls(self._canal)),
            "fat": lambda: fat(self._canal, self.disc_frames, self._hard),
            "lesion": self._make_lesion,
        }
        if kind in singles:
            return singles[kind]()
        if kind in LEVELS:
            return self._make_bone(kind)
        if kind == "disc":
            return self._near_disc(rest, self._disc(rest), "disc")
        if kind == "nucleus":
            return self._disc(rest).nucleus
        if kind == "flavum":
            return self._near_disc(rest, self._flavum(rest), "flavum", behind=34.0)
        if kind == "trunk":
            return _on_side(Tube.along(self._trunk_path), Side(rest))
        root, side = rest.split(" ")
        nerve = self._root(root, Side(side))
        path = nerve.path if kind == "root" else nerve.ganglion_part()
        return pressed_solid(path, self._walls)

    def _near_disc(self, disc: str, solid: Solid, kind: str, behind: float = 0.0) -> Solid:
        return near_only(solid, self.disc_frames[disc].world((0.0, behind, 0.0)), REACH_MM[kind])

    def _above(self, disc: str) -> str:
        return LEVELS[DISCS.index(disc)]

    def _below(self, disc: str) -> str:
        i = DISCS.index(disc) + 1
        return LEVELS[i] if i < len(LEVELS) else "sacrum"

    def _change(self, disc: str) -> DiscChange:
        return {str(name): change for name, change in self.changes.items()}.get(disc, UNCHANGED)

    # ---- bones ------------------------------------------------------------------------------

    @cached_property
    def _rest(self) -> Stack:
        """Everything at rest: joints are placed there."""
        return Stack()

    def _joint(self, disc: str, bone: str | None, above: bool) -> Joint:
        place = self._rest.frames[bone] if bone else None
        return joint_of_disc(disc, place, self._rest, self._change(disc), above)

    @cached_property
    def _bones(self) -> dict[str, Vertebra]:
        bones = {}
        for i, level in enumerate(LEVELS):
            below = self._joint(DISCS[i], level, above=True)
            above = self._joint(DISCS[i - 1], level, above=False) if i else self._joint_of_t12
            bones[level] = Vertebra(level, self.frames[level], below, above)
        return bones

    @cached_property
    def _joint_of_t12(self) -> Joint:
        """The joint that L1 bears upward: like its lower one, a little nearer the middle."""
        below, size = self._joint("L1/2", "L1", above=True), VERTEBRAE["L1"]
        centre = np.array([12.2, size.back + 14.5, size.height / 2 + 3.0])
        return Joint(centre, below.out, below.along, unit((0.0, 0.0, 1.0)), below.size, 0.0)

    def _make_bone(self, level: str) -> Solid:
        i, bone = LEVELS.index(level), self._bones[level]
        partner = self._bones[LEVELS[i - 1]].lower_part if i else self._t12
        middle = self.frames[level].world((0.0, 14.0, 0.0))
        return near_only(lambda points: bone(points, partner(points)), middle, REACH_MM["vertebra"])

    def _t12(self, points: Array) -> Array:
        """A stand-in for the lower process of T12, which hollows the upper one of L1."""
        joint = self._joint_of_t12
        local = self.frames["L1"].local(mirrored(points))
        start, end = joint.at(out=-5.0, up=-5.0), joint.at(out=-5.0, up=16.0)
        return limb(local, start, end, (6.5, 4.2), (6.5, 4.2), joint.along, 2.2)

    @cached_property
    def _sacrum(self) -> Sacrum:
        return Sacrum(self._joint("L5/S1", None, above=False))

    def _make_sacrum(self) -> Solid:
        bone, partner = self._sacrum, self._bones["L5"].lower_part
        middle = CURVE.world((0.0, 6.0, 45.0))
        return near_only(lambda points: bone(points, partner(points)), middle, REACH_MM["sacrum"])

    # ---- soft parts -------------------------------------------------------------------------

    def _disc(self, name: str) -> DiscSolid:
        above, below = self._bones[self._above(name)].body, self._below(name)
        lower = self._sacrum.endplate if below == "sacrum" else self._bones[below].body
        return DiscSolid(name, self._stack.spaces[name], above, lower, self._change(name))

    def _flavum(self, name: str) -> Flavum:
        bones = (self.solid(self._above(name)), self.solid(self._below(name)))
        return Flavum(name, self._stack.spaces[name], bones, self._change(name))

    def _make_lesion(self) -> Solid:
        assert self.lesion is not None
        name = str(self.lesion.disc)
        parts = (self._above(name), self._below(name), f"flavum {name}")
        walls = _nearest(*(self.solid(part) for part in parts))
        solid = lesion_solid(self.lesion, self._disc(name), walls)
        return self._near_disc(name, solid, "lesion", behind=8.0)

    def _walls_at(self, disc: str) -> Solid:
        """What bounds the canal at a disc."""
        parts = [self._above(disc), self._below(disc), f"disc {disc}", f"flavum {disc}"]
        if self.lesion:
            parts.append("lesion")
        return _nearest(*(self.solid(part) for part in parts))

    @cached_property
    def _hard(self) -> Solid:
        """Bones, discs and ligaments."""
        bones = [self.solid(name) for name in (*LEVELS, "sacrum")]
        discs = [self._near_disc(name, self._disc(name).uncut, "disc") for name in DISCS]
        flava = [self._near_disc(name, self._flavum(name).uncut, "flavum", 34.0) for name in DISCS]
        return _nearest(*bones, *discs, *flava)

    @cached_property
    def _walls(self) -> Solid:
        """Everything that nerves yield to."""
        return _nearest(self._hard, self.solid("lesion")) if self.lesion else self._hard

    # ---- nerves -----------------------------------------------------------------------------

    @cached_property
    def _canal(self) -> Canal:
        return Canal(self._stack)

    @cached_property
    def _sac(self) -> Sac:
        roots = [self._root(root, side) for root in ROOTS for side in Side]
        return Sac(self._canal, self._walls, [one.outside_part(self._canal) for one in roots])

    @cached_property
    def _mirror(self) -> "Column | None":
        """The same column with its lesion on the left, where this one has it on the right."""
        if self.lesion is None or self.lesion.side is Side.LEFT:
            return None
        return Column(self.posture, self.changes, replace(self.lesion, side=Side.LEFT))

    @property
    def _symmetric(self) -> bool:
        return self.lesion is None or self.lesion.zone in (None, Zone.CENTRAL)

    def _free_path(self, root: str) -> Array:
        controls = rest_controls(root, self._stack, self._canal, disc_backs())
        return rest_path(controls)

    def _meets(self, root: str, side: Side) -> bool:
        if self._mirror:
            return self._mirror._meets(root, side.other)
        path = self._plain.root_path(root, side)
        away = self.solid("lesion")(path[:, :3]) - path[:, 3]
        return bool(away.min() < CONTACT_MM)

    def _pressed_path(self, root: str, side: Side) -> Array:
        rest = self._plain.root_path(root, side)
        return yielding(rest, self._walls) if self._meets(root, side) else rest

    def _root(self, root: str, side: Side) -> Root:
        return Root(root, self.root_path(root, side))

    @cached_property
    def _trunk_path(self) -> Array:
        return rest_path(trunk_controls())


@cache
def _without_lesion(posture: Posture, changes: tuple[tuple[Disc, DiscChange], ...]) -> Column:
    """The column that columns with a lesion share."""
    return Column(posture, dict(changes))


def _nearest(*solids: Solid) -> Solid:
    """The union of solids, with sharp edges."""
    return lambda points: np.minimum.reduce([solid(points) for solid in solids])


def _flip(side: Side, columns: int = 3) -> Array:
    signs = np.ones(columns)
    signs[0] = -1.0 if side is Side.RIGHT else 1.0
    return signs


def _mirrored_name(name: str) -> str:
    kind, _, side = name.rpartition(" ")
    return f"{kind} {Side(side).other}" if side in list(Side) else name


def _on_side(solid: Solid, side: Side) -> Solid:
    """A left solid, on its side of the body."""
    return lambda points: solid(points * _flip(side))
