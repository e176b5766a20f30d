# shellcheck shell=bash
# The private resolver: Unbound on a loopback port of its own, validating from the root's trust anchor. Sourced, not run.

start_unbound() {
    if is_running unbound; then
        status Unbound "runs already on 127.0.0.1:$(remembered_port unbound)"
        return
    fi
    local folder=$local_dir/unbound port program
    port=$(port_of unbound)
    program=$(PATH=$PATH:/usr/sbin command -v unbound) || fail "Unbound is missing."
    mkdir -p "$folder"
    # Unbound keeps this copy up to date by itself (RFC 5011).
    [[ -s $folder/root.key ]] || cp /usr/share/dns/root.key "$folder/root.key"
    local account=
    if is_root && id -u unbound >/dev/null 2>&1; then
        # Not as root, where the package's account can reach the folder.
        chown -R unbound "$folder"
        if (cd / && runuser -u unbound -- test -w "$folder/root.key"); then account=unbound; fi
    fi
    unbound_configuration "$folder" "$port" "$account" >"$folder/unbound.conf"
    # Not known to older ones, which do not drop such answers either.
    if ! "${program}-checkconf" "$folder/unbound.conf" >/dev/null 2>&1; then
        sed -i '/^  discard-timeout:/d' "$folder/unbound.conf"
    fi
    start_part unbound "$program" -d -c "$folder/unbound.conf"
    wait_for 20 unbound listens 127.0.0.1 "$port"
    started+=(unbound)
    status Unbound "ready on 127.0.0.1:$port, validates from the root"
}

unbound_configuration() {
    local folder=$1 port=$2 account=$3
    cat <<END
server:
  interface: 127.0.0.1
  port: $port
  directory: "$folder"
  chroot: ""
  username: "$account"
  pidfile: ""
  use-syslog: no
  logfile: ""
  do-daemonize: no
  num-threads: 2
  module-config: "validator iterator"
  auto-trust-anchor-file: "$folder/root.key"
  ede: yes
  val-log-level: 2
  # A test follows a repair within minutes: nothing is believed for longer than that.
  cache-max-ttl: 300
  cache-max-negative-ttl: 60
  val-bogus-ttl: 10
  # Newer ones drop what took longer than 1.9 s; a slow name server is not a silent one.
  discard-timeout: 0
remote-control:
  control-enable: no
END
}

unbound_endpoint() { echo "127.0.0.1:$(remembered_port unbound)"; }
