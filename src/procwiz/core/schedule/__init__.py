"""When a plan's steps come: earliest, most likely and latest, never below the law's time limits."""

from procwiz.core.schedule.days import Calendar, Weekends
from procwiz.core.schedule.outcome import Aim, Breach, Entry, Gives, Latest, Schedule, Shorter, Slack, Span
from procwiz.core.schedule.tasks import Given, Least, Nature
from procwiz.core.schedule.timeline import schedule

__all__ = [
    "Aim",
    "Breach",
    "Calendar",
    "Entry",
    "Given",
    "Gives",
    "Latest",
    "Least",
    "Nature",
    "Schedule",
    "Shorter",
    "Slack",
    "Span",
    "Weekends",
    "schedule",
]
