# shellcheck shell=bash
# The site, with a worker in the same process. Sourced, not run.

# migrate DATABASE-NAME CONNECTION: only where the program is newer than the last time.
migrate() {
    local stamp=$run_dir/migrated-$1
    [[ -e $stamp && $stamp -nt $local_dir/build/web ]] && return 0
    local -a made_for=()
    local control
    control=$(setting Lab:SendingControl)
    if [[ $1 == dashboard_lab ]]; then control=true; fi
    if [[ -n $control ]]; then made_for=("--Lab:SendingControl=$control"); fi
    ConnectionStrings__Dashboard=$2 dotnet "$web_dll" migrate ${made_for[@]+"${made_for[@]}"} </dev/null ||
        fail "The database could not be migrated."
    touch "$stamp"
    status Database "$1 has the tables of this version"
}

# start_site PORT NAME=VALUE...
start_site() {
    local port=$1
    shift
    start_part site env "$@" "${as_site[@]}" dotnet "$site_dll" serve --urls "http://localhost:$port" \
        ${setting_arguments[@]+"${setting_arguments[@]}"}
    started+=(site)
    echo "$port" >"$run_dir/site.port"
    wait_for 60 site site_is_ready "$port"
    status Site "ready on http://localhost:$port; its log is ${log_dir#"$PWD/"}/site.log"
}

site_is_ready() { [[ $(http_status "$1" /health/ready) == 200 ]]; }
