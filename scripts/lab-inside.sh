# shellcheck shell=bash
# The lab with its resolver on port 53 and its mail servers on port 25, for programs that know no other ports: in a mount and network
# namespace of its own, as root. Sourced, not run.

# can_have_namespaces: else says so in a line.
can_have_namespaces() {
    is_root && unshare --mount --net true 2>/dev/null && return
    warn "Not run: this needs root and namespaces of mounts and networks, which are not allowed here."
    return 1
}

# start_lab_inside FOLDER [OPTION...]: inside the namespaces; returns when it is ready. It ends with the script.
start_lab_inside() {
    local folder=$1
    shift
    ip link set lo up
    printf 'nameserver 127.0.0.1\noptions edns0 trust-ad\n' >"$folder/resolv.conf"
    mount --bind "$folder/resolv.conf" /etc/resolv.conf
    : >"$folder/lab.out"
    dotnet "$lab_dll" --dir "$folder/lab" --smtp-port 25 --resolver-port 53 --well-behaved 1 "$@" >"$folder/lab.out" 2>&1 &
    lab=$!
    trap 'kill "$lab"; wait "$lab" || true' EXIT
    until grep -q '^ready=' "$folder/lab.out"; do
        kill -0 "$lab" 2>/dev/null || fail "The lab did not start: $(cat "$folder/lab.out")"
        sleep 0.1
    done
    sed -n 's/^omitted=/Left out: /p' "$folder/lab.out" >&2
}
