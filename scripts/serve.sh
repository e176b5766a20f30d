# shellcheck shell=bash
# ./run: starts what the site needs, and the site, and stops what it started when it ends. Sourced, not run.

started=()

serve() {
    local port=8080 lab=false
    split_arguments "$@"
    set -- ${other_arguments[@]+"${other_arguments[@]}"}
    while (($#)); do
        case $1 in
            --lab) lab=true ;;
            --port)
                [[ ${2:-} =~ ^[0-9]{1,5}$ ]] && ((10#$2 > 0 && 10#$2 < 65536)) ||
                    fail "--port needs a number from 1 to 65535."
                port=$((10#$2))
                shift
                ;;
            *) fail "Unknown option: $1; './run help' says what there is." ;;
        esac
        shift
    done

    if site_runs_already "$lab" "$port"; then return; fi
    is_taken "$port" && fail "Port $port is in use by another program; './run --port NUMBER' takes another."
    need_dotnet
    local -a purposes=(run)
    if $lab; then purposes+=(lab zone sending); elif has_probe_zone; then purposes+=(zone); fi
    install_missing "${purposes[@]}"

    mkdir -p "$local_dir" "$log_dir" "$run_dir"
    # One start at a time; parts that a former one left are used.
    exec 9>"$run_dir/lock"
    if ! flock -n 9; then
        say "Another start is under way; this one waits for it."
        flock 9
        if site_runs_already "$lab" "$port"; then return; fi
    fi
    trap stop_started EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    remember_part run $$

    build_web
    if $lab; then
        build_lab
        launch_lab
    else
        local -a files
        mapfile -t files < <(operator_files)
        drop_rights "${files[@]}"
    fi
    start_postgres
    local -a settings
    local database connection
    if $lab; then
        database=dashboard_lab
    else
        database=dashboard
        if [[ -n $(setting Dns:Resolver) ]]; then
            settings=("Dns__Resolver=$(setting Dns:Resolver)")
            status Resolver "$(setting Dns:Resolver), as the settings say"
        else
            start_unbound
            settings=("Dns__Resolver=$(unbound_endpoint)")
        fi
    fi
    connection=$(postgres_connection "$database")
    migrate "$database" "$connection"
    if $lab; then
        prepare_outbound_lab "$database"
        await_lab
        mapfile -t settings < <(lab_settings)
        settings+=("${outbound_settings[@]}" "Roles=web,worker" "Webhooks__Site=http://localhost:$port")
    elif has_probe_zone; then
        start_name_server "$connection"
        mapfile -t -O "${#settings[@]}" settings < <(name_server_settings)
    fi
    remember_settings site "--lab=$lab" "--port=$port"
    start_site "$port" "ConnectionStrings__Dashboard=$connection" Https__StrictTransport=false "${settings[@]}"
    if $lab; then
        start_outbound_lab
        fill_lab "$connection"
    else
        warn_without_dns "$port"
    fi
    flock -u 9

    say ""
    say "  http://localhost:$port"
    say ""
    if $lab; then
        lab_suggestions || true
        if is_running sending; then
            say "  http://localhost:$port/lab mails an open sending test from real Postfix and Exim." ""
        fi
    fi
    say "  Ctrl-C stops what was started here."
    watch_parts
}

# One line where the resolver does not get to the root of the DNS, as without the Internet: all else looks as it should.
warn_without_dns() {
    local tries health
    for tries in 1 2 3; do
        health=$(http_body "$1" /health/ready)
        [[ $health == *'"resolver-not-proven"'* || $health == *'"resolver-unreachable"'* ]] || return 0
        ((tries == 3)) || sleep 3
    done
    status Resolver "does not show that it gets to the root of the DNS. Without the Internet tests end as unreachable; './run --lab' needs none."
}

# site_runs_already LAB PORT: says so, and fails where it was started with other settings than are asked now. One that nobody
# watches any more is started again instead.
site_runs_already() {
    is_running site || return 1
    local different address
    address=http://localhost:$(remembered_port site)
    different=$(settings_that_differ site "--lab=$1" "--port=$2" | paste -sd' ')
    if [[ -z $different ]]; then
        say "The site runs already on $address; './run down' stops it."
        return
    fi
    if is_running run; then
        fail "The site runs already on $address, and was started otherwise: $different." \
            "What was asked now is not used. './run down' stops what runs; then start it again."
    fi
    say "The site on $address was left by a start that has ended, and was started otherwise ($different)."
    stop_named site
    return 1
}

# Ends when the site does; a part that goes away is named, and so is its return.
watch_parts() {
    local part state
    local -A gone=()
    while is_running site; do
        # A wait, unlike sleep itself, lets a signal through at once.
        sleep 2 &
        wait $! || true
        tell_lab_data
        for part in "${started[@]}"; do
            state=$(is_running "$part" && echo up || echo gone)
            if [[ $state == gone && -z ${gone[$part]:-} && $part != site ]]; then
                gone[$part]=yes
                status "$part" "has stopped; the site goes on without it until './run up $part'"
            elif [[ $state == up && -n ${gone[$part]:-} ]]; then
                unset "gone[$part]"
                status "$part" "is back"
            fi
        done
    done
    tail -n 20 "$log_dir/site.log" >&2
    fail "The site has ended; its log is $log_dir/site.log."
}

stop_started() {
    trap '' INT TERM
    local i
    stop_part lab-data
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        stop_named "${started[i]}"
    done
    rm -f "$run_dir/run.pid"
}

stop_named() {
    if [[ $1 == postgres ]]; then stop_postgres; else stop_part "$1"; fi
    status "$1" stopped
}
