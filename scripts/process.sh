# shellcheck shell=bash
# Processes that ./run starts: each has a file in .local/run with its number and start time, so that a number that the system
# has given to another process since is never signalled. Sourced, not run.

# start_part NAME COMMAND...: in a session of its own, so that Ctrl-C reaches only ./run, which stops the parts in order.
start_part() {
    local name=$1
    shift
    mkdir -p "$run_dir" "$log_dir"
    # Of a former start it may be another's, or readable for all.
    rm -f "$log_dir/$name.log"
    (umask 027 && : >"$log_dir/$name.log")
    setsid "$@" </dev/null >>"$log_dir/$name.log" 2>&1 9>&- &
    remember_part "$name" $!
    # Its end is told by us, not by the shell.
    # One that has ended by now is no job any more; `wait` says so.
    disown $! 2>/dev/null || true
}

remember_part() {
    local name=$1 pid=$2
    mkdir -p "$run_dir"
    echo "$pid $(start_time "$pid")" >"$run_dir/$name.pid"
}

# The moment a process started, in clock ticks since boot (proc(5), field 22); empty where there is none.
start_time() {
    local stat
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 0
    # The name, in parentheses, may hold blanks.
    local -a fields
    read -ra fields <<<"${stat##*) }"
    # A zombie has ended.
    [[ ${fields[0]} == Z ]] || echo "${fields[19]}"
}

part_pid() {
    local pid started
    read -r pid started 2>/dev/null <"$run_dir/$1.pid" || return 1
    [[ -n $started && $(start_time "$pid") == "$started" ]] || return 1
    echo "$pid"
}

is_running() { part_pid "$1" >/dev/null; }

stop_part() {
    local name=$1 pid
    if pid=$(part_pid "$name"); then
        kill -TERM "$pid" 2>/dev/null || true
        local tries
        for ((tries = 0; tries < 150; tries++)); do
            is_running "$name" || break
            sleep 0.1
        done
        if is_running "$name"; then
            kill -KILL "$pid" 2>/dev/null || true
        fi
    fi
    rm -f "$run_dir/$name.pid"
}

# wait_for SECONDS NAME CONDITION...: fails with the end of the part's log where it ends or takes too long.
wait_for() {
    local tries=$(($1 * 20)) name=$2
    shift 2
    while ! "$@"; do
        if ! is_running "$name" || ((tries-- <= 0)); then
            tail -n 20 "$log_dir/$name.log" >&2
            fail "$name did not start; its log is $log_dir/$name.log."
        fi
        sleep 0.05
    done
}
