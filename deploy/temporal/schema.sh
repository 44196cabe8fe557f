#!/bin/sh
# Brings Temporal's two schemas to the version of this image. Safe to run at every start: that is how an upgrade works.
set -eu

tool() {
    temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal "$@"
}

for schema in temporal visibility; do
    database=temporal
    [ "$schema" = temporal ] || database=temporal_visibility
    tool --db "$database" setup-schema -v 0.0
    tool --db "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/$schema/versioned"
done
