"""Rules that the delivery files have to keep, beyond what general linters know."""
