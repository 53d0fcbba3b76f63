"""The installations of ``tests.console``, for the tests that kill parts of them."""

from tests.console.conftest import clone, place

__all__ = ["clone", "place"]
