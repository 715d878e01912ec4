from apps.core.errors import ShopError


class NotOnSale(ShopError):
    status = 404
    code = "not_on_sale"
    message = "This item is not on sale."


class CategoryLoop(ShopError):
    code = "category_loop"
    message = "A category cannot lie inside itself. Choose another parent."
