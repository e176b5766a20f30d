# shellcheck shell=bash
# Ports of the private parts. Sourced, not run.

# Whether something accepts connections there.
listens() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# port_of NAME: the port that the part had before, where it is still free; else a free one, remembered for next time.
port_of() {
    local file=$run_dir/$1.port port
    if read -r port 2>/dev/null <"$file" && [[ $port =~ ^[0-9]+$ ]] && ! is_taken "$port"; then
        echo "$port"
        return
    fi
    mkdir -p "$run_dir"
    # Below the range from which the system takes ports for outgoing connections.
    while
        port=$((20000 + RANDOM % 12000))
        is_taken "$port"
    do :; done
    echo "$port" >"$file"
    echo "$port"
}

# TCP that listens or UDP, any address (proc(5), net/tcp: the local port in hexadecimal, the state 0A is "listen"). What is left
# of connections that ended takes no port.
is_taken() {
    local hex
    hex=$(printf ':%04X' "$1")
    awk -v port="$hex" '
        substr($2, length($2) - 4) == port && (FILENAME ~ /udp/ || $4 == "0A") { found = 1 }
        END { exit !found }' /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null
}

remembered_port() { cat "$run_dir/$1.port"; }

# http_body PORT PATH: what is answered, with its headers; nothing where nobody answers.
http_body() {
    if exec 3<>"/dev/tcp/127.0.0.1/$1"; then
        printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
        timeout 20 cat <&3 || true
        exec 3>&-
    fi 2>/dev/null
}

# http_status PORT PATH: 000 where nobody answers.
http_status() {
    local line
    if exec 3<>"/dev/tcp/127.0.0.1/$1"; then
        printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
        read -r -t 10 line <&3 || true
        exec 3>&-
        [[ $line =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]] && echo "${BASH_REMATCH[1]}" && return
    fi 2>/dev/null
    echo 000
}
