"""Run a command, nothing typed, and write how much memory it took at its most, in megabytes."""

import resource
import subprocess
import sys

result = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True, check=False)
if result.returncode not in {0, 3, 6}:  # what asks found nobody to ask, and a gate that is not ready
    sys.exit(result.stderr.decode(errors="replace"))
taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(taken / 1024 / (1024 if sys.platform == "darwin" else 1))
