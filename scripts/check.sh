# shellcheck shell=bash
# ./run check: the program of that name, with the resolver that is at hand. Sourced, not run.

check() {
    if [[ ${1:-} == --build-native ]]; then
        (($# == 1)) || fail "./run check --build-native takes no further arguments."
        . "$root/scripts/install.sh"
        install_missing native
        build_native_check
        say "'./run check' uses the native build in ${native_check%/*}, until a source changes."
        return
    fi
    local lab=false
    if [[ ${1:-} == --lab ]]; then
        lab=true
        shift
    fi
    # To a monitor 2 is a domain without protection; a fault of ours is 3, "unknown".
    if [[ " $* " == *" --format nagios "* || " $* " == *" --format=nagios "* ]]; then fault_status=3; fi
    local -a program settings=()
    choose_check
    if $lab; then
        . "$root/scripts/lab.sh"
        is_running lab || fail "The lab does not run; './run --lab' or './run up lab' starts it."
        mapfile -t settings < <(lab_settings)
    # The resolver of a running ./run, where none is named.
    elif [[ -z ${Dns__Resolver:-} ]] && is_running unbound; then
        settings=("Dns__Resolver=127.0.0.1:$(remembered_port unbound)")
    fi
    # A file is named from where the command is given.
    cd "$caller"
    exec env "${settings[@]}" "${program[@]}" "$@"
}

# Sets program: the native build where it is of these sources, else the ordinary one.
choose_check() {
    if has_native_check; then
        program=("$native_check")
        return
    fi
    if [[ -e $native_check ]]; then
        warn "The native build is of other sources and is not used; './run check --build-native' makes it again."
    fi
    build_check
    # Most runs are over in seconds: code that is compiled a second time, and better, beside the work takes more from it than it
    # gives. Only what still runs after some seconds is.
    export DOTNET_TieredPGO=${DOTNET_TieredPGO:-0} DOTNET_TC_CallCountingDelayMs=${DOTNET_TC_CallCountingDelayMs:-0xBB8}
    program=(dotnet "$check_dll")
}
