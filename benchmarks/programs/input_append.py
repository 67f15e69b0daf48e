"""The least that a durable answer can be: `input()`, append, flush. The file is the first argument."""

import os
import sys
from itertools import count

file = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
for number in count():
    line = input(f"{number}. Svar: ")
    os.write(file, f"{line}\n".encode())
    os.fsync(file)
