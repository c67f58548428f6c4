# Waits until its own input closes, which happens when the AppHost is gone without a word. The orchestrator notices that as well and
# ends what it started, but takes its time over it: what is still there after a few seconds is ended here.
trap '' INT TERM HUP
cat >/dev/null
host=$1

# The orchestrator that watched this AppHost, and everything below it, one process id a line.
tree() {
  ps -A -o pid=,ppid=,args= | awk -v host="$host" '
    { parent[$1] = $2 }
    / start-apiserver .*--monitor / && $0 ~ ("--monitor " host "( |$)") { found[$1] }
    END {
      do {
        grown = 0
        for (pid in parent) if (!(pid in found) && parent[pid] in found) { found[pid]; grown = 1 }
      } while (grown)
      for (pid in found) print pid
    }'
}

all=$(tree)
for _ in 1 2 3 4 5 6 7 8; do
  [ -n "$(tree)" ] || exit 0
  sleep 0.5
done
kill -KILL $all $(tree) 2>/dev/null
