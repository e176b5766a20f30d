# shellcheck shell=bash
# Settings of the program that ./run is given as arguments (--Section:Key=value or --Section:Key value) or finds in the
# environment (Section__Key). They go on to the program; a few of them decide here which parts are started. Sourced, not run.

setting_arguments=()
other_arguments=()

# split_arguments ARGUMENT...: sorts them into the two lists above.
split_arguments() {
    while (($#)); do
        if [[ $1 == --*:*=* ]]; then
            setting_arguments+=("$1")
        elif [[ $1 == --*:* && $1 != *=* ]]; then
            (($# > 1)) || fail "$1 has no value."
            setting_arguments+=("$1=$2")
            shift
        else
            other_arguments+=("$1")
        fi
        shift
    done
}

# setting KEY: its value as the program will read it, or nothing. Arguments go before the environment, and case does not matter;
# of a list, the first.
setting() {
    local key variable i name
    for key in "$1" "$1:0"; do
        for ((i = ${#setting_arguments[@]} - 1; i >= 0; i--)); do
            if [[ ${setting_arguments[i],,} == "--${key,,}="* ]]; then
                echo "${setting_arguments[i]#*=}"
                return
            fi
        done
        variable=${key//:/__}
        while IFS= read -r name; do
            if [[ ${name,,} == "${variable,,}" && -n ${!name} ]]; then
                echo "${!name}"
                return
            fi
        done < <(compgen -e)
    done
}
