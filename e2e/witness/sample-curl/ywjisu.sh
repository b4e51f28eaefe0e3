# ywjisu, by the words of its document, 码号状态极速检测 API 接口规范, section 1.2.
#
# The document has no curl, so there is nothing to repair.

sdk='no SDK: curl, openssl'

ask() {
	code=$(field account) timestamp=$(date +%s)
	token=$(printf '%s' "$code$(field secret)$timestamp" | openssl dgst -md5 | sed 's/.*= //')
	curl_told "$(field url)" \
		-d "code=$code" -d "pwd=$(field password)" -d "mobiles=$(field numbers)" \
		-d "timestamp=$timestamp" -d "token=$token"
}
