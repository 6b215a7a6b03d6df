#!/usr/bin/env bash
# Checks what lies in this folder with the tools' own linters. A tool that is not there is said, and its check is skipped; with
# BUILD_HELM=1 helm is built from its Go module where it is not there, which takes minutes.
set -euo pipefail
cd "$(dirname "$0")"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/inkstone/tools"
failed=0

if [ "${BUILD_HELM:-}" = 1 ] && ! command -v helm >/dev/null && [ ! -x "$cache/helm" ] && command -v go >/dev/null; then
  echo "Building helm …"
  mkdir -p "$cache"
  GOBIN="$cache" go install helm.sh/helm/v3/cmd/helm@v3.19.0 >/dev/null 2>&1 || true
fi
if helm=$(command -v helm || { [ -x "$cache/helm" ] && echo "$cache/helm"; }); then
  for engine in model-core vllm; do
    "$helm" lint --strict --quiet --set "models.engine=$engine" helm/inkstone || failed=1
    "$helm" template check --set "models.engine=$engine" --set weaviate.enabled=true helm/inkstone >/dev/null || failed=1
  done
  if "$helm" template check --set gateway.files.accessMode=ReadWriteOnce helm/inkstone >/dev/null 2>&1; then
    echo "helm: replicas that share no files are not refused"
    failed=1
  fi
  "$helm" template check --set gateway.files.accessMode=ReadWriteOnce,gateway.replicas=1 helm/inkstone >/dev/null || failed=1
  "$helm" template check --set gateway.files.existingClaim=office-files helm/inkstone | grep -q 'claimName: office-files' || failed=1
  echo "helm: checked"
else
  echo "SKIPPED: the Helm chart, since helm is not here."
fi

if compose=$(command -v docker-compose) || { command -v docker >/dev/null && docker compose version >/dev/null 2>&1 && compose="docker compose"; }; then
  export INKSTONE_NAME=ai.example.org POSTGRES_PASSWORD=x REDIS_PASSWORD=x KEYCLOAK_PASSWORD=x VLLM_KEY=x
  $compose -f compose/compose.yaml config -q || failed=1
  $compose -f compose/compose.yaml -f compose/vllm.yaml config -q || failed=1
  echo "compose: checked"
else
  echo "SKIPPED: the compose files, since docker-compose is not here."
fi

if command -v caddy >/dev/null; then
  INKSTONE_NAME=ai.example.org caddy validate --adapter caddyfile --config compose/Caddyfile >/dev/null 2>&1 || failed=1
  echo "Caddyfile: checked"
else
  echo "SKIPPED: the Caddyfile, since caddy is not here."
fi

if command -v systemd-analyze >/dev/null; then
  # Only what it says of this unit's own lines: the programs are not installed here.
  if systemd-analyze verify systemd/inkstone.service 2>&1 | grep -E 'inkstone.service:[0-9]+:'; then failed=1; fi
  echo "systemd: checked"
else
  echo "SKIPPED: the systemd unit, since systemd-analyze is not here."
fi
exit $failed
