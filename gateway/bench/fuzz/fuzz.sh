#!/usr/bin/env bash
# Fuzzes every route that /openapi of a running gateway lists, with schemathesis, once as an administrator and once as a tenant:
# no 5xx, no answer that takes longer than 20 s, nothing of the gateway's inside in an answer, and what the document says of it.
#   gateway/bench/fuzz/fuzz.sh [--examples N] [options of `schemathesis run`]
# Ends with 0 when nothing was found. Needs Python 3.10 or newer; schemathesis is installed outside the checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/inkstone/fuzz"
version=4.32.5
examples=100
if [ "${1:-}" = --examples ]; then
  examples=$2
  shift 2
fi

if ! "$cache/bin/schemathesis" --version 2>/dev/null | grep -q " $version\$"; then
  python3 -m venv "$cache" && "$cache/bin/pip" -q install "schemathesis==$version"
fi

work=$(mktemp -d)
upstream_pid=
gateway_pid=
finish() {
  [ -z "$gateway_pid" ] || kill "$gateway_pid" 2>/dev/null || true
  [ -z "$upstream_pid" ] || kill "$upstream_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

python3 "$here/upstream.py" >"$work/upstream" &
upstream_pid=$!
until [ -s "$work/upstream" ]; do sleep 0.1; done

mkdir "$work/data"
cat >"$work/data/inkstone.yaml" <<YAML
inkstone:
  gateway:
    upstreams:
      fuzz:
        url: http://127.0.0.1:$(cat "$work/upstream")/v1
YAML
"$root/inkstone" up --gateway-only --port 0 --data "$work/data" >"$work/gateway.log" 2>&1 &
gateway_pid=$!
for _ in $(seq 1200); do
  grep -q 'Inkstone serves at' "$work/gateway.log" && break
  kill -0 "$gateway_pid" 2>/dev/null || break
  sleep 0.25
done
base=$(sed -n 's/^Inkstone serves at \([^ ]*\) .*/\1/p' "$work/gateway.log")
if [ -z "$base" ]; then
  cat "$work/gateway.log" >&2
  exit 2
fi
admin=$(cat "$work/data/admin.key")
make_key() { # TENANT EXTRA -> a key
  curl -sS --fail -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' \
    -d "{\"tenant\": \"$1\", \"name\": \"fuzz\"$2}" "$base/admin/v1/keys" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["key"])'
}

failed=0
run() { # NAME KEY ARGUMENTS
  local name=$1 key=$2
  shift 2
  echo "== $name"
  SCHEMATHESIS_HOOKS="$here/hooks.py" "$cache/bin/schemathesis" run "$base/openapi" --url "$base" \
    -H "Authorization: Bearer $key" --max-examples "$examples" --request-timeout 20 --continue-on-failure \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth,unsupported_method,allow_header_conformance,no_stack_trace,errors_have_a_code \
    --suppress-health-check all --warnings off --seed 1 "$@" || failed=1
}
cd "$work" # schemathesis leaves folders where it runs
run tenant "$(make_key acme '')" "$@"
run administrator "$(make_key ops ', "admin": true')" "$@"

if ! curl -sS --fail -m 20 "$base/health/live" >/dev/null; then
  echo "The gateway does not answer any more." >&2
  failed=1
fi
if grep -a -n 'ERROR' "$work/gateway.log"; then
  echo "The gateway logged faults, above." >&2
  failed=1
fi
exit $failed
