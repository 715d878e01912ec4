"""A stand-in for EasyPost: prices, labels, trackers and signed messages, as far as the shop uses them.

It is written from EasyPost's public documentation, keeps its books in memory, and moves no parcel.
"""

from shop.tests.easypost_fake.server import FakeEasyPost

__all__ = ["FakeEasyPost"]
