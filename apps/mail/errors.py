from apps.core.errors import ShopError


class NotKept(ShopError):
    status = 409
    code = "mail_not_kept"
    message = "This message carried a private link, so it is not kept and cannot be sent again."
