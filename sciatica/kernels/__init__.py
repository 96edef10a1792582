"""Kernels of this very Python, forked from a warm process where the system allows it.

Nothing here knows what a kernel is for: whoever starts the fork server names what it loads.
"""

from sciatica.kernels.provisioner import ForkServer, OwnKernels

__all__ = ["ForkServer", "OwnKernels"]
