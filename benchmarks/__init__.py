"""Measurements against plain Voila. They judge nothing and always end with 0: the machine that runs
them decides the numbers, so each is worth only what it says beside the others of the same run."""
