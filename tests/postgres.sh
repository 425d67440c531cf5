#!/usr/bin/env bash
# A PostgreSQL of our own for the length of one command, in a folder that goes away with it.
# Usage: tests/postgres.sh COMMAND [ARG …]   with DATABASE_URL set for the command.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
folder=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as=""
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  chown postgres "$folder"
  as="runuser -u postgres --"
fi
stop() {
  $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT

cd "$folder" # somewhere the server's user may be
$as "$bin/initdb" -D "$folder/data" -U mutirao --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
$as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder ${POSTGRES_OPTIONS:--c fsync=off -c synchronous_commit=off -c full_page_writes=off}" \
  start >/dev/null
cd "$OLDPWD"
export DATABASE_URL="postgres://mutirao@127.0.0.1:$port/postgres"
"$@"
