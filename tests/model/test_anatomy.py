"""The rule that tells which root a disc lesion reaches, held against the clinical base."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.model.anatomy import (
    Disc,
    Relation,
    RootName,
    Side,
    Zone,
    roots_at_risk,
    usual_origins,
)

# the clinical base, by hand: disc, zone, roots
PUBLISHED = [
    ("L3/4", "subarticular", ["L4"]),
    ("L3/4", "foraminal", ["L3"]),
    ("L3/4", "extraforaminal", ["L3"]),
    ("L4/5", "subarticular", ["L5"]),
    ("L4/5", "foraminal", ["L4"]),
    ("L4/5", "extraforaminal", ["L4"]),
    ("L5/S1", "subarticular", ["S1"]),
    ("L5/S1", "foraminal", ["L5"]),
    ("L5/S1", "extraforaminal", ["L5"]),
    ("L3/4", "central", ["L4", "L5", "S1", "S2", "S3", "S4"]),
    ("L4/5", "central", ["L5", "S1", "S2", "S3", "S4"]),
    ("L5/S1", "central", ["S1", "S2", "S3", "S4"]),
]


@pytest.mark.parametrize(("disc", "zone", "roots"), PUBLISHED)
def test_the_rule_gives_the_published_root(disc, zone, roots):
    assert list(roots_at_risk(Disc(disc), Zone(zone)).roots) == roots


def test_the_published_table_covers_every_disc_and_zone():
    assert {(Disc(d), Zone(z)) for d, z, _ in PUBLISHED} == {(d, z) for d in Disc for z in Zone}


def test_a_far_lateral_l5_s1_lesion_never_reaches_s1():
    assert roots_at_risk(Disc.L5_S1, Zone.EXTRAFORAMINAL).roots == (RootName.L5,)


@given(st.sampled_from(Disc), st.sampled_from(Zone))
def test_only_central_lesions_reach_several_roots(disc, zone):
    risk = roots_at_risk(disc, zone)
    assert (len(risk.roots) > 1) == (zone is Zone.CENTRAL) == (risk.relation is Relation.SEVERAL)


@given(st.sampled_from(Disc))
def test_the_traversing_root_is_the_next_below_the_exiting_one(disc):
    order = list(RootName)
    assert order.index(disc.traversing) == order.index(disc.exiting) + 1


@given(st.sampled_from(RootName))
def test_every_usual_origin_reaches_its_root(root):
    for disc, zone in usual_origins(root):
        assert roots_at_risk(disc, zone).roots == (root,)


@pytest.mark.parametrize("root", [RootName.L4, RootName.L5, RootName.S1])
def test_the_roots_of_the_lesson_have_a_usual_origin(root):
    assert usual_origins(root)[0][1] is Zone.SUBARTICULAR


def test_the_other_side_of_the_other_side_is_the_side():
    assert [side.other.other for side in Side] == list(Side)
    assert Side.LEFT.other is Side.RIGHT
