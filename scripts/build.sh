# shellcheck shell=bash
# Builds what ./run runs, and only when something changed. Sourced, not run.

configuration=${CONFIGURATION:-Release}
framework=net10.0
web_dll=$root/src/Dashboard.Web/bin/$configuration/$framework/Dashboard.Web.dll
check_dll=$root/src/Dashboard.Check/bin/$configuration/$framework/Dashboard.Check.dll
lab_dll=$root/tests/Dashboard.Lab/bin/$configuration/$framework/Dashboard.Lab.dll

# build_web | build_check | build_lab: a no-op of a few milliseconds where no source is newer than the last build.
build_web() { build_project web "$web_dll" src/Dashboard.Web src migrations; }
check_sources=(src/Dashboard.Core src/Dashboard.Texts src/Dashboard.Probes src/Dashboard.Check)
build_check() { build_project check "$check_dll" src/Dashboard.Check "${check_sources[@]}"; }
build_lab() { build_project lab "$lab_dll" tests/Dashboard.Lab src tests/Dashboard.Lab; }

# The built program as a folder of its own, which needs nothing of the builder's home.
published_dll=$local_dir/site/Dashboard.Web.dll

publish_web() {
    [[ -e $published_dll && $local_dir/build/site -nt $local_dir/build/web ]] && return 0
    need_dotnet
    local log=$log_dir/build-site.log
    rm -rf "$local_dir/site"
    if ! (cd "$root" && dotnet publish --no-build src/Dashboard.Web -c "$configuration" -o "$local_dir/site" -v quiet -nologo) \
        </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        fail "The program could not be put in $local_dir/site."
    fi
    touch "$local_dir/build/site"
}

# check as machine code, which starts at once and needs no .NET on the machine where it runs.
native_check=$local_dir/native/check/Dashboard.Check
native_stamp=$local_dir/build/native-check

# Whether there is one, of these very sources. One of other sources is not used: its verdicts may be others.
has_native_check() { is_fresh "$native_stamp" "$native_check" "${check_sources[@]}"; }

# Fails where the compiler warns: what it cannot see through may be missing from the program.
build_native_check() {
    has_native_check && return 0
    need_dotnet
    mkdir -p "$local_dir/build" "$log_dir"
    (
        flock 8
        has_native_check && exit 0
        warn "Building check as machine code; that takes about two minutes."
        make_output_folders
        touch "$native_stamp.new"
        rm -rf "$local_dir/native/check"
        local log=$log_dir/build-native-check.log
        # Intermediate files in a folder of its own, apart from those of the ordinary build.
        if ! (cd "$root" && dotnet publish src/Dashboard.Check -c Release --use-current-runtime -p:Native=true \
            -p:ArtifactsPath="$local_dir/native/" -o "$local_dir/native/check" -v quiet -nologo) \
            </dev/null >"$log" 2>&1 8>&-; then
            grep -E 'error|warning' "$log" | sort -u | head -n 40 >&2 || cat "$log" >&2
            fail "check could not be built as machine code; all that was printed is in $log."
        fi
        mv "$native_stamp.new" "$native_stamp"
    ) 8>"$local_dir/build/native-lock"
}

# Made beforehand, so that making them does not look like a change of the sources afterwards.
make_output_folders() {
    local folder
    for folder in "$root"/src/*/ "$root"/migrations/ "$root"/tests/Dashboard.Lab/; do
        mkdir -p "${folder}bin" "${folder}obj"
    done
}

# build_project NAME OUTPUT PROJECT SOURCE...
build_project() {
    local name=$1 output=$2 project=$3
    shift 3
    local stamp=$local_dir/build/$name
    is_fresh "$stamp" "$output" "$@" && return 0
    need_dotnet
    mkdir -p "$local_dir/build" "$log_dir"
    # One build at a time: two would write the same files.
    (
        flock 8
        is_fresh "$stamp" "$output" "$@" && exit 0
        warn "Building $project; the first time takes about half a minute."
        make_output_folders
        # The time the build began: what is edited while it runs is newer.
        touch "$stamp.new"
        local log=$log_dir/build-$name.log
        if ! (cd "$root" && dotnet restore --locked-mode "$project" -v quiet -nologo &&
            dotnet build --no-restore "$project" -c "$configuration" -v quiet -nologo) \
            </dev/null >"$log" 2>&1 8>&-; then
            grep -E 'error|warning' "$log" | sort -u | head -n 40 >&2 || cat "$log" >&2
            fail "The build failed; all it said is in $log."
        fi
        mv "$stamp.new" "$stamp"
    ) 8>"$local_dir/build/lock"
}

# Whether nothing that goes into the output is newer than its build. A folder is newer when a file in it came or went.
is_fresh() {
    local stamp=$1 output=$2
    shift 2
    [[ -e $stamp && -e $output ]] || return 1
    [[ -z $(cd "$root" && find "$@" Directory.Build.props Directory.Packages.props global.json .editorconfig \
        \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit) ]]
}
