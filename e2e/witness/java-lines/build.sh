# Sourced by the run scripts of the Java witnesses, which set `here` to their
# own folder, and `lines` where they speak another protocol. Leaves in
# `classpath` the compiled program and the jars it uses, building them only when
# they are missing or older than what they are made of.
# Everything said here goes to stderr: stdout belongs to the JSON lines.

lines=${lines:-$here/../java-lines}
cache=${NUMSIM_E2E_CACHE:-$here/../../.cache}
built=$cache/$(basename "$here")
classpath=$built/classes:$built/lib/*

install_tools() {
	command -v javac >/dev/null && command -v mvn >/dev/null && return
	apt-get -q update
	DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends \
		openjdk-17-jdk-headless maven
}

fresh() {
	[ -e "$built/stamp" ] &&
		[ -z "$(find "$here" "$lines" -type f -newer "$built/stamp")" ]
}

# A build that breaks off must not be taken for a finished one, so it happens
# beside its final place and is moved there whole.
build() {
	half=$built.$$
	trap 'rm -rf "$half"' EXIT
	mkdir -p "$half/classes"
	touch "$half/stamp"
	mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$half/lib"
	javac -encoding UTF-8 -d "$half/classes" -cp "$half/lib/*" \
		"$lines"/src/witness/*.java "$here"/src/witness/*.java
	rm -rf "$built"
	mv "$half" "$built"
	trap - EXIT
}

if ! fresh; then
	{ install_tools && build; } >&2
fi
