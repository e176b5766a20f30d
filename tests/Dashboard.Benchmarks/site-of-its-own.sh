# shellcheck shell=bash
# A site with a worker against a private lab and PostgreSQL, started and measured as one process. Sourced, not run; ends with the script.

here=$(cd "$(dirname "$0")/../.." && pwd)
port=${PORT:-18080}

# start_parts: the lab and PostgreSQL of ./run, and the program; leaves what ran already.
start_parts() {
    "$here/scripts/install" run lab zone benchmark >&2
    cd "$here"
    root=$here scripts=$here/scripts started=()
    . scripts/common.sh
    . scripts/ports.sh
    . scripts/process.sh
    . scripts/build.sh
    . scripts/settings.sh
    . scripts/account.sh
    . scripts/postgres.sh
    . scripts/lab.sh
    . scripts/site.sh
    mkdir -p "$local_dir" "$log_dir" "$run_dir"
    need_dotnet
    build_web
    build_lab
    launch_lab
    start_postgres
    await_lab
    mapfile -t settings < <(lab_settings)
    connection=$(postgres_connection dashboard_benchmark)
    ConnectionStrings__Dashboard=$connection dotnet "$web_dll" migrate >&2
    trap 'stop_site; stop_part lab; stop_postgres' EXIT
}

# start_site_alone SETTING...: sets site, a process. Its log is in $log_dir/benchmark-site.log.
start_site_alone() {
    env "ConnectionStrings__Dashboard=$connection" Https__StrictTransport=false Roles=web,worker "${settings[@]}" \
        dotnet "$web_dll" serve --urls "http://localhost:$port" --RateLimit:RequestsPerMinute=1000000 \
        --InboundTest:StartsPerMinute=1000 "$@" >"$log_dir/benchmark-site.log" 2>&1 &
    site=$!
}

stop_site() {
    if [[ -n ${site:-} ]]; then
        kill "$site" 2>/dev/null || true
        wait "$site" 2>/dev/null || true
        site=
    fi
}

# until_ready: waits till the site says so, looking every 20 ms.
until_ready() {
    until curl -fs -o /dev/null "http://localhost:$port/health/ready"; do
        kill -0 "$site" || { tail -n 20 "$log_dir/benchmark-site.log" >&2; exit 1; }
        sleep 0.02
    done
}

# post DOMAIN: starts a test; prints its id.
post() {
    curl -fsS -H 'Content-Type: application/json' -d "{\"domain\":\"$1\"}" "http://localhost:$port/api/v1/inbound-tests" |
        grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4
}

# until_done ID: waits for the verdict of a test.
until_done() {
    until curl -fsS "http://localhost:$port/api/v1/inbound-tests/$1" | grep -q '"state":"done"'; do sleep 0.02; done
}

# Processor time of the site so far, in hundredths of a second; its memory in MB.
processor_time() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$site/stat"; }
memory() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$site/status"; }

now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }
