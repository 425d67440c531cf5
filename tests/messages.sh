#!/usr/bin/env bash
# Every word people read is translated, and the compiled translations are those of the sources.
set -euo pipefail
cd "$(dirname "$0")/../src/mutirao"

for po in locale/*/LC_MESSAGES/django.po; do
  msgfmt --check --output-file=/dev/null "$po"
  left=$(msgattrib --untranslated --no-obsolete "$po" | grep -c '^msgid' || true)
  fuzzy=$(msgattrib --only-fuzzy --no-obsolete "$po" | grep -c '^msgid' || true)
  if [ "$left" -gt 0 ] || [ "$fuzzy" -gt 0 ]; then
    echo "$po: $left untranslated and $fuzzy doubtful messages"
    exit 1
  fi
  fresh=$(mktemp)
  msgfmt --output-file="$fresh" "$po"
  cmp --silent "$fresh" "${po%.po}.mo" || { echo "${po%.po}.mo is not up to date: run make messages"; exit 1; }
  rm -f "$fresh"
done
