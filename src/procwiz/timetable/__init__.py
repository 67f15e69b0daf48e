"""A schedule for people and machines: a chart, tables and sentences, JSON, and entries for a calendar."""

from procwiz.timetable.chart import chart
from procwiz.timetable.record import record
from procwiz.timetable.telling import Telling
from procwiz.timetable.way import way

__all__ = ["Telling", "chart", "record", "way"]
