"""Watching the shop: what requests, tasks and tables tell Prometheus, CloudWatch and the log."""
