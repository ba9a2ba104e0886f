# Finds a JDK 25 for ./mvnw, ./run and the like: sets and exports JAVA_HOME, or says what to install and ends the script.
# Meant to be sourced by a POSIX shell, so that nobody has to set JAVA_HOME or to make a JDK 25 the default first.
#
# 25 is what the project is built for and runs on, so a 25 is taken wherever it is; only when there is none, a newer
# one is. Among those of the same kind: JAVA_HOME, then the PATH, then the folders where JDKs usually lie.

# Prints the feature version (25) of the JDK in $1, or nothing when that is no full JDK.
find_jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    find_jdk_text=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([^"]*\).*/\1/p' "$1/release")
  else
    find_jdk_text=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  # 25, 25.0.1, 26-ea; the old 1.8.0_402 gives 1, which is as good as 8 here.
  printf '%s\n' "$find_jdk_text" | sed -n '1s/^\([0-9][0-9]*\).*/\1/p'
}

# Prints the folder of the JDK that the command $1 on the PATH belongs to, if any.
find_jdk_home_of() {
  find_jdk_path=$(command -v "$1" 2>/dev/null) || return 0
  # Links are followed by hand: neither readlink -f nor realpath is everywhere.
  while [ -L "$find_jdk_path" ]; do
    find_jdk_link=$(readlink "$find_jdk_path") || return 0
    case $find_jdk_link in
      /*) find_jdk_path=$find_jdk_link ;;
      *) find_jdk_path=${find_jdk_path%/*}/$find_jdk_link ;;
    esac
  done
  case $find_jdk_path in
    # What macOS puts there asks /usr/libexec/java_home; its JDKs are among the folders below.
    /usr/bin/*) ;;
    */bin/*) printf '%s\n' "${find_jdk_path%/bin/*}" ;;
  esac
}

find_jdk_candidates() {
  [ -z "${JAVA_HOME-}" ] || printf '%s\n' "$JAVA_HOME"
  find_jdk_home_of javac
  find_jdk_home_of java
  for find_jdk_home in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* /opt/jdk/* /usr/local/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.jenv/versions/*; do
    printf '%s\n' "$find_jdk_home"
  done
}

# Prints the best candidate's folder: the first 25, else the first newer one.
find_jdk() {
  find_jdk_newer=
  find_jdk_all=$(find_jdk_candidates)
  while IFS= read -r find_jdk_home; do
    find_jdk_found=$(find_jdk_version "$find_jdk_home")
    [ -n "$find_jdk_found" ] || continue
    if [ "$find_jdk_found" -eq 25 ]; then
      printf '%s\n' "$find_jdk_home"
      return 0
    elif [ "$find_jdk_found" -gt 25 ] && [ -z "$find_jdk_newer" ]; then
      find_jdk_newer=$find_jdk_home
    fi
  done <<END
$find_jdk_all
END
  printf '%s\n' "$find_jdk_newer"
}

# In a subshell of its own settings: the caller may have turned off file name patterns (mvnw does) or have no HOME.
find_jdk_result=$(set +efu; HOME=${HOME:-/nonexistent}; find_jdk)
if [ -z "$find_jdk_result" ]; then
  cat >&2 <<'END'
No JDK 25 was found: neither by JAVA_HOME, nor on the PATH, nor where JDKs usually lie.

Install one, for example Eclipse Temurin 25 (a JDK, not a JRE):
  https://adoptium.net/temurin/releases/?version=25
or, with a package manager:
  sdk install java 25-tem             (SDKMAN!)
  brew install --cask temurin@25      (macOS)
  apt-get install openjdk-25-jdk      (Debian and Ubuntu releases that have it)

If there is one on this machine, say where: export JAVA_HOME=/path/to/the/jdk
END
  exit 1
fi
JAVA_HOME=$find_jdk_result
export JAVA_HOME
