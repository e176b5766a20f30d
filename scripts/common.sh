# shellcheck shell=bash
# What every script needs: where things are, and how they speak. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
local_dir=$root/.local
log_dir=$local_dir/log
run_dir=$local_dir/run

# A line that says how a part does: "  PostgreSQL    ready on 127.0.0.1:5433".
status() { printf '  %-13s %s\n' "$1" "$2"; }

# One line for each argument.
say() { printf '%s\n' "$@"; }

warn() { say "$@" >&2; }

# A usage mistake or a fault of ours ends as it does in the program: 1 would say something of a domain, or that something was refused.
fault_status=2

fail() {
    warn "$@"
    exit "$fault_status"
}

is_root() { ((EUID == 0)); }

need_dotnet() {
    command -v dotnet >/dev/null ||
        fail "The .NET SDK 10 is missing; https://dotnet.microsoft.com/download says how to install it."
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
    # A build server that outlives its build would hold the terminal, and memory that the parts need.
    export MSBUILDDISABLENODEREUSE=1
}

# Postfix's client programs read a main.cf, which a machine whose Postfix was never set up does not have. This one is as good as
# empty: the same on every machine. postfix_client_configuration FOLDER
postfix_client_configuration() {
    mkdir -p "$1"
    echo 'compatibility_level = 3.6' >"$1/main.cf"
    export MAIL_CONFIG=$1
}
