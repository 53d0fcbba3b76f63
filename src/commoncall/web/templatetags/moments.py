"""Filters that write instants and numbers for their reader; see ``web.moments``."""

from datetime import date, datetime

from django import template

from commoncall.web import moments

register = template.Library()


@register.filter
def when(instant: datetime) -> str:
    """Say when something was: ``Today, 08:15``."""
    return moments.when(instant)


@register.filter
def short_day(instant: datetime) -> str:
    """Say on which day: ``Thu 19 Nov``."""
    return moments.short_day(instant)


@register.filter
def long_day(instant: datetime) -> str:
    """Say on which day, as a title: ``Thursday 19 November``."""
    return moments.long_day(instant)


@register.filter
def full_date(day: date) -> str:
    """Say on which day of which year: ``8 April 2025``."""
    return moments.full_date(day)


@register.filter
def time_of_day(instant: datetime) -> str:
    """Say the hour and minute in the reader's zone."""
    return moments.time_of_day(instant)


@register.filter
def utc_time(instant: datetime) -> str:
    """Say the hour and minute in UTC."""
    return moments.utc_time(instant)


@register.filter
def numeral(number: int) -> str:
    """Write a whole number in the reader's digits."""
    return moments.numeral(number)
