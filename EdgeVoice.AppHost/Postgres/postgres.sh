# The orchestrator asks with TERM, on which PostgreSQL waits for its clients to leave; INT is its fast shutdown.
"$@" &
server=$!
trap 'kill -INT "$server" 2>/dev/null' TERM INT HUP
wait "$server"
code=$?
# A signal ends the wait, not the server.
while kill -0 "$server" 2>/dev/null; do
  wait "$server"
  code=$?
done
exit "$code"
