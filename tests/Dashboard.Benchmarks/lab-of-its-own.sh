# shellcheck shell=bash
# Starts the lab with so many well-behaved domains, each with a host (nginx) and an address of its own, in a network and mount namespace that is
# this script's alone, so that the lab can have ports 25 and 53. Needs root. Sourced, not run; ends with the script.

here=$(cd "$(dirname "$0")/../.." && pwd)

# in_a_network_of_its_own SCRIPT ARGUMENT...: builds, then starts the script again inside.
in_a_network_of_its_own() {
    [[ ${INSIDE:-} == yes ]] && return
    "$here/scripts/install" run lab benchmark >&2
    "$here/run" check --build-native >&2
    . "$here/scripts/common.sh"
    . "$here/scripts/build.sh"
    build_check
    dotnet build -c Release "$here/tests/Dashboard.Lab" -v quiet -nologo >&2
    dotnet build -c Release "$here/tests/Dashboard.Benchmarks" -v quiet -nologo >&2
    INSIDE=yes exec unshare --mount --net -- "$@"
}

# start_lab DOMAINS [SHARED HOSTS]: sets work, a folder, and lab, a process; the names are in $work/all, and of SHARED domains on the
# first HOSTS of their hosts in $work/shared.
start_lab() {
    work=$(mktemp -d)
    ip link set lo up
    . "$here/scripts/common.sh"
    postfix_client_configuration "$work/postfix"
    printf 'nameserver 127.0.0.1\noptions trust-ad edns0\n' > "$work/resolv.conf"
    mount --bind "$work/resolv.conf" /etc/resolv.conf
    "$here/tests/Dashboard.Lab/bin/Release/net10.0/Dashboard.Lab" --dir "$work/parts" --well-behaved "$1" --well-behaved-by nginx \
        --shared "${2:-0}" --shared-hosts "${3:-1}" \
        --smtp-port 25 --resolver-port 53 > "$work/lab" 2>&1 &
    lab=$!
    trap 'kill $lab; wait $lab || true; rm -rf "$work"' EXIT
    until grep -q '^ready=yes' "$work/lab"; do
        kill -0 "$lab" || { cat "$work/lab"; exit 1; }
        sleep 0.2
    done
    seq -f 'good-%03g.example' 1 "$1" > "$work/all"
    seq -f 'd%.0f.shared.example' 1 "${2:-0}" > "$work/shared"
}

# check FILE ARGUMENT..., native FILE ARGUMENT...: the ordinary and the native build, as ./run check starts them.
check() {
    DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=0xBB8 dotnet "$here/src/Dashboard.Check/bin/Release/net10.0/Dashboard.Check.dll" \
        --jsonl --file "$1" --Dns:Resolver=127.0.0.1:53 --Probe:AllowReservedAddresses=true "${@:2}"
}
native() {
    "$here/.local/native/check/Dashboard.Check" \
        --jsonl --file "$1" --Dns:Resolver=127.0.0.1:53 --Probe:AllowReservedAddresses=true "${@:2}"
}
export -f check native
export here

# measure COMMAND: "wall user system kilobytes first", in seconds; first is when the first line came. Output is in $work/out.
measure() {
    local started
    started=$(date +%s.%N)
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" bash -c "$1" |
        { IFS= read -r line; date +%s.%N > "$work/first"; printf '%s\n' "$line"; cat; } > "$work/out"
    echo "$(tail -n 1 "$work/time") $(echo "$(cat "$work/first") $started" | awk '{ printf "%.3f", $1 - $2 }')"
}

# Processor time of the mail servers so far, in hundredths of a second.
server_time() {
    local process
    for process in $(pgrep -P "$(cat "$work/parts/nginx/nginx.pid")"); do cat "/proc/$process/stat"; done |
        awk '{ t += $14 + $15 } END { print t }'
}
