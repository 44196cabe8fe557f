#!/bin/bash
# Run by the image once, on an empty data directory, as the superuser: the ledger's five roles from the one script that
# makes them everywhere, and Temporal's role with its two databases.
set -euo pipefail

# A text as it stands within a literal of SQL.
literal() {
    local quote="'"
    printf '%s' "${1//$quote/$quote$quote}"
}

roles=$(cat /tulia/roles.sql)
for role in owner app operator sweeper eraser; do
    variable="TULIA_DB_${role^^}_PASSWORD"
    password=$(literal "${!variable:?}")
    roles=${roles//":${role}_password"/"$password"}
done

run() {
    psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB"
}

run <<<"$roles"
run <<SQL
create role temporal login nosuperuser nocreatedb nocreaterole password '$(literal "${TEMPORAL_DB_PASSWORD:?}")';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect on database tulia, temporal, temporal_visibility from public;
grant connect on database tulia to tulia_owner, tulia_app, tulia_operator, tulia_sweeper, tulia_eraser;
SQL
