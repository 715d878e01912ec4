"""The operator's command: makes environments, starts and watches releases, takes them back."""
