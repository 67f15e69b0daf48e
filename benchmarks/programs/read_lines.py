"""Read every journal below a folder, line by line."""

import json
import sys
from pathlib import Path

count = 0
for path in sorted(Path(sys.argv[1]).glob("*/journal/*.jsonl")):
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            json.loads(line)
            count += 1
print(count)
