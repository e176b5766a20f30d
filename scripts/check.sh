# shellcheck shell=bash
# ./run check: the program of that name, with the resolver that is at hand. Sourced, not run.

check() {
    local lab=false
    if [[ ${1:-} == --lab ]]; then
        lab=true
        shift
    fi
    build_check
    # Most runs are over in seconds: code that is compiled a second time, and better, beside the work takes more from it than it
    # gives. Only what still runs after some seconds is.
    export DOTNET_TieredPGO=${DOTNET_TieredPGO:-0} DOTNET_TC_CallCountingDelayMs=${DOTNET_TC_CallCountingDelayMs:-0xBB8}
    if $lab; then
        . "$root/scripts/lab.sh"
        is_running lab || fail "The lab does not run; './run --lab' or './run up lab' starts it."
        mapfile -t settings < <(lab_settings)
        cd "$caller"
        exec env "${settings[@]}" dotnet "$check_dll" "$@"
    fi
    # The resolver of a running ./run, where none is named.
    if [[ -z ${Dns__Resolver:-} ]] && is_running unbound; then
        Dns__Resolver=127.0.0.1:$(remembered_port unbound)
        export Dns__Resolver
    fi
    # A file is named from where the command is given.
    cd "$caller"
    exec dotnet "$check_dll" "$@"
}
