"""Eyepieces and what goes with them: optics for the focuser, finders, tools and care."""
