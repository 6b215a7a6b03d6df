#!/usr/bin/env bash
# Checks, tests and packs the extension. Says so and does nothing where there is no Node.js of 20 or newer.
set -euo pipefail
cd "$(dirname "$0")"

skip() {
  echo "The VS Code extension is not built: $1."
  exit 0
}

command -v node >/dev/null && command -v npm >/dev/null || skip "there is no Node.js with npm"
feature=$(node -p 'process.versions.node.split(".")[0]')
[ "$feature" -ge 20 ] || skip "it needs Node.js 20 or newer, and this is $feature"

# Nothing is installed again while the lock file is the same.
if ! cmp -s package-lock.json node_modules/.installed; then
  nice -n 5 npm ci --loglevel=error || skip "its packages cannot be fetched"
  cp package-lock.json node_modules/.installed
fi
npm run -s check
npm run -s test
npm run -s package
echo "Packed examples/vscode/out/inkstone.vsix."
