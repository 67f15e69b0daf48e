"""The library: process folders read, checked, compiled and kept.

A process has one compiled form, plain JSON:
`schema` (`procwiz/process/1`), `key`, `version`, `languages`,
`process` (the content of `process.yaml`, with the content of each phase file in order under `phases`,
and `routes`, `law`, `risks`, `advice`, `glossary` and `sources`),
`texts` (by language: `process`, `phases` by key, and the same files beside),
and `digest` of all that. Examples are not part of it.
"""

from procwiz.library.folder import (
    Listed,
    check,
    example,
    examples,
    find,
    find_by_digest,
    load,
    notes,
    processes,
    shipped,
    trusted,
    validate,
    with_newest_law,
)

__all__ = [
    "Listed",
    "check",
    "example",
    "examples",
    "find",
    "find_by_digest",
    "load",
    "notes",
    "processes",
    "shipped",
    "trusted",
    "validate",
    "with_newest_law",
]
