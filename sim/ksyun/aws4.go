package ksyun

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/sim"
)

// style is by which scheme a request is signed and where it says so.
type style uint8

const (
	simplified style = iota // the parameters Accesskey and Signature
	byHeader                // AWS4, the header Authorization
	byQuery                 // AWS4, X-Amz- parameters of the query
)

const algorithm = "AWS4-HMAC-SHA256"

// authorization is what a request says of its AWS4 signature.
type authorization struct {
	style      style
	algorithm  string
	credential string
	signed     string   // as received: names separated by ;
	names      []string // of the signed headers
	signature  string
	key        string
	scope      string // the credential without the key
	date       string // of the scope, and so on
	region     string
	service    string
}

// styleOf tells the schemes apart; an Authorization header comes first.
func styleOf(header string, query *sim.Form) style {
	if header != "" {
		return byHeader
	}
	for _, name := range [...]string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"} {
		if query.Get(name) != nil {
			return byQuery
		}
	}
	return simplified
}

// openAWS4 checks the parts of an AWS4 signature: what there must be, then the
// credential's scope, then the date, then the list of signed headers.
func (p *Provider) openAWS4(c *sim.Call, w *wire) *sim.Refusal {
	readParts := (*Provider).readHeader
	if w.auth.style == byQuery {
		readParts = (*Provider).readQuery
	}
	if no := readParts(p, c, w); no != nil {
		return no
	}
	if no := p.checkScope(w); no != nil {
		return no
	}
	if no := p.stampAWS4(w); no != nil {
		return no
	}
	if no := p.checkSigned(c, w); no != nil {
		return no
	}
	c.Credential, w.signature = []byte(w.auth.key), []byte(w.auth.signature)
	return nil
}

// readHeader reads "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…,
// Signature=…".
func (p *Provider) readHeader(c *sim.Call, w *wire) *sim.Refusal {
	a, h := &w.auth, c.Request.Header
	header := h.Get("Authorization")
	alg, rest, _ := strings.Cut(header, " ")
	a.algorithm = alg
	if alg != algorithm {
		return p.fill("IncompleteSignature/algorithm", alg, "the algorithm "+sim.Excerpt(alg)+" is not "+algorithm)
	}
	if why := a.parts(rest); why != "" {
		return p.refuse("IncompleteSignature/format", why)
	}
	w.stamped = []byte(dateHeader(h))
	for _, needed := range [...]struct{ value, row, what string }{
		{a.credential, "IncompleteSignature/credential", "Credential"},
		{a.signature, "IncompleteSignature/signature", "Signature"},
		{a.signed, "IncompleteSignature/signed-headers", "SignedHeaders"},
		{string(w.stamped), "IncompleteSignature/no-date", "X-Amz-Date or Date beside it"},
	} {
		if needed.value == "" {
			return p.fill(needed.row, header, "Authorization has no "+needed.what)
		}
	}
	w.token = []byte(h.Get("X-Amz-Security-Token"))
	return nil
}

// parts reads the named parts of the header; an empty one counts as missing.
func (a *authorization) parts(text string) (why string) {
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		to := a.part(name)
		switch {
		case !ok:
			return "a part of Authorization is not name=value"
		case to == nil:
			return "Authorization has a part that is none of Credential, SignedHeaders and Signature"
		case *to != "":
			return "Authorization has a part twice"
		}
		*to = value
	}
	return ""
}

func (a *authorization) part(name string) *string {
	switch name {
	case "Credential":
		return &a.credential
	case "SignedHeaders":
		return &a.signed
	case "Signature":
		return &a.signature
	}
	return nil
}

// dateHeader is the text the signature is dated by. Date is read where
// X-Amz-Date is absent; in its usual form it is signed in the basic one, as
// botocore's signers do, whose zone is -0000. Any other zone than UTC is not
// HTTP's, and is left for stampAWS4 to refuse.
func dateHeader(h http.Header) string {
	if text := h.Get("X-Amz-Date"); text != "" {
		return text
	}
	text := h.Get("Date")
	for _, layout := range [...]string{http.TimeFormat, time.RFC1123Z} {
		at, err := time.Parse(layout, text)
		if _, east := at.Zone(); err == nil && east == 0 {
			return at.UTC().Format(amzLayout)
		}
	}
	return text
}

func (p *Provider) readQuery(c *sim.Call, w *wire) *sim.Refusal {
	a, q := &w.auth, &w.query
	date := ""
	for _, part := range [...]struct {
		name string
		to   *string
	}{
		{"X-Amz-Algorithm", &a.algorithm}, {"X-Amz-Credential", &a.credential}, {"X-Amz-Date", &date},
		{"X-Amz-SignedHeaders", &a.signed}, {"X-Amz-Signature", &a.signature},
	} {
		*part.to = string(q.Get(part.name))
		if *part.to == "" {
			return p.fill("IncompleteSignature/query", part.name, "the query has no "+part.name)
		}
	}
	if a.algorithm != algorithm {
		return p.fill("IncompleteSignature/algorithm", a.algorithm, "X-Amz-Algorithm is not "+algorithm)
	}
	w.stamped, w.token = []byte(date), q.Get("X-Amz-Security-Token")
	return nil
}

// checkScope takes the credential apart: key, date, region, service and
// terminator.
func (p *Provider) checkScope(w *wire) *sim.Refusal {
	a := &w.auth
	parts := strings.Split(a.credential, "/")
	if len(parts) != 5 || parts[0] == "" {
		return p.fill("IncompleteSignature/elements", a.credential, "the Credential has not five parts separated by /")
	}
	a.key, a.date, a.region, a.service = parts[0], parts[1], parts[2], parts[3]
	a.scope = a.credential[len(a.key)+1:]
	switch {
	case parts[4] != "aws4_request":
		return p.fill("SignatureDoesNotMatch/terminator", parts[4], "the Credential does not end with aws4_request")
	case !regionForm(a.region):
		return p.fill("SignatureDoesNotMatch/region", a.region, "the Credential's region is not lower-case letters, digits and dashes")
	case a.service != service:
		return p.fill("SignatureDoesNotMatch/service", service, "the Credential's service is not "+service)
	}
	return nil
}

// regionForm: no document lists the regions the service has, so the form is
// all there is to check.
func regionForm(region string) bool {
	return region != "" && strings.Trim(region, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

const amzLayout = "20060102T150405Z"

// stampAWS4 reads the date; the text is signed as it came. The Node SDK writes
// +00:00 for Z; no other offset is meant.
func (p *Provider) stampAWS4(w *wire) *sim.Refusal {
	text := string(w.stamped)
	basic := text
	if clock, ok := strings.CutSuffix(text, "+00:00"); ok {
		basic = clock + "Z"
	}
	at, err := time.Parse(amzLayout, basic)
	if err != nil || len(basic) != len(amzLayout) { // Parse would take a fraction
		return p.fill("IncompleteSignature/date", text, "the date is not of the form YYYYMMDDTHHMMSSZ")
	}
	if w.auth.date != text[:8] {
		return p.refuse("SignatureDoesNotMatch/date", "the Credential's date is not that of the request")
	}
	w.stamp = at
	return nil
}

// maxSignedHeaders bounds the canonical request: a list may repeat or make up
// names, and each would copy a header's value. SDKs sign a dozen.
const maxSignedHeaders = 64

// checkSigned lets host be named twice, and it is then signed twice: the
// official Go SDK sets Host as a header, and its signer adds it by itself.
// Names that differ in case are one header.
func (p *Provider) checkSigned(c *sim.Call, w *wire) *sim.Refusal {
	a := &w.auth
	hosts := 0
	for name := range strings.SplitSeq(a.signed, ";") {
		again := slices.ContainsFunc(a.names, func(before string) bool { return strings.EqualFold(before, name) })
		if name == "host" {
			hosts++
			again = hosts > 2
		}
		if again || len(a.names) == maxSignedHeaders {
			return p.refuse("IncompleteSignature/format", "SignedHeaders names a header twice, or more than 64")
		}
		a.names = append(a.names, name)
	}
	if !slices.Contains(a.names, "host") {
		return p.refuse("SignatureDoesNotMatch/host", "SignedHeaders leaves out host")
	}
	for _, name := range a.names {
		if name != "host" && len(c.Request.Header.Values(name)) == 0 {
			return p.fill("MissingAuthenticationToken/header", name, "SignedHeaders names "+sim.Excerpt(name)+", which the request has not")
		}
	}
	return nil
}
