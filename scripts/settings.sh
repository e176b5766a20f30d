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

# read_settings_file FILE: takes NAME=value lines into the environment, as docker compose reads them; what is set already stays.
read_settings_file() {
    local line name
    [[ -r $1 ]] || return 0
    while IFS= read -r line || [[ -n $line ]]; do
        line=${line%$'\r'}
        [[ $line =~ ^[A-Za-z_][A-Za-z0-9_]*= ]] || continue
        name=${line%%=*}
        [[ -v $name ]] || export "$name=${line#*=}"
    done <"$1"
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

# all_settings: "key<TAB>value" of each setting that the program will read from arguments or environment, keys in lower case,
# sorted; of one that is given twice, the one that counts.
all_settings() {
    local name i key
    local -A values=()
    while IFS= read -r name; do
        case ${name,,} in
            *__* | roles | urls) ;;
            *) continue ;;
        esac
        # Names of the shell's own and of build tools begin with an underscore.
        [[ $name == _* ]] && continue
        key=${name//__/:}
        values[${key,,}]=${!name}
    done < <(compgen -e)
    for ((i = 0; i < ${#setting_arguments[@]}; i++)); do
        key=${setting_arguments[i]#--}
        key=${key%%=*}
        values[${key,,}]=${setting_arguments[i]#*=}
    done
    for key in "${!values[@]}"; do printf '%s\t%s\n' "$key" "${values[$key]}"; done | sort
}

# remember_settings PART [NAME=VALUE...]: what the part is started with, for settings_that_differ.
remember_settings() {
    local part=$1
    shift
    (umask 077 && settings_of_start "$@" >"$run_dir/$part.settings")
}

# settings_that_differ PART [NAME=VALUE...]: the names of those that the running part was started without, or with another value.
settings_that_differ() {
    local part=$1
    shift
    comm -3 <(sort "$run_dir/$part.settings" 2>/dev/null) <(settings_of_start "$@" | sort) | sed 's/^\t//; s/\t.*//' | sort -u
}

settings_of_start() {
    all_settings
    local pair
    for pair in "$@"; do printf '%s\t%s\n' "${pair%%=*}" "${pair#*=}"; done
}
