"""EasyPost: prices, labels and tracking of many carriers behind one contract."""

from apps.shipping.gateways.easypost.gateway import EasyPost
from apps.shipping.gateways.easypost.messages import read_message

__all__ = ["EasyPost", "read_message"]
