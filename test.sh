#!/usr/bin/env bash
# Builds everything, runs all tests and ends with one line "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"

results="$PWD/TestResults"
rm -rf "$results" && mkdir -p "$results"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The tests start some hundred processes that live for seconds: code that measures itself to be compiled better later never is.
export DOTNET_TieredPGO=0

if ! command -v "${CHROMIUM_PATH:-chromium}" >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium from Debian packages"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium) >"$results/chromium.log" 2>&1 \
      || echo "Chromium could not be installed (see TestResults/chromium.log): browser tests are skipped"
  else
    echo "No chromium found and none can be installed here: browser tests are skipped"
  fi
fi

failed_run=0
# One compiler for all projects, ended with the tests unless somebody else had it already.
pgrep -f VBCSCompiler >/dev/null 2>&1 || trap 'dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1' EXIT
# What is tested is what is shipped: code that the compiler has optimised.
dotnet build EdgeVoice.sln -c Release -v quiet -clp:NoSummary -p:UseSharedCompilation=true || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# A runner that hangs is ended and counts as failed: the line with the numbers comes whatever happens.
bounded() { if command -v timeout >/dev/null 2>&1; then timeout --kill-after=20 "$@"; else "${@:2}"; fi; }

# The pages' and emulators' own tests run beside the .NET ones, which wait more than they compute.
test_workspaces() {
  local status=0
  for workspace in emulators/livekit web; do
    grep -q '"test"' "$workspace/package.json" || continue
    bounded 600 npm test --silent --workspace "$workspace" >"$results/$(basename "$workspace").log" 2>&1 || status=1
  done
  return $status
}

test_workspaces &
workspaces=$!
bounded 2400 dotnet test --solution EdgeVoice.sln -c Release --no-build --results-directory "$results" --report-xunit-trx || failed_run=1

wait "$workspaces" || failed_run=1
cat "$results/livekit.log" "$results/web.log"

node build/test-summary.mjs "$results" "$failed_run"
