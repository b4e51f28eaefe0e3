# Sourced by the run scripts of the PHP witnesses: installs PHP with curl and
# simplexml where they are missing. Everything said here goes to stderr.

equipped() {
	php -r 'exit(extension_loaded("curl") && extension_loaded("simplexml") ? 0 : 1);' 2>/dev/null
}

if ! equipped; then
	apt-get install --yes --quiet --no-install-recommends php-cli php-curl php-xml >&2 ||
		{ apt-get update --quiet && apt-get install --yes --quiet --no-install-recommends php-cli php-curl php-xml; } >&2 ||
		true
	equipped || {
		echo "$(basename "$here"): needs php 8 with the curl and simplexml extensions: install php-cli, php-curl and php-xml and run again" >&2
		exit 1
	}
fi
