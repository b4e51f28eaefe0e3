package aliyun

import (
	"bytes"
	"hash"
	"strings"
	"time"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// wire is what this provider keeps of a request while it is on its way.
type wire struct {
	form      sim.Form // query and form body together, sorted
	query     sim.Form // the query alone, which V3 signs
	operation *operation
	v3        bool
	auth      authorization // V3 only
	json      bool
	signature []byte
	token     []byte
	stamp     time.Time
	toSign    []byte
	canonical []byte // V3 only
	sum       []byte
	want      []byte    // the signature that would hold
	mac       hash.Hash // keyed for the credential it stands beside
	keyed     *ledger.Credential
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
	*w = wire{
		form: w.form, query: w.query, mac: w.mac, keyed: w.keyed,
		toSign: w.toSign[:0], canonical: w.canonical[:0], sum: w.sum[:0], want: w.want[:0],
	}
}

// timeLayout is the one form of a timestamp the gateway reads, 20 bytes long.
const timeLayout = "2006-01-02T15:04:05Z"

// Open implements sim.Provider. The API is resolved first, then the key is
// looked for, then the other parts of the signature; order.go says what is
// known of that order.
func (p *Provider) Open(c *sim.Call) *sim.Refusal {
	w := scratch(c)
	w.reset()
	flaw := w.parse(&c.Request)
	w.v3 = strings.HasPrefix(c.Request.Header.Get("Authorization"), "ACS3-")
	okFormat := w.pickFormat(c, flaw)
	if no := p.checkTarget(c); no != nil {
		return no
	}
	if flaw != "" {
		return p.refuse(parameterRow, flaw)
	}
	if !okFormat {
		return p.refuse("InvalidParameter.Format", "Format is neither JSON nor XML")
	}
	if w.v3 {
		return p.openV3(c, w)
	}
	return p.openV1(c, w)
}

// parse decodes the parameters once. JSON and octet bodies carry none.
func (w *wire) parse(r *sim.Request) (flaw string) {
	w.form.Reset()
	if r.Flaw != "" {
		return r.Flaw
	}
	if name := repeatedHeader(r.Header); name != "" {
		return "the header " + sim.Excerpt(name) + " is given twice"
	}
	if err := sim.Add(&w.form, r.RawQuery); err != nil {
		return "in the query, " + err.Error()
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded") {
		if err := sim.Add(&w.form, r.Body); err != nil {
			return "in the body, " + err.Error()
		}
	}
	w.form.Sort()
	if key := w.form.Repeated(); key != nil {
		return "the parameter " + sim.Excerpt(string(key)) + " is given twice; query and body count together"
	}
	return ""
}

// pickFormat: V1 asks by Format and gets XML otherwise; V3 asks by Accept. A
// request that could not be decoded is still answered in the format it names.
func (w *wire) pickFormat(c *sim.Call, flaw string) bool {
	format := w.form.Get("Format")
	switch {
	case flaw == "" && len(format) > 0:
		w.json = bytes.EqualFold(format, []byte("JSON"))
		return w.json || bytes.EqualFold(format, []byte("XML"))
	case w.v3:
		accept := c.Request.Header.Get("Accept")
		w.json = strings.Contains(accept, "json") || !strings.Contains(accept, "xml") && !read(c).v3XML
	case flaw != "":
		named := "&" + strings.ToLower(c.Request.RawQuery+"&"+string(c.Request.Body)) + "&"
		w.json = strings.Contains(named, "&format=json&")
	}
	return true
}

// checkTarget looks at where the request went before what it says.
func (p *Provider) checkTarget(c *sim.Call) *sim.Refusal {
	r := &c.Request
	switch {
	case r.Method != "GET" && r.Method != "POST":
		return p.refuse("UnsupportedHTTPMethod", "the method is "+sim.Excerpt(r.Method)+"; GET and POST are served")
	case !ourHost(r.Host):
		return p.refuse("InvalidProduct.NotFound", "the host "+sim.Excerpt(r.Host)+" is another product's; this is dytnsapi")
	case r.Path != "/":
		return p.refuse("InvalidApi.NotFound", "the path is "+sim.Excerpt(r.Path)+"; RPC calls go to /")
	case read(c).needSSL && !r.Secure:
		return p.refuse("InvalidProtocol.NeedSsl", "the switch ssl is required, and the request came over plain HTTP")
	}
	return nil
}

// ourHost: any name but that of another product is ours, since clients are
// pointed here by address.
func ourHost(host string) bool {
	name := strings.ToLower(host)
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		name = name[:i]
	}
	name = strings.TrimSuffix(name, ".")
	return !strings.HasSuffix(name, ".aliyuncs.com") ||
		strings.HasPrefix(name, "dytnsapi.") || strings.HasPrefix(name, "dytnsapi-")
}

func (p *Provider) openV1(c *sim.Call, w *wire) *sim.Refusal {
	f := readFields(&w.form)
	if no := p.resolve(c, f.action, f.key, f.version); no != nil {
		return no
	}
	for _, needed := range [...]struct {
		name  string
		value []byte
	}{
		{"Signature", f.signature}, {"SignatureMethod", f.method}, {"SignatureVersion", f.scheme},
		{"SignatureNonce", f.nonce}, {"Timestamp", f.timestamp},
	} {
		if len(needed.value) == 0 {
			return p.refuse("Missing"+needed.name, needed.name+" is absent or empty")
		}
	}
	switch {
	case len(f.kind) > 0 && string(f.kind) != "BEARERTOKEN":
		return p.refuse("InvalidSignatureType", "SignatureType is neither empty nor BEARERTOKEN")
	case string(f.method) != "HMAC-SHA1":
		return p.refuse("InvalidSignatureMethod", "SignatureMethod is not HMAC-SHA1")
	case string(f.scheme) != "1.0":
		return p.refuse("InvalidSignatureVersion", "SignatureVersion is not 1.0")
	}
	c.Credential, c.Nonce = f.key, f.nonce
	w.signature, w.token = f.signature, f.token
	return p.stamp(w, string(f.timestamp))
}

// resolve finds the API, and that there is a key to call it with: without one
// the gateway says so whatever else is missing. The tables mark Action as not
// required, but RPC dispatch has nothing else to go by.
func (p *Provider) resolve(c *sim.Call, action, key, ver []byte) *sim.Refusal {
	w := scratch(c)
	if len(action) == 0 && read(c).actionOptional && !w.v3 {
		action = []byte(describe.name)
	}
	w.operation = findOperation(p.operations, action)
	switch {
	case w.operation == nil:
		return p.refuse("InvalidAction.NotFound", "no generation of the service has that Action")
	case len(key) == 0:
		return p.refuse("MissingAccessKeyId", "AccessKeyId, or the Credential of an ACS3 Authorization, is absent or empty")
	case len(ver) == 0:
		return p.refuse("MissingVersion", "Version is absent or empty")
	case string(ver) != version:
		return p.refuse("InvalidVersion", "the Version is not "+version)
	}
	c.Operation = w.operation.name
	return nil
}

func (p *Provider) stamp(w *wire, text string) *sim.Refusal {
	at, err := time.Parse(time.RFC3339, text) // of RFC 3339's forms, only timeLayout is that short
	if err != nil || len(text) != len(timeLayout) {
		return p.refuse("InvalidTimeStamp.Format", "the timestamp is not of the form yyyy-MM-ddTHH:mm:ssZ in UTC, without a fraction")
	}
	w.stamp = at
	return nil
}
