"""Records become the model: defaults are filled in, and every reference is followed or reported."""
