# shellcheck shell=bash
# ./run register, round, sending, explanations, export, people, backup, restore: the program's commands of these names on the private database, with the site or
# without it. Sourced, not run.

# store_command WORD...: nothing but the command's answer goes to standard output. Of two sites' databases it is that of the one
# that runs, or the lab's with --lab.
store_command() {
    local lab=false word
    local -a words=()
    for word in "$@"; do
        if [[ $word == --lab ]]; then lab=true; else words+=("$word"); fi
    done
    split_arguments ${words[@]+"${words[@]}"}
    if is_running site && grep -qxe $'--lab\ttrue' "$run_dir/site.settings" 2>/dev/null; then lab=true; fi
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
    # The settings of the site that runs hold here too: what a lab may do, and what a round says it was measured with.
    local -a settings=()
    local key value
    if is_running site && [[ -r $run_dir/site.settings ]]; then
        while IFS=$'\t' read -r key value; do
            if [[ $key == *:* ]]; then settings+=("--$key=$value"); fi
        done <"$run_dir/site.settings"
    fi
    # Whether the lab's parts run or not, the database is one that a lab made.
    if $lab; then settings+=("--Lab:SendingControl=true"); fi
    if $lab && is_running lab; then
        while IFS='=' read -r key value; do settings+=("--${key//__/:}=$value"); done < <(lab_settings)
    fi
    # Files are named from where the caller is.
    (cd "$caller" && ConnectionStrings__Dashboard=$connection exec dotnet "$web_dll" \
        ${other_arguments[@]+"${other_arguments[@]}"} ${settings[@]+"${settings[@]}"} ${setting_arguments[@]+"${setting_arguments[@]}"})
}
