# shellcheck shell=bash
# Installs the packages that are missing, without harm to what the machine already has. Sourced, not run.
#
# - Only what is missing for the purposes asked, each with the reason.
# - No service is started while packages are installed, and none that came with them starts at the next boot: the project
#   starts private ones under .local.
# - What would push out a package that is there (Debian's Postfix and Exim exclude each other) is unpacked under .local/packages.
# - Without the right to install, one line says what an administrator must run.

private_packages=$local_dir/packages
policy=/usr/sbin/policy-rc.d

# Prints "package<TAB>private|system<TAB>reason" for each package of the purposes that is not there.
missing_packages() {
    local purpose package proof reason kind wanted
    while read -r purpose package proof reason; do
        [[ -z $purpose || $purpose == \#* ]] && continue
        kind=system
        [[ $purpose == *=private ]] && kind=private
        for wanted in "$@"; do
            if [[ ${purpose%%=*} == "$wanted" ]] && ! is_there "$package" "$proof"; then
                printf '%s\t%s\t%s\n' "$package" "$kind" "$reason"
            fi
        done
    done <"$root/scripts/packages"
}

is_there() {
    local package=$1 proof
    local -a proofs
    is_unpacked "$package" && return 0
    IFS='|' read -ra proofs <<<"$2"
    for proof in "${proofs[@]}"; do
        if [[ $proof == */* ]]; then
            compgen -G "$proof" >/dev/null && return 0
        else
            PATH=$PATH:/usr/sbin:/sbin command -v "$proof" >/dev/null && return 0
        fi
    done
    return 1
}

is_unpacked() { [[ -d $(private_folder "$1")/usr ]]; }

private_folder() { echo "$private_packages/${1%%-daemon*}"; }

# install_missing PURPOSE...: fails where something is missing and cannot be installed.
install_missing() {
    local missing
    missing=$(missing_packages "$@")
    [[ -z $missing ]] && return 0
    say "Missing on this machine:"
    local package kind reason
    while IFS=$'\t' read -r package kind reason; do
        printf '  %-20s %s\n' "$package" "$reason"
    done <<<"$missing"
    command -v apt-get >/dev/null ||
        fail "This is not Debian or Ubuntu: please install these by the means of this system."

    local -a system=() private=()
    while IFS=$'\t' read -r package kind reason; do
        if [[ $kind == private ]]; then private+=("$package"); else system+=("$package"); fi
    done <<<"$missing"
    if ((${#system[@]})) && ! is_root; then
        install_as_administrator "$@"
        # The private ones need no rights.
        mapfile -t private < <(missing_packages "$@" | cut -f1)
        system=()
    fi
    ((${#system[@]})) && refresh_lists "${system[@]}"
    local -a harmless=()
    for package in "${system[@]}"; do
        # What these package sources do not have is named at the end, and hinders nothing else.
        is_known "$package" || continue
        if removes_something "$package"; then private+=("$package"); else harmless+=("$package"); fi
    done
    install_without_start "${harmless[@]}"
    if is_root && ((${#private[@]})); then refresh_lists "${private[@]}"; fi
    for package in "${private[@]}"; do
        unpack_private "$package"
    done
    if [[ -n $(missing_packages "$@") ]]; then
        missing_packages "$@" | cut -f1,3 >&2
        fail "These are still missing."
    fi
}

# Once: who said no is not asked again, but told what to run.
install_as_administrator() {
    local asked=$local_dir/asked-for-packages
    local command="$root/scripts/install --system-only $*"
    if command -v sudo >/dev/null; then command="sudo $command"; else command="su -c '$command'"; fi
    mkdir -p "$local_dir"
    if command -v sudo >/dev/null; then
        if sudo -n true 2>/dev/null; then
            sudo -n "$root/scripts/install" --system-only "$@" && return 0
        elif [[ -t 0 && ! -e $asked ]]; then
            say "Installing them needs an administrator's rights."
            touch "$asked"
            sudo "$root/scripts/install" --system-only "$@" && return 0
        fi
    fi
    fail "An administrator must run this once:" "  $command"
}

# The lists are fetched once, where a package is not known to them.
refresh_lists() {
    local package
    for package in "$@"; do
        if ! is_known "$package"; then
            say "Fetching the package lists (apt-get update)."
            apt-get -qq -o DPkg::Lock::Timeout=300 update || fail "apt-get update did not work."
            return
        fi
    done
}

is_known() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

removes_something() {
    apt-get -s -q install --no-install-recommends "$1" 2>/dev/null | grep -q '^Remv '
}

install_without_start() {
    (($#)) || return 0
    say "Installing $*; none of their services is started."
    local before after
    before=$(installed_packages)
    hold_services
    # Postfix asks what it is for; it is for nothing but the lab.
    if [[ " $* " == *" postfix "* ]] && command -v debconf-set-selections >/dev/null; then
        echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
    fi
    local log=$log_dir/install.log
    mkdir -p "$log_dir"
    if ! DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 install -y \
        --no-install-recommends "$@" </dev/null >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        release_services
        fail "apt-get install did not work; all it said is in $log."
    fi
    release_services
    after=$(installed_packages)
    comm -13 <(echo "$before") <(echo "$after") | disable_services
}

installed_packages() {
    dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort
}

# policy-rc.d is how Debian is told not to start services; one that is there is put back as it was.
hold_services() {
    [[ -e $policy ]] && mv "$policy" "$policy.dashboard-saved"
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap release_services EXIT
}

release_services() {
    rm -f "$policy"
    [[ -e $policy.dashboard-saved ]] && mv "$policy.dashboard-saved" "$policy"
    trap - EXIT
    return 0
}

# Reads package names; their services must not start at the next boot either.
disable_services() {
    local package file name
    while read -r package; do
        while read -r file; do
            name=${file##*/}
            [[ $name == *@* ]] && continue
            if command -v systemctl >/dev/null; then
                systemctl disable --quiet "$name" >/dev/null 2>&1 || true
            fi
            if [[ $file == /etc/init.d/* ]]; then
                update-rc.d "$name" disable >/dev/null 2>&1 || true
            fi
        done < <(dpkg -L "$package" 2>/dev/null | grep -E '^(/usr)?/lib/systemd/system/[^/]+\.(service|timer|socket|path)$|^/etc/init\.d/[^/]+$')
    done
}

# Unpacks a package and the libraries that it needs and the machine has not, under .local/packages/NAME.
unpack_private() {
    local package=$1
    local target
    target=$(private_folder "$package")
    local fetched=$target.fetch
    say "Unpacking $package under .local/packages; the system is not touched."
    rm -rf "$target" "$target.new" "$fetched"
    mkdir -p "$fetched" "$target.new"
    (
        cd "$fetched" || exit 1
        fetch_with_libraries "$package"
        for deb in *.deb; do dpkg -x "$deb" "$target.new"; done
    ) || fail "$package could not be fetched (an administrator may have to run 'apt-get update')."
    rm -rf "$fetched"
    mv "$target.new" "$target"
}

fetch_with_libraries() {
    local package=$1 dependency
    compgen -G "${package}_*.deb" >/dev/null && return 0
    apt-get -q download "$package" >/dev/null 2>&1 || return 1
    while read -r dependency; do
        # Libraries are needed as they are; other packages bring services and set-up that a private program has no use for.
        if [[ $dependency == lib* ]] && ! is_installed "$dependency"; then
            fetch_with_libraries "$dependency" || return 1
        fi
    done < <(dpkg-deb -f "$package"_*.deb Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/:any//; s/ //g')
}

is_installed() {
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}
