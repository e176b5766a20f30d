# shellcheck shell=bash
# The lab: a loopback internet of signed zones, a validating resolver and mail servers good and bad. Sourced, not run.

lab_output=$log_dir/lab.log

start_lab() {
    launch_lab
    await_lab
}

# In two steps, so that other parts start while it does.
launch_lab() {
    lab_was_there=false
    if is_running lab; then
        lab_was_there=true
        return
    fi
    # The ports that it had before: a site that runs goes on with them when the lab is back.
    local resolver_port smtp_port https_port
    resolver_port=$(port_of lab-resolver)
    smtp_port=$(port_of lab-smtp)
    https_port=$(port_of lab-https)
    start_part lab dotnet "$lab_dll" --resolver-port "$resolver_port" --smtp-port "$smtp_port" --https-port "$https_port" \
        --register
    started+=(lab)
}

await_lab() {
    wait_for 300 lab lab_is_ready
    if $lab_was_there; then
        status Lab "runs already, resolver on $(lab_value resolver)"
        return
    fi
    status Lab "ready, resolver on $(lab_value resolver), mail servers on port $(lab_value smtp-port)"
}

lab_is_ready() { grep -q '^ready' "$lab_output" 2>/dev/null; }

# The lab says what it is in lines NAME=VALUE.
lab_value() { sed -n "s/^$1=//p" "$lab_output" | head -n 1; }

# How the program finds the lab's resolver and reaches its mail servers, for env(1).
lab_settings() {
    echo "Dns__Resolver=$(lab_value resolver)"
    echo "Smtp__Port=$(lab_value smtp-port)"
    local name_server
    name_server=$(lab_value authoritative)
    echo "Dns__NameServerPort=${name_server##*:}"
    echo "Probe__AllowReservedAddresses=true"
    echo "MtaSts__Port=$(lab_value https-port)"
    echo "MtaSts__TrustedRoots=$(lab_value trusted-roots)"
    # A receiver of webhooks that echoes challenges and takes everything: https://hooks.webhooks.example/good
    echo "Webhooks__Port=$(lab_value https-port)"
    echo "Webhooks__TrustedRoots=$(lab_value trusted-roots)"
    echo "Lab__SendingControl=true"
    # Its servers need no manners: the first round asks them everything.
    echo "TlsNcsc__Spacing=00:00:00.05"
    echo "TlsNcsc__RoundSpacing=00:00:00.05"
    echo "TlsNcsc__LimitPause=00:00:01"
    echo "TlsNcsc__LimitSpacing=00:00:00.1"
    echo "TlsNcsc__SessionsPerProvider=10"
    echo "TlsNcsc__LeftAlone__0=tls-left-alone.example"
    # A round of the lab is over in a minute; nobody waits half an hour to see a drop confirmed.
    echo "Rounds__RetestAfter=00:00:20"
    # A visitor of the lab is one person at one address.
    echo "InboundTest__StartsPerMinute=300"
    echo "RateLimit__RequestsPerMinute=6000"
}

# One domain of each outcome, and where to find the rest.
lab_suggestions() {
    say "  Try one of these domains; './run lab' lists all $(lab_value scenarios):"
    printf '    %-34s %-12s %s\n' good-001.example protected "All as it should be."
    dotnet "$lab_dll" --list-markdown | awk -F ' *[|] *' '
        BEGIN { seen["protected"] = 1 }
        NR > 2 && !seen[$5]++ { gsub("`", "", $2); printf "    %-34s %-12s %s\n", $2, $5, $4 }'
    say ""
}

# fill_lab CONNECTION: the invented register and three rounds of it, once for a database; the site's worker measures them while
# people look at the rest.
fill_lab() {
    local folder=$local_dir/lab-register line
    local -a settings=()
    while IFS= read -r line; do settings+=("$line"); done < <(lab_settings)
    dotnet "$lab_dll" --write-register "$folder"
    if is_running lab-data; then stop_part lab-data; fi
    start_part lab-data env "${settings[@]}" "ConnectionStrings__Dashboard=$1" dotnet "$web_dll" lab-data "$folder"
    lab_is_filling=true
}

# Says once that the register is there, or is not.
tell_lab_data() {
    if ! ${lab_is_filling:-false} || is_running lab-data; then return 0; fi
    lab_is_filling=false
    if grep -q '^complete$' "$log_dir/lab-data.log"; then
        status Organisations "the invented register is there, with two published rounds and one in correction"
    else
        status Organisations "the invented register is not complete; see ${log_dir#"$PWD/"}/lab-data.log"
    fi
}
