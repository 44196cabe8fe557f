# Sourced by bench/run and bench/faults: a JDK, and the bench's jar no older than what it is built from.
# Needs $root and $program; sets $bench, the command to give words to.
# shellcheck shell=bash disable=SC2034,SC2154
jar="$root/bench/target/tulia-bench-exec.jar"
needed=25
jdk=''

version_of() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p' | head -n 1
}

find_jdk() {
    local candidate version
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -n "$candidate" ] || continue
        version=$(version_of "$candidate")
        if [ -n "$version" ] && [ "$version" -ge "$needed" ]; then
            jdk=$candidate
            return 0
        fi
    done
    echo "$program: needs a JDK $needed or newer. Install one, or set JAVA_HOME to it." >&2
    exit 1
}

build_if_stale() {
    if [ -f "$jar" ] && [ -z "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$jar" -type f -print 2>/dev/null | head -n 1)" ]; then
        return 0
    fi
    (cd "$root" && JAVA_HOME="$jdk" mvn -B -q -DskipTests package)
    touch "$jar"
}

find_jdk
build_if_stale
# shellcheck disable=SC2206 # the options are words
bench=("$jdk/bin/java" -Djdk.virtualThreadScheduler.parallelism=64 --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow "-Dbench.root=$root" "-Dbench.target=$root/bench/target"
    "-Dbench.results=$root/bench/results" ${BENCH_JAVA_OPTIONS:-} -jar "$jar")
