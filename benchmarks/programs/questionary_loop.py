"""One question of questionary after the other."""

from itertools import count

import questionary  # type: ignore[import-not-found, unused-ignore]

for number in count():
    questionary.text(f"{number}. Svar: ").ask()
