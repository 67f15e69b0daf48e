"""procwiz: a guided way from a need to an innovative public procurement."""

__version__ = "0.1.0"
