"""Import what every such program imports, and fill a Jinja template with a file of answers, the first argument."""

import json
import sys
from pathlib import Path

import jinja2
import typer  # noqa: F401  (imported to be counted)
import yaml  # noqa: F401

PAPER = """# Oplæg
{% for key, value in answers.items() %}
{% if value %}
## {{ key }}

{{ value }}

{% endif %}
{% endfor %}
"""

template = jinja2.Environment(autoescape=False).from_string(PAPER)  # noqa: S701
sys.stdout.write(template.render(answers=json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
