"""The books have no tables of their own: they compare those of the other apps."""
