# Reads "add PID SIGNAL" and "remove PID" lines. When the writer is gone, ends what is still on the list:
# first with the signal of each, then, after at most two seconds, with KILL for the whole process group.
# The first argument is a variable that every process of the run has in its environment: it finds those that were
# started in the moment in which the writer died, and those that left their group.
marker=$1
trap '' HUP INT QUIT TERM

# When a process started, so that a later one with the same id is left alone.
started() {
  if [ -r "/proc/$1/stat" ]; then
    IFS= read -r stat < "/proc/$1/stat" || return 0
    stat=${stat##*) }
    set -- $stat
    echo "${20}"
  elif [ ! -d /proc/self ]; then
    ps -o lstart= -p "$1" 2>/dev/null
  fi
}

list=
while IFS=' ' read -r verb pid signal; do
  case $verb in
    add) list="$list$pid $signal $(started "$pid")
" ;;
    remove) list=$(printf '%s' "$list" | grep -v "^$pid ")
      [ -z "$list" ] || list="$list
" ;;
  esac
done

marked=$(grep -ls "$marker" /proc/[0-9]*/environ 2>/dev/null | tr -dc '0-9\n')
[ -n "$list$marked" ] || exit 0
groups=$(printf '%s' "$list" | while IFS=' ' read -r pid signal start; do
  if [ -n "$start" ] && [ "$(started "$pid")" = "$start" ]; then
    kill -s "$signal" "$pid" 2>/dev/null
    echo "$pid"
  fi
done)
for pid in $marked; do
  case "
$list" in
    *"
$pid "*) marked=$(printf '%s' "$marked" | grep -v "^$pid$") ;;
    *) kill -s TERM "$pid" 2>/dev/null ;;
  esac
done

left=20
while [ "$left" -gt 0 ]; do
  alive=
  for pid in $groups; do
    kill -s 0 -- "-$pid" 2>/dev/null && alive=1
  done
  for pid in $marked; do
    kill -s 0 "$pid" 2>/dev/null && alive=1
  done
  [ -n "$alive" ] || exit 0
  sleep 0.1
  left=$((left - 1))
done

for pid in $groups; do
  kill -s KILL -- "-$pid" 2>/dev/null
done
for pid in $marked; do
  grep -qs "$marker" "/proc/$pid/environ" && kill -s KILL "$pid" 2>/dev/null
done
