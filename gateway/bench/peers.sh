#!/usr/bin/env bash
# Installs the gateways that EdgeLatency measures beside this one, from their packages, outside the checkout:
# LiteLLM (Python), Portkey (Node), one-api (Go). What cannot be had is said, and left out of the report.
set -uo pipefail
dir="${1:-$HOME/.cache/inkstone/peers}"
mkdir -p "$dir/bin" "$dir/portkey" "$dir/one-api-build" "$dir/tiktoken"
cd "$dir" || exit 1

if ! litellm/bin/litellm --version >/dev/null 2>&1; then
  { python3 -m venv litellm && litellm/bin/pip -q install 'litellm[proxy]==1.108.7'; } || echo "LiteLLM cannot be had here." >&2
fi

# With @hono/node-server after 1.14.1 Portkey answers every stream with 500 (TypeError: immutable).
portkey='{"private": true, "dependencies": {"@portkey-ai/gateway": "1.15.2"}, "overrides": {"@hono/node-server": "1.14.1"}}'
if [ ! -r portkey/node_modules/@portkey-ai/gateway/build/start-server.js ] || [ "$(cat portkey/package.json)" != "$portkey" ]; then
  (cd portkey && rm -rf node_modules package-lock.json && printf '%s\n' "$portkey" >package.json && npm install --silent) ||
    echo "Portkey cannot be had here." >&2
fi

# Not `go install`: it wants the module's list of versions, which not every proxy has.
if [ ! -x bin/one-api ]; then
  (
    cd one-api-build || exit 1
    printf 'module bench\n\ngo 1.20\n\nrequire github.com/songquanpeng/one-api v0.6.10\n' >go.mod
    printf '//go:build tools\n\npackage bench\n\nimport _ "github.com/songquanpeng/one-api"\n' >tools.go
    go mod tidy && go build -mod=mod -o ../bin/one-api github.com/songquanpeng/one-api
  ) || echo "one-api cannot be had here." >&2
fi

# one-api fetches two tokenizers when it starts; LiteLLM's package has both, under the names by which one-api looks for them.
for name in 9b5ad71b2ce5302211f9c61530b329a4922fc6a4 fb374d419588a4632f3f557e76b4b70aebbca790; do
  cp litellm/lib/python3*/site-packages/litellm/litellm_core_utils/tokenizers/$name tiktoken/ 2>/dev/null ||
    echo "LiteLLM's package has no tokenizer $name, so one-api starts only where it can fetch it." >&2
done
ls litellm/bin/litellm portkey/node_modules/@portkey-ai/gateway/package.json bin/one-api 2>/dev/null
