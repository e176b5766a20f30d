# shellcheck shell=bash
# The zone of the sending test: PowerDNS on the private database, where the settings name a zone. Sourced, not run.

# The settings are environment variables, such as ProbeZone__Name; docs/settings.md has them.
has_probe_zone() { [[ -n ${ProbeZone__Name:-} ]]; }

# Whoever makes a test and whoever takes its mail need the same keys.
export Receiver__CertificateFolder=${Receiver__CertificateFolder:-$local_dir/receiver-certificates}

# start_name_server CONNECTION
start_name_server() {
    if is_running pdns; then
        status PowerDNS "runs already for $ProbeZone__Name"
        return
    fi
    [[ -n ${ProbeZone__DnsListen:-} ]] || fail "ProbeZone__DnsListen must say where the name server of $ProbeZone__Name listens, such as 192.0.2.1:53."
    local folder=$local_dir/pdns program
    program=$(PATH=$PATH:/usr/sbin command -v pdns_server) || fail "PowerDNS is missing."
    (umask 077 && mkdir -p "$folder")
    with_connection "$1" dotnet "$web_dll" probe-zone init </dev/null || fail "The probe zone could not be made."
    with_connection "$1" dotnet "$web_dll" probe-zone config "$folder" </dev/null >/dev/null || fail "PowerDNS could not be configured."
    start_part pdns "$program" --config-dir="$folder"
    wait_for 20 pdns name_server_listens
    started+=(pdns)
    status PowerDNS "ready for $ProbeZone__Name on $ProbeZone__DnsListen"
}

name_server_listens() {
    local first=${ProbeZone__DnsListen%%[, ;]*}
    listens "${first%:*}" "${first##*:}"
}

# What the site reads its questions from.
name_server_settings() { echo "ProbeZone__QueryLog=$log_dir/pdns.log"; }

with_connection() {
    local connection=$1
    shift
    ConnectionStrings__Dashboard=$connection "$@"
}

# ./run probe-zone [WORD...]: the program's command, on the private database.
probe_zone() {
    has_probe_zone || fail "ProbeZone__Name is not set; docs/sending-test.md says what the sending test needs."
    install_missing run sending
    build_web
    if ! postgres_runs; then start_postgres >&2; fi
    local connection
    connection=$(postgres_connection dashboard)
    migrate dashboard "$connection" >&2
    if [[ -z ${Dns__Resolver:-} ]] && is_running unbound; then
        Dns__Resolver=$(unbound_endpoint)
        export Dns__Resolver
    fi
    with_connection "$connection" dotnet "$web_dll" probe-zone "$@"
}
