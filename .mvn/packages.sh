# What the builds of packages share; sourced by them. The JDK is in JAVA25_HOME, where .mvn/WithJdk.java puts it.
mvn_folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# Everything in a package has this time, so that the same sources make the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$mvn_folder" log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

# one_time FOLDER…: the caches hold the times of what they were made from, to the second, which is what an archive keeps.
one_time() {
  find "$@" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# run_time FOLDER MODULES: a Java run time of those modules.
run_time() {
  rm -rf "$1"
  "$JAVA25_HOME/bin/jlink" --add-modules "$2" --no-header-files --no-man-pages --output "$1"
  rm -f "$1"/bin/{rmiregistry,jrunscript,jwebserver,keytool}
}

# man_pages PROGRAM SECTION LANGUAGE FOLDER CLASSPATH [MORE]
man_pages() {
  mkdir -p "$4"
  "$JAVA25_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$5" "$mvn_folder/ManPages.java" "$1" "$2" "$3" "$4" "${@:6}"
  gzip -9n "$4"/*."$2"
}

# institutions FOLDER TO: what a package brings of the folder: institutions.json and certificates.
#
# Threat: somebody keeps a key beside the certificates, and it is handed out to everybody. Answer: the build ends.
institutions() {
  local file
  [[ -f $1/institutions.json ]] || { echo "There is no institutions.json in $1" >&2; return 1; }
  for file in "$1"/*.pem; do
    [[ -e $file ]] || continue
    ! grep -q 'PRIVATE KEY' "$file" || { echo "$file holds a private key: take it out of the folder" >&2; return 1; }
    cp "$file" "$2/"
  done
  cp "$1/institutions.json" "$2/"
}

# deb TREE CONTROL FILE KEY=VALUE…: the package of a tree; @KEY@ in control and scripts becomes VALUE.
deb() {
  local tree=$1 control=$2 file=$3 file_in entry
  mkdir -p "$tree/DEBIAN"
  for file_in in "$control"/*; do
    sed "$(for entry in "${@:4}"; do printf 's\001@%s@\001%s\001g\n' "${entry%%=*}" "${entry#*=}"; done)" "$file_in" \
      >"$tree/DEBIAN/$(basename "$file_in")"
  done
  echo "Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f1)" >>"$tree/DEBIAN/control"
  (cd "$tree" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  chmod -R u=rwX,go=rX "$tree"
  find "$tree/DEBIAN" -type f ! -name control ! -name md5sums -exec chmod 755 {} +
  dpkg-deb --root-owner-group -Zzstd -z10 --build "$tree" "$file" >/dev/null
}

# tar_gz FOLDER NAME FILE: an archive in which everything lies in NAME.
tar_gz() {
  tar -C "$1" --transform "s,^\.,$2," --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - . |
    gzip -n >"$3"
}

# sign FILE…: where SHOMEI_SIGNING_KEY and SHOMEI_SIGNING_CERTIFICATE name PEM files, a detached CMS signature FILE.p7s beside each.
# The key's password, if it has one, is the first line of the file SHOMEI_SIGNING_PASSWORD_FILE.
sign() {
  local file
  [[ -n ${SHOMEI_SIGNING_KEY:-} ]] || return 0
  for file in "$@"; do
    openssl cms -sign -binary -md sha256 -nosmimecap -outform DER -in "$file" -out "$file.p7s" \
      -inkey "$SHOMEI_SIGNING_KEY" -signer "$SHOMEI_SIGNING_CERTIFICATE" \
      ${SHOMEI_SIGNING_PASSWORD_FILE:+-passin "file:$SHOMEI_SIGNING_PASSWORD_FILE"}
  done
}
