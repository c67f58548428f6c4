# Runs a program and ends it when its own input closes: whoever started it is gone, however it went.
exec 3<&0
"$@" </dev/null &
child=$!
{ cat <&3; kill -KILL "$child"; } >/dev/null 2>&1 &
exec 3<&-
wait "$child"
