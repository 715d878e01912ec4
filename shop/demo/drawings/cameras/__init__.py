"""Cameras and what lies between them and the telescope."""
