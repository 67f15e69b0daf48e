"""A prompt_toolkit session that is used again for every question."""

from itertools import count

from prompt_toolkit import PromptSession

session: PromptSession[str] = PromptSession()
for number in count():
    session.prompt(f"{number}. Svar: ")
