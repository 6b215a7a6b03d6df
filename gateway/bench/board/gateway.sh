#!/usr/bin/env bash
# A manifest of Inkstone's gateway for the public board of AI gateways (the "benchmarking" repository of Busbar): copy this folder
# there as gateways/inkstone and set INKSTONE_HOME to a checkout. It follows the contract of the board's gateways/README.md.
# Keys, limits and the standard policy's rails are on, as in a fresh installation.
GW_KIND=native
GW_DISPLAY="Inkstone"
GW_LANG=Java
GW_CLASS="AI base under office software"
GW_PORT="${GW_PORT:-8080}"
GW_PATH=/v1/chat/completions
GW_MODEL=gpt-4o-mini
GW_AUTH="${GW_AUTH:-}"

INKSTONE_HOME="${INKSTONE_HOME:?set it to a checkout of Inkstone}"

gw_version() { (cd "$INKSTONE_HOME" && git describe --always --tags 2>/dev/null); }

gw_build() {
  (cd "$INKSTONE_HOME" && mvn -q -B -DskipTests -DskipITs -pl gateway/bench -am package)
}

# The board's runner gives CORES, MOCK_PORT and GW_DIR.
gw_launch() {
  local data="$GW_DIR/data" fifo="$GW_DIR/stdin"
  rm -rf "$data" "$fifo"
  mkdir -p "$data"
  mkfifo "$fifo"
  # The board's mock lists no models, so the configuration says who serves the one that is asked for.
  cat >"$data/inkstone.yaml" <<YAML
inkstone:
  gateway:
    port: $GW_PORT
    models:
      "$GW_MODEL":
        targets:
          - upstream: model-core
YAML
  # The process ends with its stdin; the descriptor below holds it open.
  INKSTONE_BENCH_SECRET=bench taskset -c "$CORES" java -Xmx2g -cp "$INKSTONE_HOME/gateway/bench/target/app/*" \
    io.inkstone.bench.GatewayProcess "$data" "http://127.0.0.1:$MOCK_PORT/v1" "$GW_PORT" \
    <"$fifo" >"$GW_DIR/launch.log" 2>&1 &
  GW_PID=$!
  exec 9>"$fifo"
  for _ in $(seq 1 240); do
    grep -q 'INKSTONE READY' "$GW_DIR/launch.log" && break
    sleep 0.25
  done
  GW_AUTH=$(cat "$data/admin.key")
}

gw_rss() { awk '/^VmRSS:/ {print int($2 / 1024)}' "/proc/$GW_PID/status"; }
gw_hwm() { awk '/^VmHWM:/ {print int($2 / 1024)}' "/proc/$GW_PID/status"; }
gw_diag() { tail -n 25 "$GW_DIR/launch.log"; }

gw_stop() {
  exec 9>&-
  wait "$GW_PID" 2>/dev/null
}
