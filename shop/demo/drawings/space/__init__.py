"""Antennas, receivers, ground stations and small laboratory instruments."""
