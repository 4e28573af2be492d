#!/bin/sh
# submit.sh CASES OUT [DAY]: the array, and the merge behind it. Run it again to go on.
set -eu
[ $# -ge 2 ] || { echo "submit.sh CASES OUT [DAY]" >&2; exit 2; }
CASES=$1 OUT=$2 AS_OF=${3:-$(TZ=America/Los_Angeles date +%F)}
export CASES OUT AS_OF
here=$(dirname "$0")
mkdir -p "$OUT"
array=$(sbatch --parsable --export=ALL "$here/batch.sbatch")
# After any end of the tasks: the merge itself sees whether every part is there.
sbatch --export=ALL --dependency="afterany:${array%%;*}" "$here/merge.sbatch"
