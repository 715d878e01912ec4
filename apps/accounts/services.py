"""Every change of an account that is not made by the sign-in pages themselves."""

from django.contrib.auth.models import Group

from apps.accounts.models import User

MAIL_TOPIC = "accounts.send_mail"


def ensure_staff(*, email: str, password: str, name: str, groups: list[str] | None = None) -> User:
    """Make or renew a member of staff: with groups, their permissions; without, all of them."""
    user = User.objects.filter(email__iexact=email).first() or User(email=email.lower())
    user.name, user.is_staff, user.is_superuser, user.is_active = name, True, not groups, True
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name__in=groups or []))
    return user
