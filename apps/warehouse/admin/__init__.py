"""The warehouse's pages: what to fetch, the packing screen, what becomes of a parcel."""

from apps.warehouse.admin.boxes import BoxAdmin

__all__ = ["BoxAdmin"]
