# shellcheck shell=bash
# As whom the site runs where root calls ./run. Sourced, not run.

# A number that no account has, from those that systemd too gives to services without one (61184 to 65519).
site_account=61999

# Words before a command that is to run as the site does; none where ./run is not root's.
as_site=()

# The program that it runs as.
site_dll=$web_dll

# drop_rights FILE...: sets these two, where the site can come to the program and to these files without being root. All it keeps of
# root's rights is to listen below port 1024, for the receiver.
drop_rights() {
    as_site=()
    is_root || return 0
    command -v setpriv >/dev/null || return 0
    publish_web
    as_site=(setpriv "--reuid=$site_account" "--regid=$site_account" --clear-groups --no-new-privs
        --bounding-set=-all,+net_bind_service --inh-caps=-all,+net_bind_service --ambient-caps=-all,+net_bind_service --)
    local file
    for file in "$(readlink -f "$(command -v dotnet)")" "$published_dll" "$log_dir/." "$@"; do
        if ! "${as_site[@]}" test -r "$file" 2>/dev/null; then
            as_site=()
            status Rights "the site runs as root, because no other account can read $file"
            return
        fi
    done
    site_dll=$published_dll
}

# give_to_site PATH...: makes them the site's.
give_to_site() {
    if ((${#as_site[@]})); then chown -R "$site_account:$site_account" "$@"; fi
}
