"""Pictures as values: each module has functions of model values that return a `Picture`."""
