package serve_test

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"hash"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// rfc is the encoding that both clouds ask for, by way of Go's own.
func rfc(s string) string {
	return strings.NewReplacer("+", "%20").Replace(url.QueryEscape(s))
}

func lowerEscapes(s string) string {
	out := []byte(rfc(s))
	for i := range out {
		if out[i] == '%' {
			copy(out[i+1:], strings.ToLower(string(out[i+1:i+3])))
		}
	}
	return string(out)
}

func asIs(s string) string { return s }

func replaced(pairs ...string) func(string) string {
	return func(s string) string { return strings.NewReplacer(pairs...).Replace(rfc(s)) }
}

// formSigner signs sorted parameters. Its zero value with defaults is the way of
// both documents; each field is something that a client may get wrong.
type formSigner struct {
	secret  string
	hash    func() hash.Hash
	inner   func(string) string
	outer   func(string) string
	order   func(a, b string) int
	byValue bool
	prefix  string // what stands before the parameters
	suffix  string
	drop    func(name, value string) bool
	change  map[string]string // values that are signed otherwise than sent
	bare    bool
	mac     func(key, text string) []byte
	encode  func([]byte) string
	raw     bool // the parameters are not encoded as a whole
	sending func(string) string
}

func (s formSigner) text(params map[string]string) string {
	var names, parts []string
	for name := range params {
		names = append(names, name)
	}
	slices.Sort(names)
	if s.order != nil {
		slices.SortStableFunc(names, s.order)
	}
	if s.byValue {
		slices.SortFunc(names, func(a, b string) int { return strings.Compare(params[a], params[b]) })
	}
	for _, name := range names {
		value := params[name]
		if s.drop != nil && s.drop(name, value) {
			continue
		}
		if changed, ok := s.change[name]; ok {
			value = changed
		}
		part := s.inner(name) + "=" + s.inner(value)
		if s.bare && value == "" {
			part = s.inner(name)
		}
		parts = append(parts, part)
	}
	text := s.prefix
	if s.raw {
		return text + strings.Join(parts, "&") + s.suffix
	}
	return text + s.outer(strings.Join(parts, "&")+s.suffix)
}

func (s formSigner) signature(params map[string]string) string {
	mac := s.mac
	if mac == nil {
		mac = func(key, text string) []byte { return hmacOf(s.hash, key, text) }
	}
	return s.encode(mac(s.secret, s.text(params)))
}

func hmacOf(h func() hash.Hash, key, text string) []byte {
	mac := hmac.New(h, []byte(key))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func sumOf(h func() hash.Hash, text string) []byte {
	sum := h()
	sum.Write([]byte(text))
	return sum.Sum(nil)
}

// v1Params are parameters in which every mistake shows: signs that encodings
// differ about, an empty value, and names in both cases.
func v1Params(more ...string) map[string]string {
	p := map[string]string{
		"AccessKeyId": "numsim", "Action": action, "Format": "JSON", "PhoneNumber": good, "Version": version,
		"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": "n-1", "Timestamp": "2026-11-22T12:00:00Z",
		"Note": "a b*~/é!c(d),e:f", "SignatureType": "", "apple": "1", "Zoo": "2",
	}
	for i := 0; i < len(more); i += 2 {
		p[more[i]] = more[i+1]
	}
	return p
}

func newV1() formSigner {
	return formSigner{
		secret: "numsim-secret&", hash: sha1.New, inner: rfc, outer: rfc, prefix: "POST&%2F&",
		encode: base64.StdEncoding.EncodeToString, sending: url.QueryEscape,
	}
}

// v1Broken is the request of a signer that change has broken, as a form.
func v1Broken(change func(*formSigner), more ...string) string {
	s := newV1()
	change(&s)
	params := v1Params(more...)
	return compose("POST", "/", formOf(params)+"&Signature="+s.sending(s.signature(params)), form)
}

// formOf puts parameters on the wire, short names first.
func formOf(params map[string]string) string {
	names := slices.SortedFunc(maps.Keys(params), sentOrder)
	for i, name := range names {
		names[i] = url.QueryEscape(name) + "=" + url.QueryEscape(params[name])
	}
	return strings.Join(names, "&")
}

// sentOrder is that of formOf.
func sentOrder(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), backwards(a, b)) }

func backwards(a, b string) int { return strings.Compare(b, a) }

func anyCase(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
