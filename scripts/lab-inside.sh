# shellcheck shell=bash
# The lab with its resolver on port 53 and its mail servers on port 25, for programs that know no other ports: in a mount and network
# namespace of its own, as root. Sourced, not run.

# can_have_namespaces: else says so in a line.
can_have_namespaces() {
    is_root && unshare --mount --net true 2>/dev/null && return
    warn "Not run: this needs root and namespaces of mounts and networks, which are not allowed here."
    return 1
}

# give_ipv6 COUNT: inside the namespaces, addresses for hosts of random situations (tests/Dashboard.Lab/Scenarios/AddressPool.cs). False, with
# a line that says so, where there is no IPv6: those hosts have IPv4 then.
give_ipv6() {
    local number
    ip link set lo up
    for ((number = 1; number <= $1; number++)); do
        printf 'addr add fd25::%x/128 dev lo nodad\n' "$number"
    done | ip -6 -batch - 2>/dev/null && return
    warn "This machine has no IPv6: hosts that would have an IPv6 address have IPv4."
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
    second_resolver=
    trap 'kill "$lab" $second_resolver; wait || true' EXIT
    until grep -q '^ready=' "$folder/lab.out"; do
        kill -0 "$lab" 2>/dev/null || fail "The lab did not start: $(cat "$folder/lab.out")"
        sleep 0.1
    done
    sed -n 's/^omitted=/Left out: /p' "$folder/lab.out" >&2
}

# use_second_resolver FOLDER: from here on the machine asks a resolver like the lab's with nothing in its memory. What the first one learnt
# for one program, as an alias of a zone whose name server then fails, would be known to the next program, which never had to ask.
use_second_resolver() {
    local folder=$1
    sed 's/^  interface: .*/  interface: 127.0.0.2/; s/^  port: .*/  port: 53/' "$folder/lab/unbound.conf" >"$folder/unbound.conf"
    "$(command -v unbound || echo /usr/sbin/unbound)" -d -c "$folder/unbound.conf" >"$folder/unbound.log" 2>&1 &
    second_resolver=$!
    : >>"$folder/unbound.log"
    printf 'nameserver 127.0.0.2\noptions edns0 trust-ad\n' >"$folder/resolv.conf"
    until grep -q 'start of service' "$folder/unbound.log"; do
        kill -0 "$second_resolver" 2>/dev/null || fail "The second resolver did not start: $(cat "$folder/unbound.log")"
        sleep 0.1
    done
}
