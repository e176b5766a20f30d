# shellcheck shell=bash
# The zone of the sending test: PowerDNS on the private database, where the settings name a zone. Sourced, not run.

# docs/settings.md has the settings; they come as arguments or from the environment.
has_probe_zone() { [[ -n $(setting ProbeZone:Name) ]]; }

# The program that makes a test and the one that takes its mail need the same keys.
own_certificates=$local_dir/receiver-certificates
export Receiver__CertificateFolder=${Receiver__CertificateFolder:-$own_certificates}

# Files of the operator's that the receiver reads.
operator_files() {
    local key
    for key in Receiver:OrdinaryCertificate Receiver:OrdinaryKey; do setting "$key"; done
    [[ $Receiver__CertificateFolder == "$own_certificates" ]] || echo "$Receiver__CertificateFolder"
}

# The program's command of this name, with the rights of the site. program_probe_zone CONNECTION WORD...
program_probe_zone() {
    local connection=$1
    shift
    mkdir -p "$own_certificates"
    give_to_site "$own_certificates"
    ConnectionStrings__Dashboard=$connection "${as_site[@]}" dotnet "$site_dll" probe-zone "$@" ${setting_arguments[@]+"${setting_arguments[@]}"}
}

# start_name_server CONNECTION
start_name_server() {
    local zone listen
    zone=$(setting ProbeZone:Name)
    listen=$(setting ProbeZone:DnsListen)
    [[ -n $listen ]] || fail "ProbeZone:DnsListen must say where the name server of $zone listens, such as 192.0.2.1:53."
    local folder=$local_dir/pdns program
    program=$(PATH=$PATH:/usr/sbin command -v pdns_server) || fail "PowerDNS is missing."
    (umask 077 && mkdir -p "$folder")
    # Root's name server binds its port and then goes on as the package's account.
    local -a dropping=()
    if is_root && id -u pdns >/dev/null 2>&1; then dropping=(--setuid=pdns --setgid=pdns); fi
    program_probe_zone "$1" init </dev/null || fail "The probe zone could not be made."
    # The folder is for the name server alone, which reads it as root.
    (as_site=() && program_probe_zone "$1" config "$folder" </dev/null >/dev/null) || fail "PowerDNS could not be configured."
    if is_running pdns; then
        if cmp -s "$folder/pdns.conf" "$folder/started.conf"; then
            status PowerDNS "runs already for $zone on $listen"
            return
        fi
        status PowerDNS "is started again, with other settings"
        stop_part pdns
    fi
    start_part pdns "$program" --config-dir="$folder" "${dropping[@]}"
    cp "$folder/pdns.conf" "$folder/started.conf"
    give_to_site "$log_dir/pdns.log"
    wait_for 20 pdns name_server_listens "$listen"
    started+=(pdns)
    status PowerDNS "ready for $zone on $listen"
}

# name_server_listens LIST: at the first of "192.0.2.1:53", "[2001:db8::1]:53", or an address alone, which means port 53.
name_server_listens() {
    local first=${1%%[, ;]*} address port=53
    address=$first
    if [[ $first == *]:* || ($first == *:* && $first != *:*:*) ]]; then
        address=${first%:*}
        port=${first##*:}
    fi
    address=${address#[}
    listens "${address%]}" "$port"
}

# What the site reads its questions from.
name_server_settings() { echo "ProbeZone__QueryLog=$log_dir/pdns.log"; }

# ./run probe-zone [WORD...]: the program's command, on the private database. Nothing but its answer goes to standard output.
probe_zone() {
    split_arguments "$@"
    has_probe_zone || fail "ProbeZone:Name is not set; docs/sending-test.md says what the sending test needs."
    {
        install_missing run zone
        build_web
        if ! postgres_runs; then start_postgres; fi
    } >&2
    local connection
    local -a files
    mapfile -t files < <(operator_files)
    drop_rights "${files[@]}" >&2
    connection=$(postgres_connection dashboard)
    migrate dashboard "$connection" >&2
    if [[ -z $(setting Dns:Resolver) ]] && is_running unbound; then
        Dns__Resolver=$(unbound_endpoint)
        export Dns__Resolver
    fi
    program_probe_zone "$connection" ${other_arguments[@]+"${other_arguments[@]}"}
}
