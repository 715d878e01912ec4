"""The API: each app's endpoints under one address, and products with price and stock."""
