package ywjisu

import (
	"strings"
	"time"

	"github.com/numsim/numsim/sim"
)

// The parameters, in the order of the document's table.
const (
	code = iota
	pwd
	mobiles
	timestamp
	token
	parameters
)

func names() [parameters]string {
	return [...]string{"code", "pwd", "mobiles", "timestamp", "token"}
}

// path is served with an escaped space after it as well: the URL of the
// document's PHP sample ends in one.
const path = "/Api/ApiAuth/getCheckResult"

// wire is what this provider keeps of a request while it is on its way.
type wire struct {
	form   sim.Form
	values [parameters][]byte
	stamp  time.Time
	lost   bool   // the request went to a path where nothing is served
	toSign []byte // code, private key and timestamp
	want   []byte // the token that would hold
	got    []byte // the token that came, in lower case
}

// scratch is the call's wire; the memory of an earlier call is used again.
func scratch(c *sim.Call) *wire {
	w, ok := c.Wire.(*wire)
	if !ok {
		w = &wire{}
		c.Wire = w
	}
	return w
}

// reset forgets the call before and keeps its memory.
func (w *wire) reset() {
	*w = wire{form: w.form, toSign: w.toSign[:0], want: w.want[:0], got: w.got[:0]}
	w.form.Reset()
}

// Open implements sim.Provider: where the request went, whether it can be
// read, and whether everything is there; order.go says what is known of that
// order.
func (p *Provider) Open(c *sim.Call) *sim.Refusal {
	w := scratch(c)
	w.reset()
	if no := p.checkTarget(c, w); no != nil {
		return no
	}
	if flaw := w.parse(&c.Request); flaw != "" {
		return p.refuse(conversionRow, flaw)
	}
	if name := w.pick(); name != "" {
		return p.refuse(parameterRow, "the parameter "+name+" is given twice")
	}
	c.Operation, c.Credential = operation, w.values[code]
	if no := p.checkPresence(w); no != nil {
		return no
	}
	return p.readStamp(w)
}

func (p *Provider) checkTarget(c *sim.Call, w *wire) *sim.Refusal {
	req, r := &c.Request, read(c)
	w.lost = strings.TrimSuffix(req.Path, "%20") != path
	switch {
	case r.needSSL && !req.Secure:
		return p.refuse(parameterRow, "the switch ssl is required, and the request came over plain HTTP")
	case w.lost:
		return p.refuse(parameterRow, "the path is "+sim.Excerpt(req.Path)+"; this one operation is at "+path)
	case req.Method != "POST" && (req.Method != "GET" || !r.anyMethod):
		return p.refuse(parameterRow, "the method is "+sim.Excerpt(req.Method)+"; the document has POST, and the switch method=any GET too")
	}
	return nil
}

// parse decodes the form: the body's, or under GET the query's.
func (w *wire) parse(r *sim.Request) (flaw string) {
	if r.Flaw == "" && r.Method == "GET" {
		return excuse("in the query, ", sim.Add(&w.form, r.RawQuery))
	}
	kinds := r.Header["Content-Type"]
	switch {
	case r.Flaw != "":
		return r.Flaw
	case len(r.Body) == 0:
		return ""
	case len(kinds) > 1:
		return "the header Content-Type is given twice"
	case len(kinds) == 0 || !isForm(kinds[0]):
		return "the body's Content-Type is not application/x-www-form-urlencoded"
	}
	return excuse("in the body, ", sim.Add(&w.form, r.Body))
}

func excuse(where string, err error) string {
	if err == nil {
		return ""
	}
	return where + err.Error()
}

func isForm(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded")
}

// pick walks over the form once and takes the five parameters from it; others
// are passed over. It returns the name of one that is there twice.
func (w *wire) pick() (twice string) {
	var seen [parameters]bool
	for i := range w.form.Pairs {
		pair := &w.form.Pairs[i]
		for at, name := range names() {
			if string(pair.Key) != name {
				continue
			}
			if seen[at] {
				return name
			}
			seen[at], w.values[at] = true, pair.Value
		}
	}
	return ""
}

// checkPresence asks for the account, then for numbers, then for the rest: the
// first two are the order of the server of 2017. Empty counts as missing.
func (p *Provider) checkPresence(w *wire) *sim.Refusal {
	for at, name := range names() {
		if len(w.values[at]) > 0 {
			continue
		}
		row := parameterRow
		if at == mobiles {
			row = noNumbersRow
		}
		return p.refuse(row, name+" is absent or empty")
	}
	return nil
}

// readStamp reads seconds since 1970, ten digits of them.
func (p *Provider) readStamp(w *wire) *sim.Refusal {
	text, seconds := w.values[timestamp], int64(0)
	for _, d := range text {
		if d < '0' || d > '9' || len(text) != 10 {
			return p.doubt(parameterRow, sim.InParts, "the timestamp is not ten digits, seconds since 1970")
		}
		seconds = seconds*10 + int64(d-'0')
	}
	w.stamp = time.Unix(seconds, 0)
	return nil
}
