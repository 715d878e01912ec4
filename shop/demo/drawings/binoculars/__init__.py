"""Binoculars, monoculars and spotting scopes, seen from above or from the side."""
