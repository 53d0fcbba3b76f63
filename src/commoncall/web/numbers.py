"""Numbers in public addresses, written in one way alone: whatever has one address is made once, and its copy is kept once."""


class NumberConverter:
    """A number from one on, without noughts before it: otherwise one page would stand at as many addresses as somebody likes."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number as it stands in addresses."""
        return str(value)
