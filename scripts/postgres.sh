# shellcheck shell=bash
# The private PostgreSQL: its data under .local/postgres, on a loopback port of its own. Sourced, not run.

postgres_account=postgres
postgres_user=dashboard

start_postgres() {
    local bin
    if [[ ! -e $(postgres_folder)/data/PG_VERSION ]]; then
        create_cluster
    fi
    bin=$(postgres_programs)
    if postgres_runs; then
        status PostgreSQL "runs already on 127.0.0.1:$(remembered_port postgres)"
        return
    fi
    local port folder
    port=$(port_of postgres)
    folder=$(postgres_folder)
    local sockets
    sockets=$(postgres_sockets)
    as_postgres mkdir -p -m 700 "$sockets"
    if ! as_postgres "$bin/pg_ctl" -s -w -t 60 -D "$folder/data" -l "$folder/log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$sockets' -c max_connections=200" \
        start </dev/null >/dev/null 2>&1 9>&-; then
        as_postgres tail -n 20 "$folder/log" >&2 || true
        fail "PostgreSQL did not start; its log is $folder/log."
    fi
    remember_part postgres "$(head -n 1 "$folder/data/postmaster.pid")"
    started+=(postgres)
    status PostgreSQL "ready on 127.0.0.1:$port"
}

stop_postgres() {
    postgres_runs || return 0
    as_postgres "$(postgres_programs)/pg_ctl" -s -w -m fast -D "$(postgres_folder)/data" stop >/dev/null 2>&1 || true
}

postgres_runs() {
    [[ -e $(postgres_folder)/data/postmaster.pid ]] &&
        as_postgres "$(postgres_programs)/pg_ctl" -s -D "$(postgres_folder)/data" status >/dev/null 2>&1
}

# Where its Unix socket is, for programs in the private network of the lab, which have no other way to it. The path of a socket
# may be no longer than 107 bytes, and .local may lie deep.
postgres_sockets() {
    local folder
    folder=$(postgres_folder)/sockets
    if ((${#folder} > 85)); then folder=/tmp/dashboard-postgres-$(cksum <<<"$root" | cut -d' ' -f1); fi
    echo "$folder"
}

# postgres_connection DATABASE [SOCKETS]: a connection string for the database named, which is made where it is missing.
postgres_connection() {
    local database=$1 host=${2:-127.0.0.1} port password
    port=$(remembered_port postgres)
    password=$(postgres_password)
    if ! postgres_sql postgres "SELECT 1 FROM pg_database WHERE datname = '$database'" | grep -q 1; then
        postgres_sql postgres "CREATE DATABASE $database" >/dev/null
    fi
    echo "Host=$host;Port=$port;Username=$postgres_user;Password=$password;Database=$database"
}

# postgres_sql DATABASE STATEMENT
postgres_sql() {
    PGPASSWORD=$(postgres_password) "$(postgres_programs)/psql" -X -q -A -t -v ON_ERROR_STOP=1 \
        -h 127.0.0.1 -p "$(remembered_port postgres)" -U "$postgres_user" -d "$1" -c "$2" </dev/null
}

postgres_password() { cat "$(postgres_folder)/password"; }

create_cluster() {
    local folder bin
    folder=$(postgres_folder)
    bin=$(postgres_programs)
    status PostgreSQL "making its data folder, $folder"
    mkdir -p "$folder"
    if is_root; then chown "$postgres_account" "$folder"; fi
    chmod 700 "$folder"
    as_postgres sh -c 'umask 077; head -c 18 /dev/urandom | base64 | tr -d "/+=" >"$1/password"' sh "$folder"
    as_postgres rm -rf "$folder/data"
    as_postgres "$bin/initdb" -D "$folder/data" -U "$postgres_user" -A scram-sha-256 --pwfile "$folder/password" \
        -E UTF8 --locale=C.UTF-8 </dev/null >"$log_dir/initdb.log" 2>&1 ||
        fail "initdb did not work; all it said is in $log_dir/initdb.log."
}

# initdb and the server refuse to run as root.
as_postgres() {
    if is_root; then
        (cd / && runuser -u "$postgres_account" -- "$@")
    else
        "$@"
    fi
}

postgres_folder() {
    local file=$run_dir/postgres.folder
    if [[ ! -e $file ]]; then
        mkdir -p "$run_dir"
        local folder=$local_dir/postgres
        # Root's clone may lie where the account postgres cannot come, such as /root.
        if is_root && ! as_postgres test -x "$local_dir"; then
            folder=/var/tmp/dashboard-postgres-$(cksum <<<"$root" | cut -d' ' -f1)
        fi
        echo "$folder" >"$file"
    fi
    cat "$file"
}

# Of the version that made the data, else the newest.
postgres_programs() {
    local data version
    data=$(postgres_folder)/data
    if version=$(as_postgres cat "$data/PG_VERSION" 2>/dev/null); then
        [[ -x /usr/lib/postgresql/$version/bin/pg_ctl ]] ||
            fail "The data under $data is of PostgreSQL $version, which is gone; './run reset' begins anew."
        echo "/usr/lib/postgresql/$version/bin"
        return
    fi
    find /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1 | xargs dirname
}
