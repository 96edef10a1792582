"""The column: every solid of the low back by name, in a posture and with its changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from itertools import product

import numpy as np

from artwork.solids.bending import yielding
from artwork.solids.changes import UNCHANGED, DiscChange
from artwork.solids.courses import ROOTS, ganglion, onward, rest_controls, rest_path, trunk
from artwork.solids.dimensions import DISCS, LEVELS, VERTEBRAE
from artwork.solids.disc import DiscSolid
from artwork.solids.facets import Joint, joint_of_disc
from artwork.solids.giving_way import AWAY, ROOT_GAP, Cord, Course, giving_way, squeezed
from artwork.solids.landmarks import landmarks
from artwork.solids.lesion import core_solid, lesion_solid
from artwork.solids.ligaments import Flavum
from artwork.solids.nerves import Canal, Root, Sac, cord_controls, in_sac, pressed_solid
from artwork.solids.sacrum import CURVE, Sacrum, coccyx
from artwork.solids.sdf import (
    FAR_MM,
    Array,
    Frame,
    Solid,
    Tube,
    intersect,
    limb,
    mirrored,
    near_only,
    unit,
    where_below,
)
from artwork.solids.spaces import fat, foramen, soft_canal
from artwork.solids.stack import Stack
from artwork.solids.vertebra import Vertebra
from sciatica.model.anatomy import Disc, RootName, Side, Zone
from sciatica.model.lesions import Lesion, Posture

CONTACT_MM = 0.3
"""A lesion reaches a root if it comes so near."""
REACH_MM = {"vertebra": 62.0, "disc": 34.0, "sacrum": 92.0, "flavum": 34.0, "lesion": 38.0}
"""Every part lies within so many mm of its place."""
JOINTS_BEHIND = 3.2
"""What lies so far behind the back wall of a body belongs to the joints and the arch."""
GIVES = 0.7
"""A root in a narrow canal is squeezed to that share of its size before it moves aside."""
BEFORE_MM = 7.0
"""The sac stays out of what lies so far before a lesion."""
MOVED_BY_LESION = ("lesion", "core", "sac", "root", "ganglion")
"""What a lesion changes or adds; all else is that of the column without it."""


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
        self._courses: dict[tuple[str, Side], Course] = {}

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
        lesion: tuple[str, ...] = ("lesion",) if self.lesion else ()
        if self.lesion and self.lesion.zone is not None:
            lesion = ("lesion", "core")
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
        return self._course(root, side).path

    def ramus(self, root: str) -> Course:
        """Return the way of a left root from the middle of its ganglion on."""
        one = self._root(root, Side.LEFT)
        return one.course.part(np.arange(len(one.path)) >= one.middle)

    @cached_property
    def trunk(self) -> Course:
        """The lumbosacral trunk of the left side."""
        return self._plain.trunk if self.lesion else trunk(self._hard)

    def is_moved(self, name: str) -> bool:
        """Whether the lesion moves a root or its ganglion."""
        kind, _, rest = name.partition(" ")
        if self.lesion is None or kind not in ("root", "ganglion"):
            return False
        root, side = rest.split(" ")
        return self._course(root, Side(side)).moved

    @property
    def without_lesion(self) -> "Column":
        """The same column as it was before the lesion."""
        return self._plain

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
        """Return the roots that the lesion touches where they lie at rest; of a lesion on one side,
        those that have left the sac."""
        if self.lesion is None:
            return set()
        return {
            (RootName(root), side) for root in ROOTS for side in Side if self._meets(root, side)
        }

    def landmarks(self) -> dict[str, Array]:
        """Return points for labels, on the patient's left."""
        roots = {name: self._root(name, Side.LEFT) for name in ROOTS}
        return landmarks(self._stack, self._rest, self._canal, roots)

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
            "core": self._make_core,
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
            return _on_side(Cord(self.trunk), Side(rest))
        root, side = rest.split(" ")
        nerve = self._root(root, Side(side))
        if self.lesion and not nerve.course.moved:
            return self._plain.solid(name)
        course = nerve.course if kind == "root" else nerve.ganglion_part()
        if not self.lesion:
            return pressed_solid(course, self._walls)
        return squeezed(course, self._hard)

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

    @cached_property
    def _free_lesion(self) -> Solid:
        """The lesion before the roots have made their beds in it."""
        assert self.lesion is not None
        name = str(self.lesion.disc)
        bones = _nearest(self.solid(self._above(name)), self.solid(self._below(name)))
        flavum = self.solid(f"flavum {name}")
        frame, wall = self.disc_frames[name], VERTEBRAE[self._above(name)].back
        joints = behind_only(bones, frame, wall + JOINTS_BEHIND)
        solid = lesion_solid(
            self.lesion, self._disc(name), _nearest(bones, flavum), _nearest(flavum, joints)
        )
        return self._near_disc(name, solid, "lesion", behind=8.0)

    def _make_lesion(self) -> Solid:
        free = self._free_lesion
        courses = (self._course(*key) for key in product(ROOTS, Side))
        pressed = [course for course in courses if course.moved]
        if not pressed:
            return free
        cords = [Cord(course) for course in pressed]

        def bedded(points: Array) -> Array:
            away = free(points)

            def without_beds(close: Array) -> Array:
                near = points[close]
                beds = np.minimum.reduce([cord(near) for cord in cords])
                return intersect(0.8, away[close], ROOT_GAP - beds)

            return where_below(away, 1.0, without_beds, away)

        return bedded

    def _make_core(self) -> Solid:
        assert self.lesion is not None
        name = str(self.lesion.disc)
        solid = core_solid(self.lesion, self._disc(name), self.solid("lesion"))
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
        parts = [one.outside_part(self._canal) for one in roots]
        if not self.lesion:
            return Sac(self._canal, self._walls, parts)
        disc = str(self.lesion.disc)
        walls = _nearest(self._hard, before_too(self._free_lesion, self.disc_frames[disc]))
        return Sac(self._canal, walls, parts, self._plain._sac, disc)

    @cached_property
    def _mirror(self) -> "Column | None":
        """The same column with its lesion on the left, where this one has it on the right."""
        if self.lesion is None or self.lesion.side is Side.LEFT:
            return None
        return Column(self.posture, self.changes, replace(self.lesion, side=Side.LEFT))

    @property
    def _symmetric(self) -> bool:
        return self.lesion is None or self.lesion.zone in (None, Zone.CENTRAL)

    def _meets(self, root: str, side: Side) -> bool:
        if self._mirror:
            return self._mirror._meets(root, side.other)
        course = self._plain._course(root, side)
        if not self._symmetric:  # in the sac roots float, and evade what comes from the side
            course = self._plain._root(root, side).outside_part(self._canal)
        path = course.path
        away = self._free_lesion(path[:, :3]) - path[:, 3]
        return bool(away.min() < CONTACT_MM)

    def _course(self, root: str, side: Side) -> Course:
        key = (root, side)
        if key not in self._courses:
            if self._mirror:
                self._courses[key] = self._mirror._course(root, side.other).mirrored()
            elif side is Side.RIGHT and self._symmetric:
                self._courses[key] = self._course(root, Side.LEFT).mirrored()
            elif self.lesion:
                self._courses[key] = self._pressed_course(root, side)
            else:
                free = rest_controls(root, self._stack, in_sac(root, self._canal))
                give = GIVES if self.changes else 1.0
                self._courses[key] = onward(root, yielding(rest_path(free), self._hard, give))
        return self._courses[key]

    def _pressed_course(self, root: str, side: Side) -> Course:
        assert self.lesion is not None
        frame = self.disc_frames[str(self.lesion.disc)]
        way = frame.world(AWAY[self.lesion.zone]) - frame.world((0.0, 0.0, 0.0))
        rest = self._plain._course(root, side)
        return giving_way(rest, self._free_lesion, self._hard, way * _flip(side))

    def _root(self, root: str, side: Side) -> Root:
        place = ganglion(root, self._stack) * _flip(side)
        return Root(root, self._course(root, side), place)


@cache
def _without_lesion(posture: Posture, changes: tuple[tuple[Disc, DiscChange], ...]) -> Column:
    """The column that columns with a lesion share."""
    return Column(posture, dict(changes))


def _nearest(*solids: Solid) -> Solid:
    """The union of solids, with sharp edges."""
    return lambda points: np.minimum.reduce([solid(points) for solid in solids])


def before_too(lesion: Solid, frame: Frame) -> Solid:
    """A lesion with all that lies before it: the sac does not slip in between it and the disc."""
    back = frame.world((0.0, 1.0, 0.0)) - frame.world((0.0, 0.0, 0.0))
    steps = np.arange(0.0, BEFORE_MM, 1.8)
    return lambda points: np.minimum.reduce([lesion(points + step * back) for step in steps])


def behind_only(solid: Solid, frame: Frame, from_mm: float) -> Solid:
    """The part of a solid that lies so far behind the middle of a place."""
    return lambda points: np.where(frame.local(points)[..., 1] > from_mm, solid(points), FAR_MM)


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
