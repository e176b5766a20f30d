# shellcheck shell=bash
# ./run register and ./run accounts: commands of the program on the private database, with the site or without it. Sourced, not run.

# store_command NAME WORD...: nothing but the command's answer goes to standard output. Of two sites' databases it is that of the
# one that runs, or the lab's with --lab.
store_command() {
    local name=$1 lab=false word
    local -a words=()
    shift
    for word in "$@"; do
        if [[ $word == --lab ]]; then lab=true; else words+=("$word"); fi
    done
    split_arguments ${words[@]+"${words[@]}"}
    if is_running site && grep -qx $'--lab\ttrue' "$run_dir/site.settings" 2>/dev/null; then lab=true; fi
    local database=dashboard
    if $lab; then database=dashboard_lab; fi
    local connection=${ConnectionStrings__Dashboard:-$(setting ConnectionStrings:Dashboard)}
    {
        install_missing run
        build_web
        if [[ -z $connection ]]; then
            if ! postgres_runs; then start_postgres; fi
            connection=$(postgres_connection "$database")
            migrate "$database" "$connection"
        fi
    } >&2
    # Files are named from where the caller is.
    (cd "$caller" && ConnectionStrings__Dashboard=$connection exec dotnet "$web_dll" "$name" \
        ${other_arguments[@]+"${other_arguments[@]}"} ${setting_arguments[@]+"${setting_arguments[@]}"})
}
