#!/usr/bin/env bash
# Installs the gateways that EdgeLatency measures beside this one, from their packages, outside the checkout:
# LiteLLM (Python), Portkey (Node), one-api (Go). What cannot be had is said, and left out of the report.
set -uo pipefail
dir="${1:-$HOME/.cache/inkstone/peers}"
mkdir -p "$dir/bin" "$dir/portkey" "$dir/one-api-build"
cd "$dir"

if [ ! -x litellm/bin/litellm ]; then
  { python3 -m venv litellm && litellm/bin/pip -q install 'litellm[proxy]==1.108.7'; } || echo "LiteLLM cannot be had here." >&2
fi

if [ ! -r portkey/node_modules/@portkey-ai/gateway/build/start-server.js ]; then
  (cd portkey && npm init -y >/dev/null && npm install --silent '@portkey-ai/gateway@1.15.2') ||
    echo "Portkey cannot be had here." >&2
fi

# Not `go install`: it wants the module's list of versions, which not every proxy has.
if [ ! -x bin/one-api ]; then
  (
    cd one-api-build
    printf 'module bench\n\ngo 1.20\n\nrequire github.com/songquanpeng/one-api v0.6.10\n' >go.mod
    printf '//go:build tools\n\npackage bench\n\nimport _ "github.com/songquanpeng/one-api"\n' >tools.go
    go mod tidy && go build -mod=mod -o ../bin/one-api github.com/songquanpeng/one-api
  ) || echo "one-api cannot be had here." >&2
fi
ls litellm/bin/litellm portkey/node_modules/@portkey-ai/gateway/package.json bin/one-api 2>/dev/null
