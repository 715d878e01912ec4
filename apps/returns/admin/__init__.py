"""The desk for returns."""

from apps.returns.admin.pages import ReturnAdmin

__all__ = ["ReturnAdmin"]
