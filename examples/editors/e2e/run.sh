#!/usr/bin/env bash
# Completion by the real model in real editors over the language server: Emacs with eglot, and Neovim. Says so and tests nothing
# where an editor cannot be had.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../../.. && pwd -P)
work=$(mktemp -d)
trap 'kill "$system" 2>/dev/null || true; wait "$system" 2>/dev/null || true; rm -rf "$work"' EXIT

"$root/inkstone" up --data "$work/data" --port 0 >"$work/up.log" 2>&1 &
system=$!
for _ in $(seq 300); do
  grep -q 'serves at' "$work/up.log" && break
  kill -0 "$system" 2>/dev/null || { cat "$work/up.log"; exit 1; }
  sleep 1
done
url=$(sed -n 's/^Inkstone serves at \(http[^ ]*\).*/\1/p' "$work/up.log")
INKSTONE_API_KEY=$(cat "$work/data/admin.key")
export INKSTONE_API_KEY INKSTONE_ARGUMENTS="--url $url"

# complete NAME COMMAND… : the editor must leave a file in which something stands in the loop and which is Python.
complete() {
  name=$1
  shift
  mkdir -p "$work/$name"
  git -C "$work/$name" init -q
  cp cart.py "$work/$name/cart.py"
  export INKSTONE_FILE=$work/$name/cart.py
  (cd "$work/$name" && timeout 180 "$@") || { echo "Completion in $name failed."; exit 1; }
  python3 - "$INKSTONE_FILE" <<'P'
import ast, sys
text = open(sys.argv[1]).read()
ast.parse(text)
line = text.split("self.items:\n")[1].split("\n")[0]
assert line.startswith(" " * 12) and line[12:13].strip(), repr(line)
print("offered and taken:", line.strip())
P
}

if command -v emacs >/dev/null && emacs --batch --eval "(progn (package-initialize) (require 'eglot))" 2>/dev/null; then
  echo "$(emacs --version | head -n 1):"
  complete emacs emacs --batch --eval "(setq inkstone-arguments (split-string (getenv \"INKSTONE_ARGUMENTS\")))" -l "$PWD/emacs.el"
  # The server tells the gateway what became of it when it ends.
  accepted=
  for _ in $(seq 30); do
    accepted=$("$root/inkstone" usage --code --data "$work/data" --csv --group-by language | grep '^python,' || true)
    [ -n "$accepted" ] && break
    sleep 1
  done
  echo "counted: ${accepted:-nothing}"
  [ -n "$accepted" ] || exit 1
else
  echo "Completion in Emacs is not tested: there is no Emacs with eglot here."
fi

if command -v nvim >/dev/null; then
  echo "$(nvim --version | head -n 1):"
  complete neovim nvim --headless --clean -c "luafile $PWD/neovim.lua"
else
  echo "Completion in Neovim is not tested: there is no Neovim here."
fi
