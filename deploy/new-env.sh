#!/usr/bin/env bash
# Writes .env beside docker-compose.yml: .env.example with a fresh secret for each empty one. Keeps an .env that is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -e .env ]; then
    echo "There is an .env already; it stays as it is." >&2
    exit 0
fi

random() {
    head -c 32 /dev/urandom | "$@"
}

umask 077
while IFS= read -r line; do
    case $line in
        TULIA_SECRETS_KEY=) line=$line$(random base64) ;;
        [A-Z]*=) line=$line$(random od -An -tx1 | tr -d ' \n') ;;
    esac
    printf '%s\n' "$line"
done <.env.example >.env.new
mv .env.new .env
echo "Wrote .env."
