# shellcheck shell=bash
# Runs test projects and counts. Sourced, not run.

results_dir=$local_dir/test-results
# Far beyond what a project needs: whatever hangs must not hang the whole run.
project_limit=150m

spent=0
passed=0
failed=0
skipped=0
summary=()
failures=()
skips=()

# run_project NAME RUNNER-ARGUMENT...
run_project() {
    local name=$1
    shift
    run_program "$name" "$name" "$@"
}

# The native build beside the ordinary one. A machine that cannot make it has failed: it was not compared.
run_native() {
    say "" "== Native build"
    local begin=$SECONDS
    if ! (install_missing native && build_native_check); then
        say "The native build of check could not be made, and is not tested."
        failures+=("  the native build of check")
        failed=$((failed + 1))
        summary+=("$(printf '%-26s could not be made  %4d s' 'Native check' $((SECONDS - begin)))")
        return
    fi
    local before=$((passed + failed))
    NATIVE_CHECK=$native_check run_program "Native check" Dashboard.Check.Tests -explicit only -class '*NativeCheckTests'
    if ((passed + failed == before)); then
        say "No test of the native build was executed."
        failed=$((failed + 1))
    fi
}

# run_program TITLE PROJECT RUNNER-ARGUMENT...
run_program() {
    local title=$1
    say "" "== $title"
    execute "$@"
    shift 2
    conclude "$title" "$@"
}

# run_beside PROJECT PROJECT...: the first beside the others, which run one after another. Most tests wait for servers, resolvers and
# browsers more than they calculate, so two programs take little longer than one.
run_beside() {
    local long=$1 name
    shift
    execute "$long" "$long" &
    local lane=$!
    for name in "$@"; do
        run_project "$name"
    done
    wait "$lane" || true
    say "" "== $long"
    conclude "$long"
}

# execute TITLE PROJECT RUNNER-ARGUMENT...: runs the program, and leaves how it ended and what it took of the processor beside its results.
execute() {
    local title=$1 name=$2
    shift 2
    local program=$root/tests/$name/bin/Debug/net10.0/$name
    local results="$results_dir/$title.xml" log="$results_dir/$title.log" begin=$SECONDS status=0
    rm -f "$results"
    local TIMEFORMAT='%U %S'
    # Of programs that ended; servers that go on by themselves are not among them.
    {
        time timeout --kill-after=30s "$project_limit" "$program" -noLogo -noColor -noAutoReporters \
            -result-xml "$results" "$@" </dev/null >"$log" 2>&1
    } 2>"$results_dir/$title.times" || status=$?
    printf '%d %d\n' "$status" $((SECONDS - begin)) >"$results_dir/$title.ended"
}

# conclude TITLE RUNNER-ARGUMENT...
conclude() {
    local title=$1 status=1 seconds=0
    shift
    read -r status seconds <"$results_dir/$title.ended" || true
    spent=$(awk 'END { printf "%d", $1 + $2 }' "$results_dir/$title.times")
    count "$title" "$results_dir/$title.xml" "$status" "$results_dir/$title.log" "$seconds" "$@"
}

# Takes the counts from the runner's results; an end that these do not explain is a failure of its own, and so is a project
# without tests, unless arguments of the runner chose among them.
count() {
    local name=$1 results=$2 status=$3 log=$4 seconds=$5
    local ok bad skip errors note=
    ok=$(total passed "$results")
    bad=$(total failed "$results")
    skip=$(total skipped "$results")
    errors=$(total errors "$results")
    bad=$((bad + errors))
    if ((status != 0 && bad == 0)); then
        bad=1
        note="ended with status $status"
        ((status == 124 || status == 137)) && note="was stopped after $project_limit"
    fi
    if ((ok + bad == 0 && $# == 5)); then
        bad=1
        note="executed no test"
    fi
    if ((bad > 0)); then
        # The whole is in .local/test-results; what programs under test log has no place here.
        grep -A 40 '\[FAIL\]' "$log" | grep -vE '^(info|warn|fail|crit): ' | head -n 300 || tail -n 100 "$log"
        mapfile -t -O "${#failures[@]}" failures < <(sed -n 's/^ *\(.*\) \[FAIL\]$/  \1/p' "$log")
    else
        tail -n 1 "$log"
    fi
    if ((skip > 0)); then
        mapfile -t -O "${#skips[@]}" skips < <(skipped_tests "$log")
    fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    skipped=$((skipped + skip))
    summary+=("$(printf '%-26s %5d passed %5d failed %5d skipped  %4d s (%4d s of the processor)  %s' "$name" "$ok" "$bad" "$skip" "$seconds" "$spent" "$note")")
}

# Each test that was not run and why, a line each, of the log of its project.
skipped_tests() { sed -n '/ \[SKIP\]$/{s/^ *\(.*\) \[SKIP\]$/  \1/;N;s/\n */: /p}' "$1"; }

# The sum of one attribute over the assemblies of a results file; 0 where there is none.
total() {
    [[ -s $2 ]] || { echo 0; return; }
    grep -o '<assembly [^>]*>' "$2" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}
