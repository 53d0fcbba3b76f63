"""Django's view of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts stand on history alone."""

    name = "commoncall.kernel.accounts"
    label = "accounts"
