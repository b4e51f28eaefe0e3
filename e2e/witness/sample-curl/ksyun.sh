# Kingsoft Cloud, with the curl of its document, 号码百科 openAPI: lower-case
# names of headers, the host named, comma and colon as they are in the body, and
# no SignatureMethod. Repairs:
#
#  1. The account, the number, the timestamp and the signature are values, not
#     xxxx; the signature is made with openssl, over the parameters sent.
#  2. The URL is the simulator's; the host header stays.
#
# SecurityToken and DryRun, which no sample has, come last.

sdk="no SDK: the document's curl, openssl"

ask() {
	action=$(field action) account=$(field account)
	numbers=$(field field)=$(field numbers)
	timestamp=$(date -u +%Y-%m-%dT%H:%M:%SZ)
	token=$(field token) dry=$(field dryRun)
	more=${token:+&SecurityToken=$token}${dry:+&DryRun=$dry}
	form="$numbers&Action=$action&Version=2019-05-01"
	rest="SignatureVersion=1.0&Timestamp=$timestamp&Service=cpn&Accesskey=$account$more"
	curl_told -X POST \
		"$(field url)" \
		-H 'accept: application/json' \
		-H 'content-type: application/x-www-form-urlencoded' \
		-H 'host: cpn.api.ksyun.com' \
		-d "$form&Signature=$(signature "$form&$rest" "$(field secret)")&$rest"
}

# signature PARAMETERS SECRET: sorted, with comma and colon escaped; the other
# characters in them need no escape.
signature() {
	printf '%s' "$1" | tr '&' '\n' | LC_ALL=C sort | paste -s -d '&' - | tr -d '\n' |
		sed 's/,/%2C/g; s/:/%3A/g' |
		openssl dgst -sha256 -hmac "$2" | sed 's/.*= //'
}
