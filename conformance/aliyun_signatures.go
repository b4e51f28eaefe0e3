package conformance

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

func aliyunSignatures() []Case {
	skewed := func(d time.Duration) Wire { return aliyunBy{method: http.MethodGet, skew: d}.describe() }
	replayed := aliyunBy{method: http.MethodGet, again: true}.describe()
	mismatch := refused("SignatureDoesNotMatch/v1")
	list := []Case{
		rule("aliyun.status.sig.wrong-secret", "a signature by another secret is refused, and the message has the string the provider signed", "seen undated NewFuture/DDNS#57; document help 30137",
			sent(aliyunBy{method: http.MethodGet, signer: wrongSecret}.describe(), mismatch, body("server string to sign is:GET&%2F&"))).meeting("reading:mismatch=SignatureDoesNotMatch", "reading:status.SignatureDoesNotMatch/v1=400").live(LiveFree),
		rule("aliyun.status.sig.missing", "a request without Signature is refused", "document help 48054", broke(describe().without("Signature"), refused("MissingSignature"))).live(LiveFree),
		rule("aliyun.status.sig.tampered-number", "a number changed after signing is refused", "document 000:108", sent(describe().with("PhoneNumber", vacant), mismatch)),
		rule("aliyun.status.sig.tampered-extra", "a parameter added after signing is refused", "document 000:108", broke(describe().and("&RegionId=cn-hangzhou"), mismatch)),
		rule("aliyun.status.sig.param-order", "parameters may come in any order: the signature is over them sorted", "document 000:108", sent(describe().pairs(backwards), ok("NORMAL")...)),
		rule("aliyun.status.sig.space-plus-star-tilde", "space, plus, star and tilde are signed as %20, %2B, %2A and ~", "document 000:108",
			sent(describe("RegionId", "a b+c*d~e/f"), ok("NORMAL")...)),
		rule("aliyun.status.sig.utf8-value", "a Chinese value is signed as UTF-8", "document 000:108", sent(describe("RegionId", "杭州"), ok("NORMAL")...)),
		rule("aliyun.status.sig.plus-is-space", "a space may be written as a plus sign on the wire", "inferred: forms are written so", sent(describe("RegionId", "a b").pairs(func(q string) string { return strings.ReplaceAll(q, "%20", "+") }), ok("NORMAL")...)),
		rule("aliyun.status.sig.method-in-string", "the signature of a GET does not hold for a POST", "document 000:107", sent(describe().method(http.MethodPost), mismatch)),
		rule("aliyun.status.sig.lower-hex-escape", "escapes in lower case on the wire do no harm", "document 000:108", sent(describe().pairs(func(q string) string { return strings.ReplaceAll(q, "%3A", "%3a") }), ok("NORMAL")...)),
		rule("aliyun.status.sig.key-unknown", "an unknown AccessKeyId has a code of its own, before the signature", "seen undated aliyun-ddns-cli#24; document help 60629",
			sent(describe().with("AccessKeyId", "numsim-nobody"), refused("InvalidAccessKeyId.NotFound"))).meeting("reading:unknown-key=InvalidAccessKeyId.NotFound", "reading:status.InvalidAccessKeyId.NotFound=404"),
		rule("aliyun.status.sig.key-unknown-newer", "in the newer wording, an unknown key is InvalidAccessKeyId", "seen 2023 aliyun-ddns#77, 2025 certimate#720",
			sent(describe().with("AccessKeyId", "numsim-nobody"), refused("InvalidAccessKeyId"))).given("aliyun.unknown-key=InvalidAccessKeyId").early().meeting("reading:unknown-key=InvalidAccessKeyId"),
		rule("aliyun.status.sig.mismatch-incomplete", "behind some gateways a wrong signature is IncompleteSignature", "seen undated fog/fog-aliyun#32",
			sent(aliyunBy{method: http.MethodGet, signer: wrongSecret}.describe(), refused("IncompleteSignature"))).given("aliyun.mismatch=IncompleteSignature").meeting("reading:mismatch=IncompleteSignature"),
		rule("aliyun.status.sig.method-wrong", "another SignatureMethod is refused", "third-party developer.aliyun.com/ask/278265", broke(describe().with("SignatureMethod", "HMAC-SHA256"), refused("InvalidSignatureMethod"))),
		rule("aliyun.status.sig.version-wrong", "another SignatureVersion is refused", "third-party developer.aliyun.com/ask/278265", broke(describe().with("SignatureVersion", "2.0"), refused("InvalidSignatureVersion"))),
		rule("aliyun.status.sig.type-wrong", "an unknown SignatureType is refused", "third-party developer.aliyun.com/ask/278265", broke(describe("SignatureType", "TOKEN"), refused("InvalidSignatureType"))),
		rule("aliyun.status.sig.type-empty", "an empty SignatureType is passed over", "sdk alibaba-cloud-sdk-go always sends it empty", sent(describe("SignatureType", ""), ok("NORMAL")...)).meeting("value:SignatureType="),
		rule("aliyun.status.sig.type-bearer", "SignatureType BEARERTOKEN is known, and a call without a signature is refused for that, not for the type", "sdk alibaba-cloud-sdk-go; the row is inferred",
			broke(describe("SignatureType", "BEARERTOKEN").without("Signature"), refused("MissingSignature"))).meeting("value:SignatureType=BEARERTOKEN"),
		rule("aliyun.status.time.skew-inside", "a clock 14 minutes off, either way, is accepted", "document help 48054: 15 minutes", sent(skewed(-14*time.Minute), ok("NORMAL")...), sent(skewed(14*time.Minute), ok("NORMAL")...)).meeting("reading:timestamp-window=900"),
		rule("aliyun.status.time.skew-outside", "a clock 16 minutes off, either way, is refused", "document help 48054: 15 minutes; the current RPC page has 31", sent(skewed(-16*time.Minute), refused("InvalidTimeStamp.Expired")), sent(skewed(16*time.Minute), refused("InvalidTimeStamp.Expired"))).meeting("reading:timestamp-window=900"),
		rule("aliyun.status.time.window-31", "by the other page, a clock 30 minutes off is accepted and 32 minutes off refused", "document the current RPC page: 31 minutes",
			sent(skewed(-30*time.Minute), ok("NORMAL")...), sent(skewed(-32*time.Minute), refused("InvalidTimeStamp.Expired"))).given("aliyun.window=31m").meeting("reading:timestamp-window=1860"),
		rule("aliyun.status.time.format-bad", "a Timestamp with an offset, with a fraction, or without Z is refused", "document help 48054; seen undated a fraction is refused",
			broke(describe().with("Timestamp", "2026-11-22T12:00:00+08:00"), refused("InvalidTimeStamp.Format")), broke(describe().with("Timestamp", "2026-11-22T12:00:00.0Z"), refused("InvalidTimeStamp.Format")),
			broke(describe().with("Timestamp", "2026-11-22 12:00:00"), refused("InvalidTimeStamp.Format")), broke(describe().with("Timestamp", "2026-11-22T12:00:00"), refused("InvalidTimeStamp.Format"))),
		rule("aliyun.status.nonce.replay", "the same nonce a second time is refused", "document help 48054; seen undated jeessy2/ddns-go#1548", sent(replayed, ok("NORMAL")...), sent(replayed, refused("SignatureNonceUsed"))),
		rule("aliyun.status.nonce.unspent", "a nonce is not spent by a request whose signature is wrong", "inferred: else a stranger could use up another's nonces",
			sent(replayed.with("PhoneNumber", vacant), mismatch), sent(replayed, ok("NORMAL")...)),
	}
	return append(list, missingEach()...)
}

// backwards turns the order of pairs around.
func backwards(query string) string {
	list := strings.Split(query, "&")
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return strings.Join(list, "&")
}

// missingEach leaves out one common parameter at a time, and empties it.
func missingEach() (list []Case) {
	for _, name := range []string{"AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Version"} {
		list = append(list, rule("aliyun.status.missing."+lower(name), name+" is mandatory; an empty one counts as missing", "document help 48054 and 60629, common error codes",
			broke(describe().without(name), refused("Missing"+name)), broke(describe().with(name, ""), refused("Missing"+name))))
	}
	return list
}

func lower(s string) string { return strings.ToLower(s) }

func aliyunSignatureV3() []Case {
	mismatch := refused("SignatureDoesNotMatch/v3")
	authorized := func(old, with string) Wire {
		return describeV3().change(func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), old, with, 1))
		})
	}
	tampered := describeV3().change(func(r *http.Request) {
		q := r.URL.Query()
		q.Set("PhoneNumber", vacant)
		r.URL.RawQuery = strings.ReplaceAll(url.Values(q).Encode(), "+", "%20")
	})
	return []Case{
		rule("aliyun.status.v3.wrong-secret", "a V3 signature by another secret is refused, and the message has the canonical request", "seen undated aliyun/alibabacloud-csharp-sdk#40",
			sent(aliyunBy{method: http.MethodPost, signer: wrongSecret}.describeV3(), mismatch, body("server StringToSign is [ACS3-HMAC-SHA256"), body(" server CanonicalRequest is [POST"))).meeting("reading:v3-separator=space"),
		rule("aliyun.status.v3.separator", "in the other reading each server's string begins on a line of its own", "inferred from one public report",
			sent(aliyunBy{method: http.MethodPost, signer: wrongSecret}.describeV3(), mismatch, body(`\nserver CanonicalRequest is [`))).given("aliyun.v3-separator=newline").meeting("reading:v3-separator=newline"),
		rule("aliyun.status.v3.tampered-number", "a number changed after signing is refused", "sdk openapi-util v0.1.1", sent(tampered, mismatch)),
		rule("aliyun.status.v3.host-signed", "the host is signed: another Host is refused", "sdk openapi-util v0.1.1", sent(describeV3().host("elsewhere.test"), mismatch)),
		rule("aliyun.status.v3.action-header", "without x-acs-action there is no operation", "sdk openapi-util v0.1.1", broke(describeV3().header("X-Acs-Action", ""), refused("InvalidAction.NotFound"))),
		rule("aliyun.status.v3.action-unsigned", "an x-acs-action outside SignedHeaders makes the signature incomplete", "inferred: what is not signed can be changed", broke(authorized("x-acs-action;", ""), refused("IncompleteSignature"))),
		rule("aliyun.status.v3.algorithm-unknown", "an algorithm that is not served is refused", "inferred from InvalidSignatureMethod", broke(authorized("ACS3-HMAC-SHA256", "ACS3-RSA-SHA256"), refused("InvalidSignatureMethod"))),
		rule("aliyun.status.v3.time-outside", "a date 16 minutes off is refused as with V1", "inferred from help 48054", sent(aliyunBy{method: http.MethodPost, skew: -16 * time.Minute}.describeV3(), refused("InvalidTimeStamp.Expired"))),
		rule("aliyun.status.v3.nonce-replay", "the same x-acs-signature-nonce a second time is refused", "document help 48054",
			sent(onceV3(), ok("NORMAL")...), sent(onceV3(), refused("SignatureNonceUsed"))),
		rule("aliyun.status.v3.v1-beside", "a V1 request that also carries x-acs-action is still a V1 request", "inferred: Authorization decides", sent(describe().header("x-acs-action", "DescribePhoneNumberStatus"), ok("NORMAL")...)),
	}
}

func onceV3() Wire {
	return aliyunBy{method: http.MethodPost, again: true}.describeV3()
}
