"""Pictures that several pages show, as a row of figures with captions."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from sciatica.content import Pose, Words, posed
from sciatica.figures import describe_pose, describe_slr, draw_pose, draw_slr, to_svg
from sciatica.pages.block import render

SLR_DEG = 45
"""The angle at which the straight-leg raise stands in a row of tests: an example, no finding."""


def posed_pictures(
    poses: Iterable[Pose],
    text: Words,
    captions: Mapping[Pose, str] | None = None,
    prefix: str = "pose",
) -> Markup:
    """Return dressed figures in a row at one scale; `captions` stand instead of their names.

    `prefix` begins their ids: a page that shows a figure twice needs two.
    """
    pictures = []
    for pose in poses:
        slr = pose is Pose.SLR
        figure = draw_slr(SLR_DEG, text) if slr else draw_pose(pose)
        said = describe_slr(SLR_DEG, text) if slr else describe_pose(pose, text)
        pictures.append(
            {
                "id": pose,
                "caption": (captions or {}).get(pose, text(f"figures.pose.{pose}.name")),
                "svg": to_svg(figure, name=f"{prefix}-{pose}", description=said),
                "width": round(posed()[pose].width),
            }
        )
    return render("posed", pictures=pictures)
