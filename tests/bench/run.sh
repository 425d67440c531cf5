#!/usr/bin/env bash
# Everything we measure, side by side with what it is measured against. Never part of the tests.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash tests/machine.sh bench
# A server that keeps its promises: nothing switched off.
POSTGRES_OPTIONS=" " bash tests/postgres.sh .venv/bin/python tests/bench/web.py "$@"
.venv/bin/python tests/bench/tally.py
.venv/bin/python tests/bench/opinions.py
