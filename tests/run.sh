#!/usr/bin/env bash
# Everything that proves Mutirão, in one go; says at its end what ran.
set -uo pipefail
cd "$(dirname "$0")/.."

bin=.venv/bin
ran=()
failed=0

step() { # step TITLE COMMAND …
  local title=$1
  shift
  local began=$SECONDS
  echo "── $title"
  if "$@"; then
    ran+=("ok    $title ($((SECONDS - began)) s)")
  else
    ran+=("FAIL  $title ($((SECONDS - began)) s)")
    failed=1
  fi
}

tests() { # tests REPORT [ARG …]
  local report=$1
  shift
  $bin/python -m pytest --numprocesses 2 --dist worksteal "$@" 2>&1 | tee "$report"
  return "${PIPESTATUS[0]}"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# What has no database in it is not run twice, nor what makes a database file of its own (commands).
without="--ignore=tests/theory --ignore=tests/engines --ignore=tests/ui --ignore=tests/e2e --ignore=tests/contracts"
without="$without --ignore=tests/cli --ignore=tests/races/test_kill_votes.py"
# Pages ask the database through the same queries on both; what they look like is looked at once.
without="$without --ignore-glob=*_pages.py --ignore-glob=*_page.py --ignore=tests/accounts --ignore=tests/journeys"

step "format" $bin/ruff format --check --quiet --no-cache src tests
step "lint" $bin/ruff check --quiet --no-cache src tests
step "types" $bin/mypy
step "contracts: imports go one way" $bin/lint-imports
step "migrations match the models" $bin/python manage.py makemigrations --check --dry-run
step "messages are compiled" bash tests/messages.sh
step "tests on SQLite, with browser" tests "$folder/sqlite"
step "tests on PostgreSQL" bash tests/postgres.sh bash -c \
  "$bin/python -m pytest --numprocesses 2 --dist worksteal $without 2>&1 | tee '$folder/postgres'; exit \${PIPESTATUS[0]}"

echo "── What ran (${SECONDS} s)"
printf '%s\n' "${ran[@]}"
[ -d ../shared/data ] || echo "note  ../shared/data is not here: tests on real files were left out"
count() { grep -hoE "[0-9]+ $1" "$folder"/sqlite "$folder"/postgres 2>/dev/null | awk '{n += $1} END {print n + 0}'; }
echo "$(count passed) passed, $(count failed) failed, $(count skipped) skipped"
exit $failed
