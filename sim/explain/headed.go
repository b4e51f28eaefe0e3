package explain

import (
	"bytes"
	"slices"
	"strings"
)

// Headed is a signature over a canonical request with signed headers: Alibaba
// Cloud's ACS3 and AWS4, which Kingsoft Cloud takes.
type Headed struct {
	Question
	Method, Path string
	Host         string
	Query        []Pair // decoded, in the order they came
	Body         []byte
	Form         []Pair // of the body, where it is a form
	Signature    string // the parameter of the query that has the signature; empty where a header has it
	Names        []string
	Listed       string // Names as they were sent
	Header       func(name string) []string
	Spaced       bool // runs of spaces in a header are one
	Algorithm    string
	Stamp        string // the time in the string to sign; empty where there is none
	StampHeader  string // the header that it is signed in too
	Scope        *Scope // nil where there is none
	HashHeader   string // the header that says the body's hash
	Hosts        []string
}

// Scope is what an AWS4 key is derived for.
type Scope struct{ Day, Region, Service, Last string }

func (s Scope) text() string { return s.Day + "/" + s.Region + "/" + s.Service + "/" + s.Last }

// derive is how a key comes of the secret.
type derive uint8

const (
	asAWS4      derive = iota
	rawSecret          // not at all
	noPrefix           // without AWS4 before the secret
	inHex              // through hexadecimal texts
	dayOnly            // no further than the day
	noLast             // without aws4_request
	otherOrder         // with service and region in each other's place
	aliyunOrder        // as the aliyun_v4_request of OSS
)

// Explain implements Asker.
func (h *Headed) Explain() *Finding { return solve(h) }

func (h *Headed) question() *Question { return &h.Question }

func (h *Headed) right() plan {
	p := plan{
		coded: h.Scope != nil, pairs: h.Query, method: h.Method, path: "/", list: h.Listed, algorithm: h.Algorithm, stamp: h.Stamp,
		scope: h.Scope, keyed: h.Scope, secret: h.Key.Secret, hash: h.Hash,
	}
	if h.Signature != "" {
		p.pairs = without(h.Query, h.Signature)
	}
	for _, name := range h.Names {
		p.lines = append(p.lines, Pair{name, h.header(name)})
	}
	p.payload = string(hashed(h.Hash, h.Body))
	return p
}

func (h *Headed) header(name string) string {
	if name == "host" {
		return h.Host
	}
	values := h.Header(name)
	if h.Spaced {
		values = slices.Clone(values)
		for i := range values {
			values[i] = strings.Join(strings.Fields(values[i]), " ")
		}
	}
	return strings.Trim(strings.Join(values, ","), " \t")
}

func (h *Headed) strings(p *plan) (toSign, canonical []byte) {
	canonical = append(append(make([]byte, 0, 1<<10), p.method+"\n"+p.path+"\n"...), p.joined()...)
	canonical = append(canonical, '\n')
	for _, l := range p.lines {
		if p.capital {
			l.Name = capitals(l.Name)
		}
		canonical = append(append(canonical, l.Name...), ':')
		canonical = append(append(canonical, l.Value...), '\n')
	}
	if !p.noGap {
		canonical = append(canonical, '\n')
	}
	canonical = append(append(canonical, p.list...), '\n')
	canonical = append(canonical, p.payload...)
	if p.crlf {
		canonical = bytes.ReplaceAll(canonical, []byte("\n"), []byte("\r\n"))
	}
	toSign = h.toSign(p, canonical)
	if p.crlf && !p.wide {
		toSign = bytes.ReplaceAll(toSign, []byte("\n"), []byte("\r\n"))
	}
	return append(toSign, p.tail...), canonical
}

func (h *Headed) toSign(p *plan, canonical []byte) []byte {
	if p.wide {
		return slices.Clip(canonical)
	}
	b := make([]byte, 0, 192)
	if p.algorithm != "" {
		b = append(append(b, p.algorithm...), '\n')
	}
	if p.scope != nil {
		b = append(append(b, p.stamp...), '\n')
		if !p.line {
			b = append(b, p.scope.text()+"\n"...)
		}
	}
	sum := hashed(p.hash, canonical)
	if p.upper {
		sum = []byte(strings.ToUpper(string(sum)))
	}
	return append(b, sum...)
}

func (h *Headed) key(p *plan) []byte {
	secret := p.secret + p.suffix
	if p.keyed == nil || p.derive == rawSecret {
		return []byte(secret)
	}
	s := *p.keyed
	steps := []string{s.Day, s.Region, s.Service, s.Last}
	prefix := "AWS4"
	switch p.derive {
	case noPrefix:
		prefix = ""
	case dayOnly:
		steps = steps[:1]
	case noLast:
		steps = steps[:3]
	case otherOrder:
		steps[1], steps[2] = steps[2], steps[1]
	case aliyunOrder:
		prefix = "aliyun_v4"
		steps[3] = "aliyun_v4_request"
	}
	key := []byte(prefix + secret)
	var d digester
	for _, step := range steps {
		key = slices.Clone(d.digest(keyed, p.hash, key, []byte(step)))
		if p.derive == inHex {
			key = hexText(key)
		}
	}
	return key
}

func capitals(name string) string {
	words := strings.Split(name, "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, "-")
}
