#!/usr/bin/env bash
# Ghost text from the real model in a real editor: code-server in Chromium, the packed extension, ./inkstone up.
# Says so and tests nothing where one of them cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(cd ../.. && pwd -P)

skip() {
  echo "Ghost text in a real editor is not tested: $1."
  exit 0
}

[ -f out/inkstone.vsix ] || skip "the extension is not packed (examples/vscode/test.sh packs it)"
code_server=$(e2e/install-code-server.sh | tail -n 1) || skip "code-server cannot be installed"
npm run -s e2e
exec node out/e2e/ghost-text.mjs "$root/inkstone" "$code_server"
