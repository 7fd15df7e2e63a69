#!/bin/sh
# The way in for every command: enter.sh PACKAGES MODULE [ARGUMENT...] finds a Python and hands over.
# PACKAGES is `run` or `check`: the locked file in requirements/ that must be installed first.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P) || exit 1
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

if [ -n "$FOLKMOOT_PYTHON" ]; then
    set -- "$FOLKMOOT_PYTHON" -- "$@"
else
    set -- python3 python3.13 python3.12 python3.11 -- "$@"
fi
found=
if "$root/.venv/bin/python" -I -S -c "$fits" >/dev/null 2>&1; then
    found=$root/.venv/bin/python
fi
while [ "$1" != -- ]; do
    if [ -z "$found" ] && "$1" -I -S -c "$fits" >/dev/null 2>&1; then
        found=$1
    fi
    shift
done
shift
if [ -z "$found" ]; then
    echo "Folkmoot needs Python 3.11, 3.12 or 3.13, and none was found: install python3, or name one in FOLKMOOT_PYTHON." >&2
    exit 1
fi
exec "$found" -I -S "$root/folkmoot/site/launch/environment.py" "$@"
