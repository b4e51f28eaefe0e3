package ksyun

import (
	"hash"
	"net/http"
	"slices"
	"time"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// wire is what this provider keeps of a request while it is on its way.
type wire struct {
	form      sim.Form // the call's parameters, sorted
	query     sim.Form // the query alone, sorted as AWS4 signs it
	fields    fields
	operation *operation
	place     *Place // of an international number
	auth      authorization
	signature []byte
	token     []byte
	stamped   []byte // the timestamp's text
	stamp     time.Time
	toSign    []byte
	canonical []byte // AWS4 only
	sum       []byte
	want      []byte    // the signature that would hold
	mac       hash.Hash // keyed for the credential it stands beside
	keyed     *ledger.Credential
	derived   derived // AWS4 only
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
	names := w.auth.names[:0]
	*w = wire{
		form: w.form, query: w.query, mac: w.mac, keyed: w.keyed, derived: w.derived,
		toSign: w.toSign[:0], canonical: w.canonical[:0], sum: w.sum[:0], want: w.want[:0],
	}
	w.auth.names = names
	w.form.Reset()
	w.query.Reset()
}

// timeLayout is the one form of Timestamp, 20 bytes long.
const timeLayout = "2006-01-02T15:04:05Z"

// Open implements sim.Provider: where the request went, what it says, by which
// of the two schemes it is signed, which operation it calls. order.go says what
// is known of that order.
func (p *Provider) Open(c *sim.Call) *sim.Refusal {
	w := scratch(c)
	w.reset()
	if no := p.checkTarget(c); no != nil {
		return no
	}
	if no := p.parse(c, w); no != nil {
		return no
	}
	w.fields = readFields(&w.form)
	if w.auth.style == simplified && (len(w.fields.signature) == 0 || len(w.fields.key) == 0) {
		return p.refuse("MissingAuthenticationToken/token", unsignedWhy(c))
	}
	if no := p.resolve(c, w); no != nil {
		return no
	}
	if w.auth.style == simplified {
		return p.openSimplified(c, w)
	}
	return p.openAWS4(c, w)
}

// checkTarget looks at where the request went before what it says.
func (p *Provider) checkTarget(c *sim.Call) *sim.Refusal {
	r := &c.Request
	switch {
	case r.Host == "":
		return p.refuse("MissingAuthenticationToken/host", "the Host header is absent or empty")
	case r.Method != http.MethodPost && (r.Method != http.MethodGet || !read(c).getServed):
		return p.fill("InvalidMethod", r.Method, "the method is "+sim.Excerpt(r.Method)+"; POST is served, and GET with the switch get")
	case r.Path != "/":
		return p.refuse("NoSuchEntity", "the path is "+sim.Excerpt(r.Path)+"; calls go to /")
	}
	return nil
}

// unreadBody is what to say of a body that holds no parameters because of its
// type; empty if there is none.
func unreadBody(c *sim.Call) string {
	if len(c.Request.Body) == 0 || bodyKind(c) != noBody {
		return ""
	}
	return "the Content-Type is " + sim.Excerpt(c.Request.Header.Get("Content-Type")) + ", so the body holds no parameters; send application/x-www-form-urlencoded (JSON is read with the switch json=read)"
}

// unsignedWhy tells a request without parameters from one without a signature.
func unsignedWhy(c *sim.Call) string {
	if why := unreadBody(c); why != "" {
		return why
	}
	return "Accesskey or Signature is absent or empty, and there is no Authorization header, nor X-Amz-Algorithm, X-Amz-Credential or X-Amz-Signature in the query"
}

// resolve finds the operation. Its name is the operation's own, not the
// request's text, which is gone with the request.
func (p *Provider) resolve(c *sim.Call, w *wire) *sim.Refusal {
	switch {
	case len(w.fields.action) == 0:
		return p.missing("Action")
	case len(w.fields.version) == 0:
		return p.missing("Version")
	}
	w.operation = p.operation(w.fields.action)
	switch {
	case w.operation == nil:
		return p.refuse("NoSuchEntity", "the service has no such Action")
	case string(w.fields.version) != version:
		return p.refuse("NoSuchEntity", "the Version is not "+version)
	}
	c.Operation = w.operation.name
	return nil
}

// openSimplified checks the parts of a v1 signature.
func (p *Provider) openSimplified(c *sim.Call, w *wire) *sim.Refusal {
	f := &w.fields
	for _, needed := range [...]struct {
		name   string
		absent bool
	}{
		{"Service", len(f.service) == 0},
		{"SignatureVersion", len(f.scheme) == 0},
		{"SignatureMethod", len(f.method) == 0 && read(c).methodRequired},
		{"Timestamp", len(f.timestamp) == 0},
	} {
		if needed.absent {
			return p.missing(needed.name)
		}
	}
	switch {
	case len(f.method) > 0 && string(f.method) != "HMAC-SHA256":
		return p.fill("IncompleteSignature/algorithm", string(f.method), "SignatureMethod is not HMAC-SHA256")
	case !slices.Contains(schemes[:], string(f.scheme)):
		return p.fill("InvalidParameterValue", "SignatureVersion", "SignatureVersion is neither 1.0 nor 1")
	case string(f.service) != service:
		return p.fill("SignatureDoesNotMatch/service", service, "Service is not "+service)
	}
	c.Credential, w.signature, w.token = f.key, f.signature, f.token
	w.stamped = f.timestamp
	return p.stampSimplified(w)
}

// schemes are the spellings of SignatureVersion: the document's, and that of
// the Node SDK, where it is a number.
var schemes = [...]string{"1.0", "1"}

func (p *Provider) stampSimplified(w *wire) *sim.Refusal {
	text := string(w.stamped)
	at, err := time.Parse(timeLayout, text)
	if err != nil || len(text) != len(timeLayout) { // Parse would take a fraction
		return p.fill("IncompleteSignature/date", text, "Timestamp is not of the form YYYY-MM-DDTHH:MM:SSZ")
	}
	w.stamp = at
	return nil
}
