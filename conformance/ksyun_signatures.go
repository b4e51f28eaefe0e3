package conformance

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// parse reads parameters that a signer wrote.
func parse(text string) url.Values {
	v, _ := url.ParseQuery(text)
	return v
}

func ksyunSignatures() []Case {
	good := []Check{status(http.StatusOK), field("/CheckStatus", `"1"`)}
	mismatch := refused("SignatureDoesNotMatch/mismatch")
	skewed := func(d time.Duration) Wire { return ksyunBy{skew: d}.v1("PhoneNumberStatus", "Mobile", active, nil) }
	return []Case{
		rule("ksyun.realtime.sig.wrong-secret", "a signature by another secret is refused", "document 001:135-137; the row is the gateway's", sent(ksyunBy{secret: "another"}.v1("PhoneNumberStatus", "Mobile", active, nil), mismatch)).live(LiveFree),
		rule("ksyun.batch.sig.wrong-secret", "a batch signed by another secret is refused", "document 001:135-137; the row is the gateway's", sent(ksyunBy{secret: "another"}.v1("BatchPhoneNumberStatus", "Mobiles", active, nil), mismatch, absent("/Data"))).live(LiveFree),
		rule("ksyun.isms.sig.wrong-secret", "a call about a number abroad signed by another secret is refused", "document 001:135-137; the row is the gateway's", sent(ksyunBy{secret: "another"}.v1("IsmsPhoneNumberStatus", "Mobile", indonesian, nil), mismatch, absent("/Result"))).abroad().live(LiveFree),
		rule("ksyun.realtime.sig.precedence", "a wrong signature and a malformed number together: the signature is looked at first", "inferred: the gateway stands before the service",
			broke(ksyunBy{secret: "another"}.v1("PhoneNumberStatus", "Mobile", active, []string{"Mobile", "110"}), mismatch)),
		rule("ksyun.realtime.sig.uppercase-hex", "an upper-case signature is refused", "document 001:130", broke(realtime().values(func(v url.Values) { v.Set("Signature", strings.ToUpper(v.Get("Signature"))) }), mismatch)),
		rule("ksyun.realtime.sig.excludes-signature", "everything but Signature itself is signed: what is added afterwards is refused", "document 001:118", broke(realtime().and("&Extra=1"), mismatch), sent(realtime("Region", "cn-beijing-6"), good...)),
		rule("ksyun.realtime.sig.extra-signed", "a parameter nobody knows is passed over if it is signed", "document 001:118", sent(realtime("Remark", "a"), good...)),
		rule("ksyun.realtime.sig.tampered-number", "a number changed after signing is refused", "document 001:118", sent(realtime().with("Mobile", vacant), mismatch)),
		rule("ksyun.realtime.sig.sort-bytewise", "parameters may come in any order: the signature is over them sorted by bytes", "document 001:155-164", sent(realtime().pairs(backwards), good...)),
		rule("ksyun.realtime.sig.plus-star-tilde", "space is %20, star is %2A, and tilde stays", "document 001:122-123", sent(realtime("Remark", "a b*c~d+e/f"), good...)),
		rule("ksyun.batch.sig.comma-colon-escaped", "comma and colon are escaped in what is signed, and may come raw", "document 001:173, 001:288-289",
			sent(batch("Mobiles", active+","+vacant).pairs(func(text string) string {
				return strings.NewReplacer("%2C", ",", "%3A", ":").Replace(text)
			}), status(200), length("/Data", 2))).meeting("reading:timestamp-unescaped-body=both"),
		rule("ksyun.realtime.sig.utf8", "Chinese is escaped as UTF-8 in what is signed", "document 001:205-214", sent(realtime("Remark", "号码"), good...)),
		rule("ksyun.realtime.sig.security-token-signed", "a temporary key's token is a signed parameter", "document 001:73-78", sent(realtime(), good...)).as("numsim-sts"),
		rule("ksyun.realtime.sig.security-token-unsigned", "a token added after signing is refused", "document 001:73-78", sent(realtime("SecurityToken", "-").and("&SecurityToken=later"), refused("InvalidClientTokenId"))).as("numsim-sts"),
		rule("ksyun.realtime.sig.version-1", "SignatureVersion 1 is taken as 1.0", "document 001:62, and the curl samples", sent(realtime("SignatureVersion", "1"), good...)).meeting("value:SignatureVersion=1"),
		rule("ksyun.realtime.sig.version-1-0", "SignatureVersion is 1.0", "document 001:62", sent(realtime(), good...)).meeting("value:SignatureVersion=1.0"),
		rule("ksyun.realtime.sig.version-other", "another SignatureVersion is refused", "document 001:62; the row is inferred", broke(realtime("SignatureVersion", "2.0"), refused("InvalidParameterValue"))),
		rule("ksyun.realtime.sig.method-other", "another SignatureMethod is refused", "document 001:67; the row is the gateway's", broke(realtime("SignatureMethod", "HMAC-SHA1"), refused("IncompleteSignature/algorithm"))),
		rule("ksyun.realtime.sig.replay", "the same request again is answered again: there is no nonce", "inferred from 001:47-69", sent(realtime(), good...), sent(realtime(), good...)),
		rule("ksyun.realtime.sig.printed-sample", "the printed signature is not what its input gives, so it is refused", "document 001:133, 001:181-185", broke(realtime().with("Signature", "0000000000000000000000000000000000000000000000000000000000000000"), mismatch)).meeting("reading:sample-signature=algorithm"),
		rule("ksyun.realtime.common.timestamp-format", "Timestamp is UTC with a Z", "document 001:57",
			broke(realtime("Timestamp", "2026-11-22T12:00:00+08:00"), refused("IncompleteSignature/date")), broke(realtime("Timestamp", "2026-11-22 12:00:00"), refused("IncompleteSignature/date")), broke(realtime("Timestamp", "1795348800"), refused("IncompleteSignature/date"))),
		rule("ksyun.realtime.common.timestamp-inside", "a clock 14 minutes off, either way, is accepted", "inferred from AWS custom; 001:57 has the form alone", sent(skewed(-14*time.Minute), good...), sent(skewed(14*time.Minute), good...)),
		rule("ksyun.realtime.common.timestamp-outside", "a clock 16 minutes off, either way, is refused", "inferred from AWS custom", sent(skewed(-16*time.Minute), refused("SignatureDoesNotMatch/expired")), sent(skewed(16*time.Minute), refused("SignatureDoesNotMatch/expired"))),
		rule("ksyun.realtime.common.service-wrong", "Service is cpn", "document 001:51", broke(realtime("Service", "ksms"), refused("SignatureDoesNotMatch/service"))),
		rule("ksyun.realtime.common.key-unknown", "an unknown Accesskey is refused", "document 001:49; the row is the gateway's", sent(realtime("Accesskey", "numsim-nobody"), refused("InvalidClientTokenId"))),
	}
}

func ksyunAWS4() []Case {
	good := []Check{status(http.StatusOK), field("/CheckStatus", `"1"`)}
	authorized := func(old, with string) Wire {
		return aws4().change(func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), old, with, 1))
		})
	}
	authorization := func(text string) Wire { return aws4().header("Authorization", text) }
	scope := "Credential=numsim/20261122/cn-beijing-6/cpn/aws4_request"
	const page = "document EIP OpenAPI manual, gateway error table"
	list := []Case{
		rule("ksyun.realtime.aws4.answered", "a request signed by AWS4 is answered", "sdk every official SDK; that cpn takes it is inferred", sent(aws4(), good...)).meeting("reading:signature=aws4"),
		rule("ksyun.realtime.aws4.query", "parts of a signature in the query: each of the five is needed", "document docs.ksyun.com/documents/37587", inQuery4("X-Amz-Credential"), inQuery4("X-Amz-Date"), inQuery4("X-Amz-SignedHeaders"), inQuery4("X-Amz-Algorithm")).meeting("reading:signature=aws4-query"),
		rule("ksyun.realtime.aws4.wrong-secret", "a signature by another secret is refused", page, sent(ksyunBy{secret: "another"}.aws4(), refused("SignatureDoesNotMatch/mismatch"))),
		rule("ksyun.realtime.aws4.body-signed", "a number changed after signing is refused", page, sent(aws4().with("Mobile", vacant), refused("SignatureDoesNotMatch/mismatch"))),
		rule("ksyun.realtime.aws4.host-unsigned", "host must be among the signed headers", page, broke(authorized("host;", ""), refused("SignatureDoesNotMatch/host"))),
		rule("ksyun.realtime.aws4.header-missing", "a signed header that is not there is refused", page, broke(authorized("content-type;", "content-type;x-amz-meta;"), refused("MissingAuthenticationToken/header"))),
		rule("ksyun.realtime.aws4.terminator", "the credential ends in aws4_request", page, broke(authorized("/aws4_request", "/aws3_request"), refused("SignatureDoesNotMatch/terminator"))),
		rule("ksyun.realtime.aws4.region", "the credential has a region", page, broke(authorized("/cn-beijing-6/", "//"), refused("SignatureDoesNotMatch/region"))),
		rule("ksyun.realtime.aws4.service", "the credential is for cpn", page, broke(authorized("/cpn/", "/kec/"), refused("SignatureDoesNotMatch/service"))),
		rule("ksyun.realtime.aws4.day", "the credential is of the day of the date", page, broke(otherDay(), refused("SignatureDoesNotMatch/date"))),
		rule("ksyun.realtime.aws4.expired", "a date 16 minutes off is refused", page, sent(ksyunBy{skew: -16 * time.Minute}.aws4(), refused("SignatureDoesNotMatch/expired"))),
		rule("ksyun.realtime.aws4.algorithm", "another algorithm is refused", page, broke(authorized("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"), refused("IncompleteSignature/algorithm"))),
		rule("ksyun.realtime.aws4.format", "an Authorization that cannot be read is refused", page, broke(authorization("AWS4-HMAC-SHA256"), refused("IncompleteSignature/format"))),
		rule("ksyun.realtime.aws4.credential", "Authorization needs Credential", page, broke(authorization("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0"), refused("IncompleteSignature/credential"))),
		rule("ksyun.realtime.aws4.signature", "Authorization needs Signature", page, broke(authorization("AWS4-HMAC-SHA256 "+scope+", SignedHeaders=host"), refused("IncompleteSignature/signature"))),
		rule("ksyun.realtime.aws4.signed-headers", "Authorization needs SignedHeaders", page, broke(authorization("AWS4-HMAC-SHA256 "+scope+", Signature=0"), refused("IncompleteSignature/signed-headers"))),
		rule("ksyun.realtime.aws4.elements", "Credential has five parts", page, broke(authorized("/cn-beijing-6", ""), refused("IncompleteSignature/elements"))),
		rule("ksyun.realtime.aws4.no-date", "a date stands beside Authorization", page, broke(aws4().header("X-Amz-Date", ""), refused("IncompleteSignature/no-date"))),
		rule("ksyun.realtime.aws4.disagree", "a query and a body that disagree are refused", page, broke(aws4().change(func(r *http.Request) { r.URL.RawQuery = "Mobile=" + vacant }), refused("InvalidQueryParameter"))),
		rule("ksyun.realtime.aws4.temporary", "a temporary key has its token in a header", "document docs.ksyun.com/documents/37587", sent(aws4(), good...)).as("numsim-sts"),
	}
	return list
}

// inQuery4 has one part of a signature in the query too few.
func inQuery4(missing string) Step {
	return broke(aws4().change(func(r *http.Request) {
		r.Header.Del("Authorization")
		q := url.Values{
			"X-Amz-Algorithm": {"AWS4-HMAC-SHA256"}, "X-Amz-Credential": {"numsim/20261122/cn-beijing-6/cpn/aws4_request"},
			"X-Amz-Date": {r.Header.Get("X-Amz-Date")}, "X-Amz-SignedHeaders": {"host"}, "X-Amz-Signature": {strings.Repeat("0", 64)},
		}
		q.Del(missing)
		r.URL.RawQuery = q.Encode()
	}), refused("IncompleteSignature/query"), body(missing))
}

// otherDay has another day in its credential than in its date.
func otherDay() Wire {
	return aws4().change(func(r *http.Request) {
		day := r.Header.Get("X-Amz-Date")[:8]
		r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "/"+day+"/", "/20190813/", 1))
	})
}
