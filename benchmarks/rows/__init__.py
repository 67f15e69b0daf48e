"""The rows, in the order of the table."""

from benchmarks.rows import answering, asking, listing, loading, memory, papers, starting

ROWS = (*starting.ROWS, *asking.ROWS, *answering.ROWS, *papers.ROWS, *loading.ROWS, *papers.RENDERING,
        *listing.ROWS, *memory.ROWS)  # fmt: skip
