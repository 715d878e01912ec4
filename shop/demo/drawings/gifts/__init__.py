"""Prints, books, globes and other presents."""
