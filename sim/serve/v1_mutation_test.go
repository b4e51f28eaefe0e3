package serve_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pair is one parameter of a signed form, decoded.
type pair struct{ name, value string }

// pairs decodes a form that the client package wrote.
func pairs(t *testing.T, form string) (list []pair) {
	t.Helper()
	for text := range strings.SplitSeq(form, "&") {
		name, value, _ := strings.Cut(text, "=")
		name, err := url.QueryUnescape(name)
		require.NoError(t, err)
		value, err = url.QueryUnescape(value)
		require.NoError(t, err)
		list = append(list, pair{name, value})
	}
	return list
}

func encode(list []pair) string {
	texts := make([]string, 0, len(list))
	for _, p := range list {
		texts = append(texts, url.QueryEscape(p.name)+"="+url.QueryEscape(p.value))
	}
	return strings.Join(texts, "&")
}

// change is one thing done to a signed form.
type change func([]pair) []pair

func value(name, to string) change {
	return func(list []pair) []pair {
		for i := range list {
			if list[i].name == name {
				list[i].value = to
			}
		}
		return list
	}
}

func rename(name, to string) change {
	return func(list []pair) []pair {
		for i := range list {
			if list[i].name == name {
				list[i].name = to
			}
		}
		return list
	}
}

func drop(name string) change {
	return func(list []pair) []pair {
		return slices.DeleteFunc(list, func(p pair) bool { return p.name == name })
	}
}

func add(name, value string) change {
	return func(list []pair) []pair { return append(list, pair{name, value}) }
}

func reversed(list []pair) []pair {
	slices.Reverse(list)
	return list
}

// One thing changed in a well-signed V1 request: each is refused, in
// the words for what was changed. That the request itself is still good at the
// end shows that none of the changed ones was let through.
func TestV1Mutations(t *testing.T) {
	for _, row := range []struct {
		name string
		do   change
		code string
		why  string
	}{
		{"Action, another", value("Action", "DescribePhoneNumberAttribute"), "InvalidAction.NotFound", "the API is resolved before anything is verified"},
		{"Action, other case", value("Action", "describePhoneNumberStatus"), "InvalidAction.NotFound", "names of APIs have a case"},
		{"Action, dropped", drop("Action"), "InvalidAction.NotFound", "nothing to go by"},
		{"Action, renamed", rename("Action", "action"), "InvalidAction.NotFound", "names of parameters have a case"},
		{"Version, another", value("Version", "2023-01-01"), "InvalidVersion", "the product's other version"},
		{"Version, dropped", drop("Version"), "MissingVersion", ""},
		{"Version, empty", value("Version", ""), "MissingVersion", "an empty value counts as missing"},
		{"AccessKeyId, unknown", value("AccessKeyId", "numsim "), "InvalidAccessKeyId.NotFound", "no trimming"},
		{"AccessKeyId, another's with the same secret", value("AccessKeyId", "numsim-broke"), "SignatureDoesNotMatch", "the id is signed, so it cannot be swapped"},
		{"AccessKeyId, other case", value("AccessKeyId", "NUMSIM"), "InvalidAccessKeyId.NotFound", "ids have a case"},
		{"AccessKeyId, renamed", rename("AccessKeyId", "AccessKeyID"), "MissingAccessKeyId", ""},
		{"Signature, dropped", drop("Signature"), "MissingSignature", ""},
		{"Signature, empty", value("Signature", ""), "MissingSignature", ""},
		{"SignatureMethod, dropped", drop("SignatureMethod"), "MissingSignatureMethod", ""},
		{"SignatureVersion, another", value("SignatureVersion", "2.0"), "InvalidSignatureVersion", ""},
		{"SignatureVersion, the same number", value("SignatureVersion", "1"), "InvalidSignatureVersion", "texts are compared, not numbers"},
		{"SignatureVersion, dropped", drop("SignatureVersion"), "MissingSignatureVersion", ""},
		{"SignatureNonce, another", value("SignatureNonce", "another"), "SignatureDoesNotMatch", "or a captured request could be replayed"},
		{"SignatureNonce, empty", value("SignatureNonce", ""), "MissingSignatureNonce", ""},
		{"SignatureNonce, dropped", drop("SignatureNonce"), "MissingSignatureNonce", ""},
		{"Timestamp, a second on", value("Timestamp", "2026-11-22T12:00:01Z"), "SignatureDoesNotMatch", "fresh, and not what was signed"},
		{"Timestamp, dropped", drop("Timestamp"), "MissingTimestamp", ""},
		{"Format, XML", value("Format", "XML"), "SignatureDoesNotMatch", "even the format is signed"},
		{"Format, other case", value("Format", "json"), "SignatureDoesNotMatch", "it means the same and is signed as spelled"},
		{"Format, neither", value("Format", "HTML"), "InvalidParameter.Format", ""},
		{"Format, dropped", drop("Format"), "SignatureDoesNotMatch", ""},
		{"PhoneNumber, another", value("PhoneNumber", "13900000404"), "SignatureDoesNotMatch", "the one a thief would change"},
		{"PhoneNumber, dropped", drop("PhoneNumber"), "SignatureDoesNotMatch", "the signature is judged before what is missing"},
		{"PhoneNumber, renamed", rename("PhoneNumber", "phoneNumber"), "SignatureDoesNotMatch", ""},
		{"RegionId, another", value("RegionId", "cn-beijing"), "SignatureDoesNotMatch", "a parameter that means nothing is signed as well"},
		{"RegionId, dropped", drop("RegionId"), "SignatureDoesNotMatch", ""},
		{"SignatureType, dropped", drop("SignatureType"), "SignatureDoesNotMatch", "empty values are signed"},
		{"SignatureType, bearer", value("SignatureType", "BEARERTOKEN"), "SignatureDoesNotMatch", "no way round the signature"},
		{"SignatureType, another", value("SignatureType", "NONE"), "InvalidSignatureType", ""},
		{"a hidden field more", add("OwnerId", "1"), "SignatureDoesNotMatch", ""},
		{"a token more", add("SecurityToken", "numsim-sts-token"), "InvalidSecurityToken.MismatchWithAccessKey", "a permanent key has none"},
		{"a number and a bad one", add("PhoneNumber", "13900000404"), "InvalidParameter", "two of a kind"},
		{"a space more", value("RegionId", "cn-hangzhou "), "SignatureDoesNotMatch", "values are not trimmed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := boot(t)
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				signed := r.query(t, method, "RegionId", "cn-hangzhou", "SignatureType", "")
				mutant := encode(row.do(pairs(t, signed)))
				assert.Equal(t, row.code, one(t, r.addr, v1Wire(method, mutant)).said(t).Code, "%s: %s", method, row.why)
				assert.Equal(t, "OK", one(t, r.addr, v1Wire(method, signed)).said(t).Code, "%s: the request itself", method)
			}
		})
	}
}

// v1Wire puts a form where the client package puts it for method.
func v1Wire(method, text string) string {
	if method == http.MethodPost {
		return compose(method, "/", text, form)
	}
	return compose(method, "/?"+text, "")
}

// What the signature leaves open: the order, the place, and how a byte is
// escaped. SDKs differ in all three.
func TestV1SignsValuesAndNotTheirSpelling(t *testing.T) {
	r := boot(t)
	for _, row := range []struct {
		name string
		wire func(signed string) string
	}{
		{"any order", func(s string) string { return v1Wire("POST", encode(reversed(pairs(t, s)))) }},
		{"a query under POST", func(s string) string { return compose("POST", "/?"+s, "") }},
		{"half and half", func(s string) string {
			list := pairs(t, s)
			return compose("POST", "/?"+encode(list[:4]), encode(list[4:]), form)
		}},
		{"escapes in lower case", func(s string) string {
			return v1Wire("POST", strings.NewReplacer("%3A", "%3a", "%3D", "%3d").Replace(s))
		}},
		{"more escapes than needed", func(s string) string {
			return v1Wire("POST", strings.Replace(s, "DescribePhone", "%44escribe%50hone", 1))
		}},
		{"fewer escapes than usual", func(s string) string { return v1Wire("POST", strings.ReplaceAll(s, "%3A", ":")) }},
		{"plus for space", func(s string) string { return v1Wire("POST", strings.ReplaceAll(s, "a%20b", "a+b")) }},
	} {
		t.Run(row.name, func(t *testing.T) {
			signed := r.query(t, "POST", "Note", "a b*~é")
			require.Contains(t, signed, "a%20b%2A~")
			assert.Equal(t, "OK", one(t, r.addr, row.wire(signed)).said(t).Code)
		})
	}
	t.Run("but not the method", func(t *testing.T) {
		for signedFor, sentAs := range map[string]string{"GET": "POST", "POST": "GET"} {
			wire := compose(sentAs, "/?"+r.query(t, signedFor), "")
			assert.Equal(t, "SignatureDoesNotMatch", one(t, r.addr, wire).said(t).Code)
		}
	})
}
