"""Where every dimension of the solids comes from, by module.

A source is an id of ``sciatica/content/facts/sources.toml``, "estimated", or "a drawing choice": a
number that nothing in a body answers to. `fardon2014` gives the bounds (a bulge takes more than a
quarter of the edge), not the numbers; `ebraheim1997` S1's greatest thickness and the angles in
front of the bones, not the waypoints; `lst2021` says past what the trunk runs; `spine2012roots` how
far from the midline L5 begins; `schmid1999mr` that the ligament thickens, not by how much. The
tables of `dimensions` tell the source of each row beside it.
"""

from collections.abc import Mapping

ESTIMATED, DRAWING, BESIDE = "estimated", "a drawing choice", "beside each row"

_TOLD: tuple[tuple[str, str, str], ...] = (
    (
        "bending",
        DRAWING,
        "SOFTEST_MM CHORD_MM ROUNDS SPREAD_MM RELAX_MM CLEARANCE_MM THINNEST_SHARE NEAR_MM STEP_MM",
    ),
    ("buttock", "tomaszewski2016", "NERVE_WIDTH"),
    (
        "buttock",
        ESTIMATED,
        "BELLY_HALF_THICKNESS NERVE_THICKNESS PIRIFORMIS SOFT_PARTS NERVE FIBULAR TIBIAL_SHARE",
    ),
    (
        "buttock",
        DRAWING,
        "TIGHT_THICKER TIGHT_TALLER NERVE_GIVES_WAY_MM FREE_MM NERVE_FREE_MM WEB",
    ),
    ("changes", ESTIMATED, "STENOSIS"),
    ("column", ESTIMATED, "GIVES"),
    ("column", DRAWING, "CONTACT_MM REACH_MM JOINTS_BEHIND BEFORE_MM"),
    ("courses", "ebraheim1997", "TRUNK_WIDE S1_WIDE S1_THICK ONWARD"),
    ("courses", "lst2021", "TRUNK"),
    ("courses", "spine2012roots", "BUD"),
    ("courses", ESTIMATED, "TRAVERSING_X CONFLUENCE TRUNK_THICK THREAD_RADIUS BUD_RADIUS"),
    ("courses", DRAWING, "TRAVERSING_GAP THREADS BEHIND BAND_STARTS_Z BAND_GROWS_MM"),
    ("dimensions", BESIDE, "VERTEBRAE DISC_SIZES"),
    (
        "dimensions",
        ESTIMATED,
        "ENDPLATE_HOLLOW SACRAL_SLOPE_DEG JOINT_SPACE ROOT_RADIUS GANGLION_RADIUS GANGLION_LENGTH",
    ),
    ("disc", "zhong2014disc", "NUCLEUS_SHARE BACK_RING_SHARE"),
    (
        "disc",
        ESTIMATED,
        "EDGE NUCLEUS_WIDTH_SHARE NUCLEUS_HEIGHT_SHARE CARTILAGE EDGE_ROUNDING DOME_SHARE "
        "BULGE_PER_TURN",
    ),
    ("disc", DRAWING, "INTO_ENDPLATES"),
    (
        "facets",
        ESTIMATED,
        "JOINT_Z LOWER_HALF_THICKNESS UPPER_HALF_THICKNESS SPUR_OUT SLIP_TAKEN_UP",
    ),
    (
        "femur",
        ESTIMATED,
        "NECK_SHAFT_DEG NECK_ANTEVERSION_DEG SHAFT_LEAN_DEG HEAD_OFFSET CORNER NECK SHAFT "
        "TROCHANTER LESSER_TROCHANTER",
    ),
    ("femur", DRAWING, "SHAFT_END_Z"),
    ("giving_way", ESTIMATED, "AWAY FLATTER SWELLS_MM"),
    (
        "giving_way",
        DRAWING,
        "THREAD_MM FLAT_AFTER_MM FARTHEST_MM STEP_MM ROOT_GAP WALL_GAP ROUND HELD_SAMPLES "
        "BEND_SAMPLES HELD_OFF STOP_SAMPLES SWELL_REACH_MM",
    ),
    ("lesion", "fardon2014", "BULGE_HALF_ANGLE_DEG"),
    (
        "lesion",
        ESTIMATED,
        "EDGE_X FAR_LATERAL_DEG HEAD_HALF_DEPTH NECK_HALF_DEPTH TORN_HALF_WIDTH SKIN",
    ),
    ("lesion", DRAWING, "CLEARANCE ROOM_BEHIND ROOTED"),
    ("lesion_shapes", ESTIMATED, "SHAPES BULGE_MM"),
    ("ligaments", "schmid1999mr", "THICKER_PER_TURN"),
    (
        "ligaments",
        ESTIMATED,
        "ROOF_SLOPE ROOF_FALL HALF_LENGTH BUCKLED BUCKLED_HALF_LENGTH FOLD FOLD_HALF_WIDTH "
        "BEHIND_LAMINA",
    ),
    ("ligaments", DRAWING, "ROOF_ROUNDING"),
    ("nerves", ESTIMATED, "SAC_SIZES SAC_END_ALONG"),
    ("nerves", DRAWING, "SAC_CLEARANCE BUD_SAMPLES PRESSED_GAP PRESSED_NEAR"),
    (
        "pelvis",
        ESTIMATED,
        "SIZES HEAD HEAD_RADIUS CARTILAGE_GAP CUP_RADIUS CUP_INCLINATION_DEG "
        "CUP_ANTEVERSION_DEG CUP_SHALLOWER SACROILIAC_GAP SYMPHYSIS_GAP CUP_AXIS LANDMARKS "
        "WING",
    ),
    (
        "sacrum",
        ESTIMATED,
        "CURVE HALF_WIDTH BODY_HALF_DEPTH BODY_HALF_WIDTH CANAL_DEPTH CANAL_HALF_WIDTH "
        "BACK_PLATE SIDE_BACK SIDE_FRONT WING_TOP LENGTH FORAMINA LEVELS_ALONG SIDE_CREST_X "
        "SIDE_CREST_SUNK INNER_CREST_X EAR_RAISED HIATUS_ALONG HIATUS_HALF_WIDTH SEGMENTS",
    ),
    (
        "spaces",
        ESTIMATED,
        "CANAL_HALF_WIDTH_SHARE CANAL_HALF_HEIGHT FORAMEN_REACH FORAMEN_Z FORAMEN_FAT FAT_SIZES",
    ),
    ("spaces", DRAWING, "FAT_FRONT"),
    ("stack", ESTIMATED, "WEDGE_LOST_A_MM"),
    ("vertebra", ESTIMATED, "RIM WAIST HOLLOW_RADIUS ROOF_Z ROOF_SLOPE ROOF_FALL"),
    ("vertebra", DRAWING, "ROOF_ROUNDING"),
)

SOURCES: Mapping[str, str] = {
    f"{module}.{name}": source for module, source, names in _TOLD for name in names.split()
}
