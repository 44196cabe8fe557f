#!/bin/sh
# Makes the namespace, once the server takes it. Closed workflows stay to be looked at for three days; the ledger is
# what remembers messages.
set -eu

tries=0
until temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 \
    || temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 72h; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || exit 1
    sleep 2
done
# The server's caches learn of a new namespace within seconds; workers that come earlier would end.
until temporal workflow list --namespace "$TEMPORAL_NAMESPACE" --limit 1 >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || exit 1
    sleep 2
done
