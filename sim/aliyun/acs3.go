package aliyun

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"

	"github.com/numsim/numsim/sim"
)

// authorization is a parsed V3 Authorization header.
type authorization struct {
	algorithm  string
	credential string
	signed     string // as received: names separated by ;
	names      []string
	signature  string
	newHash    func() hash.Hash
}

// parseAuthorization reads "ALG Credential=…,SignedHeaders=…,Signature=…".
// Parts it does not know are passed over.
func parseAuthorization(header string) authorization {
	alg, rest, _ := strings.Cut(header, " ")
	a := authorization{algorithm: alg}
	switch alg {
	case "ACS3-HMAC-SHA256":
		a.newHash = sha256.New
	case "ACS3-HMAC-SM3":
		a.newHash = sm3.New
	}
	for part := range strings.SplitSeq(rest, ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch key {
		case "Credential":
			a.credential = value
		case "SignedHeaders":
			a.signed = value
			a.names = strings.Split(value, ";")
		case "Signature":
			a.signature = value
		}
	}
	return a
}

// v3Twins are what a V3 request says in a header and must not say otherwise in
// a parameter. The old Java core says both.
var v3Twins = map[string]string{"X-Acs-Action": "Action", "X-Acs-Version": "Version"}

// openV3 takes action, version, date and nonce from the x-acs headers; V3
// requests carry them nowhere else.
func (p *Provider) openV3(c *sim.Call, w *wire) *sim.Refusal {
	h := c.Request.Header
	for header, parameter := range v3Twins {
		if v := w.form.Get(parameter); len(v) > 0 && string(v) != h.Get(header) {
			return p.refuse(parameterRow, "the parameter "+parameter+" contradicts the header "+strings.ToLower(header))
		}
	}
	w.auth = parseAuthorization(h.Get("Authorization"))
	if no := p.resolve(c, []byte(h.Get("X-Acs-Action")), []byte(w.auth.credential), []byte(h.Get("X-Acs-Version"))); no != nil {
		return no
	}
	w.query.Reset()
	if err := sim.Add(&w.query, c.Request.RawQuery); err != nil {
		return p.refuse(parameterRow, "in the query, "+err.Error())
	}
	w.query.Sort()
	if no := p.checkParts(c, w); no != nil {
		return no
	}
	c.Credential, c.Nonce = []byte(w.auth.credential), []byte(h.Get("X-Acs-Signature-Nonce"))
	w.signature, w.token = []byte(w.auth.signature), []byte(h.Get("X-Acs-Security-Token"))
	return p.stamp(w, h.Get("X-Acs-Date"))
}

func (p *Provider) checkParts(c *sim.Call, w *wire) *sim.Refusal {
	h, a := c.Request.Header, &w.auth
	named := h.Get("X-Acs-Accesskey-Id")
	switch {
	case named != "" && named != a.credential:
		return p.refuse(parameterRow, "x-acs-accesskey-id names another key than Authorization's Credential")
	case a.newHash == nil:
		return p.refuse("InvalidSignatureMethod", "the algorithm "+sim.Excerpt(a.algorithm)+" is not served; ACS3-HMAC-SHA256 and ACS3-HMAC-SM3 are")
	case a.signature == "":
		return p.refuse("MissingSignature", "Authorization has no Signature")
	case h.Get("X-Acs-Signature-Nonce") == "":
		return p.refuse("MissingSignatureNonce", "the header x-acs-signature-nonce is absent or empty")
	case h.Get("X-Acs-Date") == "":
		return p.refuse("MissingTimestamp", "the header x-acs-date is absent or empty")
	}
	row, why := p.catalogue.Find("IncompleteSignature"), listFault(a.names)
	if why == "" {
		if name := unsigned(h.Get("X-Acs-Security-Token") != "", a.names); name != "" {
			why = "SignedHeaders leaves out " + name
			w.stringToSignV3(&c.Request) // bounded: the list is sound
		}
	}
	if why == "" {
		return nil
	}
	return &sim.Refusal{Row: row, Message: p.echo(c, row), Why: why, Doubt: sim.InParts}
}

// maxSignedHeaders bounds the canonical request: a list may repeat or make up
// names, and each would copy a header's value. SDKs sign a dozen. Names that
// differ in case are one header.
const maxSignedHeaders = 64

func listFault(signed []string) string {
	if len(signed) > maxSignedHeaders {
		return "SignedHeaders names more than 64 headers"
	}
	for i, name := range signed {
		if slices.ContainsFunc(signed[:i], func(before string) bool { return strings.EqualFold(before, name) }) {
			return "SignedHeaders names " + sim.Excerpt(name) + " twice"
		}
	}
	return ""
}

// unsigned names a header that decides what the request means and is not in
// the list of signed ones; unsigned, it could be changed on the way. Host is
// not asked for: the old Java core signs everything but it.
func unsigned(temporary bool, signed []string) string {
	for _, name := range [...]string{"x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "x-acs-security-token"} {
		if name == "x-acs-security-token" && !temporary {
			continue
		}
		if !slices.Contains(signed, name) {
			return name
		}
	}
	return ""
}

func repeatedHeader(h map[string][]string) string {
	for name, values := range h {
		if len(values) > 1 && (name == "Authorization" || name == "Content-Type" || strings.HasPrefix(name, "X-Acs-")) {
			return name
		}
	}
	return ""
}

// stringToSignV3 builds the canonical request over the headers the client says
// it signed, and the text whose HMAC is the signature.
func (w *wire) stringToSignV3(r *sim.Request) {
	newHash := w.auth.newHash
	b := append(w.canonical[:0], r.Method...)
	b = append(b, "\n/\n"...)
	b = appendCanonical(b, w.query.Pairs)
	b = append(b, '\n')
	for _, name := range w.auth.names {
		b = append(b, name...)
		b = append(b, ':')
		b = append(b, headerValue(r, name)...)
		b = append(b, '\n')
	}
	b = append(b, '\n')
	b = append(b, w.auth.signed...)
	b = append(b, '\n')
	w.canonical = appendHash(b, newHash, r.Body)
	w.toSign = append(append(w.toSign[:0], w.auth.algorithm...), '\n')
	w.toSign = appendHash(w.toSign, newHash, w.canonical)
}

// headerValue is the value as the scheme wants it: trimmed, and the Host as
// received, port and all. Only what HTTP calls white space is trimmed: a nonce
// with another kind of space behind it is another nonce, and must not have the
// same signature.
func headerValue(r *sim.Request, name string) string {
	if name == "host" {
		return r.Host
	}
	return strings.Trim(strings.Join(r.Header.Values(name), ","), " \t")
}

// appendCanonical appends sorted parameters as key=value joined by &.
func appendCanonical(dst []byte, pairs []sim.Pair) []byte {
	for i, pair := range pairs {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = sim.AppendPercent(dst, pair.Key)
		dst = append(dst, '=')
		dst = sim.AppendPercent(dst, pair.Value)
	}
	return dst
}

func appendHash(dst []byte, newHash func() hash.Hash, text []byte) []byte {
	h := newHash()
	_, _ = h.Write(text) // a hash never fails
	return hex.AppendEncode(dst, h.Sum(nil))
}
