"""The lumbar spine, the pelvis and their nerves as solids of our own, and every view of them.

A solid is a function from points to signed distances: negative inside. Points are arrays of shape
(..., 3) in millimetres, in the patient's axes: x to the patient's left, y to the back, z up; the
origin is the centre of the upper endplate of S1. No outline is traced and no mesh is read: shapes
follow from the named dimensions in `dimensions`.
"""
