"""Telescopes: tubes, what carries them, and the drawings that explain them."""
