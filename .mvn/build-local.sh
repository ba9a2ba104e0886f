# Builds what ./run and ./orders start where that is stale, and says how Java starts it.
# Meant to be sourced by a POSIX shell with the checkout's folder in $root. Sets JAVA_HOME and the function start, which
# takes the options of Java, a main class and its arguments.

. "$root/.mvn/find-jdk.sh"

build_local_folder=target/run
build_local_classpath=$root/infra/local/$build_local_folder/classpath

# True where a source, a pom or a resource is newer than the last build; a folder is, too, when
# something was taken out of it.
build_local_stale() {
    [ -f "$build_local_classpath" ] || return 0
    [ -n "$(find "$root/pom.xml" "$root/.mvn" "$root/events" "$root/functions" "$root/infra" \
        \( -name target -o -path '*/src/test' \) -prune -o -newer "$build_local_classpath" -print | head -n 1)" ]
}

# What is on this machine is asked without a proxy.
NO_PROXY=127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}
no_proxy=$NO_PROXY
export NO_PROXY no_proxy

if build_local_stale; then
    # On the error output: of ./run token one wants the token alone, of ./orders its answer.
    echo "Building, which takes a minute the first time ..." >&2
    # To look for bugs would take three times as long: that is left to ./mvnw, which builds in a folder of its own.
    "$root/mvnw" -q -ntp -f "$root/pom.xml" -pl infra/local -am package -Dbuild.folder="$build_local_folder" \
        -Derror-prone= -Dmaven.test.skip=true -Dassembly.skipAssembly=true >&2
    touch "$build_local_classpath"
fi

# A small heap and the serial collector: this is one person's machine. A language with its own digits
# would not be understood by everybody. The file tells ./orders where the DynamoDB Local of ./run is.
start() {
    exec "$JAVA_HOME/bin/java" "-Dorderstream.run-endpoint=$root/.run-endpoint" \
        -Xmx512m -XX:+UseSerialGC -Duser.language=en -Duser.country=US --enable-native-access=ALL-UNNAMED \
        -cp "$(cat "$build_local_classpath"):$root/infra/local/$build_local_folder/classes${WITH:+:$WITH}" "$@"
}
