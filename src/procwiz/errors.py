"""What stops a command. Each class has its exit code; what is said stands in its message."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from procwiz.core.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procwiz.core.problems import Problem


class ProcwizError(Exception):
    """Something a person must know. `hint` says what to do about it, where there is something to do."""

    exit_code = 1

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.code)
        self.message = message
        self.hint = hint


class CouldNot(ProcwizError):
    """The world did not let it happen: no such plan, no room on the disk."""


class UsageFault(ProcwizError):
    """The command or the input given to it is wrong."""

    exit_code = 2


class ProcessFaulty(ProcwizError):
    """A process or template has faults; `problems` holds all of them, sorted by file and line."""

    exit_code = 4

    def __init__(self, message: Message, problems: Iterable[Problem], hint: Message | None = None) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)


class PlanDamaged(ProcwizError):
    """A file of a plan is not what was written there."""

    exit_code = 5


class CheckFailed(ProcwizError):
    """What was asked to hold does not hold."""

    exit_code = 6


_REASONS = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "full", errno.EROFS: "read_only",
    errno.EACCES: "forbidden", errno.EPERM: "forbidden", errno.ENOENT: "gone", errno.ENODEV: "gone",
    errno.ESTALE: "gone", errno.EIO: "broken", errno.ENAMETOOLONG: "long", errno.EISDIR: "folder",
    errno.ENOTDIR: "no_folder", errno.EEXIST: "there", errno.EBUSY: "busy", errno.ETXTBSY: "busy",
}  # fmt: skip


def reason(error: OSError) -> Message:
    """Say why the disk refused, in the person's language where it is one of the common reasons."""
    name = _REASONS.get(error.errno or 0)
    if name is None:
        return Message("plan.reason.other", {"text": error.strerror or str(error)})
    return Message(f"plan.reason.{name}")
