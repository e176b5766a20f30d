# shellcheck shell=bash
# The sending half of the lab: PowerDNS, the receiver and real Postfix and Exim in a private network, where they have ports 25
# and 53 without touching those of the machine. Sourced, not run.

# Its control is a Unix socket, whose path may be no longer than 107 bytes.
sending_dir=$local_dir/sending
if ((${#sending_dir} > 90)); then sending_dir=/tmp/dashboard-sending-$(cksum <<<"$root" | cut -d' ' -f1); fi

# prepare_sending_lab DATABASE: sets sending_settings, for the site and for what runs in the private network, and makes the
# zone of the sending test.
prepare_sending_lab() {
    mkdir -p "$sending_dir/pdns"
    mapfile -t sending_settings < <(dotnet "$lab_dll" sending-settings "$sending_dir")
    # There is no way to the machine's loopback from in there, but files are the same.
    sending_connection=$(postgres_connection "$1" "$(postgres_sockets)")
    sending_settings+=("Lab__SendingControl=$sending_dir/control")
    local program=(env "ConnectionStrings__Dashboard=$sending_connection" "${sending_settings[@]}" dotnet "$web_dll")
    sending_is_prepared=false
    if "${program[@]}" probe-zone </dev/null >"$sending_dir/delegation" 2>"$log_dir/probe-zone.log" &&
        "${program[@]}" probe-zone config "$sending_dir/pdns" </dev/null >>"$log_dir/probe-zone.log" 2>&1 &&
        ConnectionStrings__Dashboard=$sending_connection dotnet "$lab_dll" sending-prepare "$sending_dir" "$web_dll"; then
        sending_is_prepared=true
    fi
}

# Where a private network is not to be had, one line says why, and the rest of the lab runs.
start_sending_lab() {
    if is_running sending; then
        status "Sending lab" "runs already"
        return
    fi
    if ! $sending_is_prepared; then
        status "Sending lab" "not available: its zone could not be made, see ${log_dir#"$PWD/"}/probe-zone.log"
        return
    fi
    start_part sending dotnet "$lab_dll" sending "$sending_dir/sending.json"
    local tries=0
    while ! grep -q '^ready=' "$log_dir/sending.log"; do
        if ! is_running sending || ((tries++ > 1200)); then
            stop_part sending
            status "Sending lab" "not available: $(sending_problem)"
            return
        fi
        sleep 0.05
    done
    started+=(sending)
    status "Sending lab" "ready: $(sed -n 's/^sender=[^ ]* [^ ]* //p' "$log_dir/sending.log" | paste -sd'|' | sed 's/|/ · /g')"
}

sending_problem() {
    sed -n 's/^unavailable=//p' "$log_dir/sending.log" | grep . || echo "see ${log_dir#"$PWD/"}/sending.log"
}
