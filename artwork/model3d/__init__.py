"""The turnable low back: the solids of `artwork.solids` as small meshes in one file.

``python -m artwork.model3d`` bakes ``sciatica/content/artwork/model3d.bin``; the browser reads it
with ``sciatica/widgets/model3d_unpack.js``. Axes are those of the solids: x to the patient's left,
y to the back, z up, in millimetres.
"""
