"""Who may do what: one decision for every address of the shop. test_access.py holds the shop to it.

A new address fails the suite until it has its line here; a line for an address that is gone fails too.
"""

from dataclasses import dataclass

WHO = ("guest", "other", "owner", "clerk", "staff")
# "other" and "owner" are customers: the order, the basket and the checkout on the stage are the owner's.
# "clerk" may enter the staff area and has no permission there; "staff" is a superuser.

LOGIN = "sign in first"
AGAIN = "password once more"
Answer = int | str
Answers = tuple[Answer, Answer, Answer, Answer, Answer]

EVERYBODY: Answers = (200,) * 5
NOT_SO: Answers = (405,) * 5  # not with this method
ON: Answers = (302,) * 5  # leads on, whoever asks
CUSTOMERS: Answers = (LOGIN, 200, 200, 200, 200)
GUESTS: Answers = (200, 302, 302, 302, 302)  # who is signed in is led on to the account
OWNER: Answers = (LOGIN, 404, 200, 404, 404)
BUYER: Answers = (302, 302, 200, 302, 302)  # a checkout page; others have nothing to check out
CONFIRMED: Answers = (LOGIN, AGAIN, AGAIN, AGAIN, AGAIN)
STAFF_AREA: Answers = (LOGIN, LOGIN, LOGIN, 200, 200)
ALLOWED: Answers = (LOGIN, LOGIN, LOGIN, 403, 200)
HIDDEN: Answers = (LOGIN, LOGIN, LOGIN, 404, 200)  # without the permission it does not exist
NOBODY: Answers = (LOGIN, LOGIN, LOGIN, 403, 403)


@dataclass(frozen=True)
class Decision:
    """The answers to GET and to POST, in the order of WHO. The posted data are those of POSTED."""

    get: Answers
    post: Answers = NOT_SO


SHOP = {
    "catalog:home": Decision(EVERYBODY),
    "catalog:search": Decision(EVERYBODY),
    "catalog:product": Decision(EVERYBODY),
    "catalog:choose": Decision(NOT_SO, ON),
    "categories:category": Decision(EVERYBODY),
    "content:page": Decision(EVERYBODY),
    "content:guides": Decision(EVERYBODY),
    "content:guide": Decision(EVERYBODY),
    "accounts:country": Decision(EVERYBODY, ON),
    "accounts:scheme": Decision(NOT_SO, ON),
    "media": Decision(EVERYBODY),
    "robots": Decision(EVERYBODY),
    "sitemap": Decision(EVERYBODY),
    # The line and the basket are the owner's; to everybody else they do not exist.
    "cart:basket": Decision(EVERYBODY),
    "cart:add": Decision(NOT_SO, ON),
    "cart:change": Decision(NOT_SO, (404, 404, 302, 404, 404)),
    "cart:put_back": Decision(NOT_SO, (404, 404, 302, 404, 404)),
    "cart:clear": Decision(NOT_SO, ON),
    "cart:add_code": Decision(NOT_SO, (302, 302, 400, 302, 302)),
    "cart:remove_code": Decision(NOT_SO, ON),
    "orders:start": Decision(ON, ON),
    "orders:address": Decision(BUYER, (302, 302, 422, 302, 302)),
    "orders:delivery": Decision(BUYER, (302, 302, 422, 302, 302)),
    "payments:payment": Decision(BUYER, (302, 302, 422, 302, 302)),
    "payments:use_gift_card": Decision(NOT_SO, (302, 302, 422, 302, 302)),
    "payments:remove_gift_card": Decision(NOT_SO, ON),
    # Who has the random key of a payment is who started it, also when the bank sends a browser back.
    "payments:processing": Decision(EVERYBODY),
    "payments:cancel": Decision(NOT_SO, ON),
    "payments:testbank": Decision(EVERYBODY, ON),
    # The payment on the stage is the test provider's, and these two are Stripe's alone.
    "payments:card": Decision((404,) * 5),
    "payments:hosted": Decision(NOT_SO, (404,) * 5),
    # As with payments, who has the random key of a change is who asked for it.
    "payments:change": Decision(EVERYBODY, (422,) * 5),
    # A guest's order opens by its secret link, for whoever has it; a customer's list only by the account.
    "orders:order": Decision(EVERYBODY),
    "orders:thanks": Decision(EVERYBODY),
    # The order on the stage stands: there is nothing to start again.
    "orders:again": Decision((404,) * 5, (404,) * 5),
    "orders:reveal": Decision(NOT_SO, ON),
    # Changes are for who may see the details: the signed-in customer, or who gave the order's e-mail address.
    "orders:change": Decision((302, 302, 200, 302, 302), (302, 302, 422, 302, 302)),
    "orders:track": Decision(EVERYBODY, (422,) * 5),
    # Whoever has the link from the mail may pay; on the stage none of the baskets was filled by staff.
    "orders:pay_link": Decision((404,) * 5, (404,) * 5),
    "orders:withdraw": Decision(EVERYBODY, (422,) * 5),
    "orders:mine": Decision(CUSTOMERS),
    "orders:my_order": Decision(OWNER),
    # The link alone leads back to the order's page, which asks for the e-mail address.
    "documents:by_link": Decision(ON),
    "documents:mine": Decision(OWNER),
    # Returns are for who may see the details; others are led to the order's page, which asks for the address.
    "returns:ask": Decision((302, 302, 200, 302, 302), (302, 302, 422, 302, 302)),
    "returns:show": Decision((302, 302, 200, 302, 302)),
    "returns:slip": Decision((302, 302, 200, 302, 302)),
    "returns:cancel": Decision(NOT_SO, ON),
    "returns:photo": Decision((302, 302, 200, 302, 302)),
}

ACCOUNT = {
    "account_login": Decision(GUESTS, GUESTS),
    "account_signup": Decision(GUESTS, GUESTS),
    "account_logout": Decision((302, 200, 200, 200, 200), ON),
    "account_inactive": Decision(EVERYBODY),
    "account_reauthenticate": Decision(CUSTOMERS, CUSTOMERS),
    "account_email": Decision(CUSTOMERS, (LOGIN, 302, 302, 302, 302)),
    "account_email_verification_sent": Decision(EVERYBODY),
    "account_confirm_email": Decision(EVERYBODY, (404,) * 5),
    "account_change_password": Decision(CUSTOMERS, CUSTOMERS),
    "account_set_password": Decision((LOGIN, 302, 302, 302, 302), (LOGIN, 302, 302, 302, 302)),
    "account_reset_password": Decision(EVERYBODY, EVERYBODY),
    "account_reset_password_done": Decision(EVERYBODY),
    "account_reset_password_from_key": Decision(EVERYBODY, EVERYBODY),
    "account_reset_password_from_key_done": Decision(EVERYBODY),
    "account_confirm_login_code": Decision((LOGIN, 302, 302, 302, 302), (LOGIN, 302, 302, 302, 302)),
    "mfa_index": Decision(CUSTOMERS, (LOGIN, 405, 405, 405, 405)),
    "mfa_authenticate": Decision((LOGIN, 302, 302, 302, 302), (LOGIN, 302, 302, 302, 302)),
    # The owner has set up a second factor, the others have not.
    "mfa_reauthenticate": Decision((LOGIN, AGAIN, 200, AGAIN, AGAIN), (LOGIN, AGAIN, 200, AGAIN, AGAIN)),
    "mfa_activate_totp": Decision(CONFIRMED, CONFIRMED),
    "mfa_deactivate_totp": Decision((LOGIN, 404, AGAIN, 404, 404), (LOGIN, 404, AGAIN, 404, 404)),
    "mfa_generate_recovery_codes": Decision(CONFIRMED, CONFIRMED),
    "mfa_view_recovery_codes": Decision((LOGIN, 404, 404, 404, 404), (LOGIN, 405, 405, 405, 405)),
    "mfa_download_recovery_codes": Decision((LOGIN, 404, 404, 404, 404), (LOGIN, 404, 404, 404, 404)),
}

API = {
    "api:products": Decision(EVERYBODY),
    "api:product": Decision(EVERYBODY),
    "api:schema": Decision(EVERYBODY),
    # A basket belongs to whoever sends its token; these requests send none.
    "api:carts": Decision(NOT_SO, (201,) * 5),
    "api:cart": Decision((404,) * 5),
    "api:lines": Decision(NOT_SO, (404,) * 5),
    "api:line": Decision(NOT_SO),
    "api:codes": Decision(NOT_SO, (404,) * 5),
    "api:code": Decision(NOT_SO),
    "api:checkout": Decision(NOT_SO),
    "api:orders": Decision(NOT_SO, (400,) * 5),
    "api:order": Decision(EVERYBODY),
    # A message proves itself by its signature; these have none.
    "payments:stripe_webhook": Decision(NOT_SO, (400,) * 5),
    # The shop on the stage is not connected to EasyPost.
    "tracking:easypost_webhook": Decision(NOT_SO, (404,) * 5),
}

STAFF = {
    "admin:index": Decision(STAFF_AREA),
    "admin:login": Decision((LOGIN, 403, 403, 302, 302)),
    "admin:logout": Decision((302, 302, 302, 405, 405)),
    "admin:search": Decision(STAFF_AREA),
    "admin:jsi18n": Decision(STAFF_AREA),
    "admin:password_change": Decision(STAFF_AREA),
    "admin:password_change_done": Decision(STAFF_AREA),
    "admin:autocomplete": Decision(ALLOWED),
    "admin:view_on_site": Decision((LOGIN, LOGIN, LOGIN, 302, 302)),
    "admin:app_list": Decision(HIDDEN),
    "admin:auth_user_password_change": Decision(ALLOWED),
    "admin:orders_order_act": Decision(HIDDEN),
    "admin:payments_payment_act": Decision(HIDDEN, HIDDEN),
    "admin:payments_payment_import_statement": Decision(ALLOWED, ALLOWED),
    "admin:orders_order_phone": Decision(ALLOWED),
    "admin:orders_order_phone_edit": Decision(ALLOWED),
    "admin:inventory_stock_move": Decision(HIDDEN),
    "admin:shipping_zone_gaps": Decision(ALLOWED),
    "admin:warehouse_box_pick": Decision(ALLOWED),
    "admin:warehouse_box_pack": Decision(ALLOWED),
    "admin:warehouse_box_shipped": Decision(ALLOWED),
    "admin:warehouse_box_slip": Decision(ALLOWED),
    "admin:warehouse_box_label": Decision(ALLOWED),
    "admin:currency_exchangerate_fetch_now": Decision(ALLOWED),
    "admin:currency_exchangerate_upload": Decision(ALLOWED),
    "admin:inventory_stock_simple_history": Decision(ALLOWED),
    "admin:catalog_product_simple_history": Decision(ALLOWED),
    "admin:mail_message_html": Decision(HIDDEN),
    "admin:mail_message_resend": Decision(HIDDEN),
    "admin:mail_message_kinds": Decision(ALLOWED),
    "admin:mail_message_kind": Decision(ALLOWED),
    "admin:mail_message_kind_html": Decision(ALLOWED),
    "admin:documents_document_file": Decision(HIDDEN),
    "admin:tracking_label_file": Decision(HIDDEN),
    "admin:returns_return_act": Decision(HIDDEN, HIDDEN),
    "admin:returns_return_photo": Decision(HIDDEN),
    "admin:promotions_promotion_codes": Decision(HIDDEN, HIDDEN),
    "admin:promotions_promotion_rehearsal": Decision(ALLOWED),
    "admin:giftcards_giftcard_move": Decision(HIDDEN, HIDDEN),
    "admin:books_discrepancy_check_now": Decision(ALLOWED),
    "admin:books_discrepancy_repair": Decision(HIDDEN),
    "admin/(?P<url>.*)$": Decision((LOGIN, LOGIN, LOGIN, 404, 404)),
}

# What a superuser can do to the rows of a model. The rest is done by services, or not at all.
ADMIN_MODELS = {
    "account_emailaddress": "add delete",
    "admin_logentry": "",
    "accounts_user": "add delete",
    "auth_group": "add delete",
    "books_discrepancy": "",
    "books_run": "",
    "catalog_attribute": "add delete",
    "catalog_brand": "add delete",
    "catalog_category": "add delete",
    "catalog_option": "add delete",
    "catalog_product": "add",
    "catalog_variant": "",
    "content_page": "add delete",
    "currency_currency": "",
    "currency_exchangerate": "",
    "documents_document": "",
    "giftcards_giftcard": "add",
    "inventory_stock": "add",
    "inventory_stocklocation": "add delete",
    "inventory_stockmovement": "",
    "mail_message": "",
    "mfa_authenticator": "add delete",
    "orders_order": "",
    "orders_withdrawal": "",
    "outbox_message": "",
    "payments_payment": "",
    "pricing_price": "",
    "pricing_pricelist": "add",
    "pricing_taxarea": "add delete",
    "pricing_taxclass": "add delete",
    "pricing_taxrate": "add",
    "pricing_taxzone": "add delete",
    "pricing_vatcheck": "",
    "promotions_couponcode": "add delete",
    "promotions_promotion": "add",
    "promotions_promotionuse": "",
    "returns_return": "",
    "reviews_review": "delete",
    "shipping_carrierproblem": "",
    "shipping_method": "add delete",
    "shipping_surcharge": "add delete",
    "shipping_transitfigure": "",
    "shipping_zone": "add delete",
    "tracking_label": "",
    "tracking_latenotice": "",
    "tracking_trackedparcel": "",
    "warehouse_box": "",
}


def _model_pages(model: str, rights: str) -> dict[str, Decision]:
    pages = {f"admin:{model}_{page}": Decision(ALLOWED) for page in ("changelist", "change", "history")}
    for page in ("add", "delete"):
        pages[f"admin:{model}_{page}"] = Decision(ALLOWED if page in rights.split() else NOBODY)
    app, _, name = model.partition("_")
    pages[f"admin/{app}/{name}/<path:object_id>/"] = Decision((LOGIN, LOGIN, LOGIN, 302, 302))
    return pages


STAFF |= {
    key: decision
    for model, rights in ADMIN_MODELS.items()
    for key, decision in _model_pages(model, rights).items()
}
DECISIONS = SHOP | ACCOUNT | API | STAFF
