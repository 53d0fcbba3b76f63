"""The first coordinator's one-time link: how whoever started an empty installation comes in."""
