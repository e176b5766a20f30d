# shellcheck shell=bash
# The sending half of the lab: PowerDNS, the receiver and real Postfix and Exim in a private network, where they have ports 25
# and 53 without touching those of the machine. Sourced, not run.

# Its control is a Unix socket, whose path may be no longer than 107 bytes.
outbound_dir=$local_dir/sending
if ((${#outbound_dir} > 90)); then outbound_dir=/tmp/dashboard-sending-$(cksum <<<"$root" | cut -d' ' -f1); fi

# prepare_outbound_lab DATABASE: sets outbound_settings, for the site and for what runs in the private network, and makes the
# zone of the sending test.
prepare_outbound_lab() {
    mkdir -p "$outbound_dir/pdns"
    mapfile -t outbound_settings < <(dotnet "$lab_dll" sending-settings "$outbound_dir")
    # There is no way to the machine's loopback from in there, but files are the same.
    outbound_connection=$(postgres_connection "$1" "$(postgres_sockets)")
    outbound_settings+=("Lab__SendingControl=$outbound_dir/control")
    local program=(env "ConnectionStrings__Dashboard=$outbound_connection" "${outbound_settings[@]}" dotnet "$web_dll")
    outbound_is_prepared=false
    if "${program[@]}" probe-zone </dev/null >"$outbound_dir/delegation" 2>"$log_dir/probe-zone.log" &&
        "${program[@]}" probe-zone config "$outbound_dir/pdns" </dev/null >>"$log_dir/probe-zone.log" 2>&1 &&
        ConnectionStrings__Dashboard=$outbound_connection dotnet "$lab_dll" sending-prepare "$outbound_dir" "$web_dll"; then
        outbound_is_prepared=true
    fi
}

# Where a private network is not to be had, one line says why, and the rest of the lab runs.
start_outbound_lab() {
    if is_running sending; then
        status "Sending lab" "runs already"
        return
    fi
    if ! $outbound_is_prepared; then
        status "Sending lab" "not available: its zone could not be made, see ${log_dir#"$PWD/"}/probe-zone.log"
        return
    fi
    start_part sending dotnet "$lab_dll" sending "$outbound_dir/sending.json"
    local tries=0
    while ! grep -q '^ready=' "$log_dir/sending.log"; do
        if ! is_running sending || ((tries++ > 1200)); then
            stop_part sending
            status "Sending lab" "not available: $(outbound_problem)"
            return
        fi
        sleep 0.05
    done
    started+=(sending)
    status "Sending lab" "ready: $(sed -n 's/^sender=[^ ]* [^ ]* //p' "$log_dir/sending.log" | paste -sd'|' | sed 's/|/ · /g')"
}

outbound_problem() {
    sed -n 's/^unavailable=//p' "$log_dir/sending.log" | grep . || echo "see ${log_dir#"$PWD/"}/sending.log"
}
