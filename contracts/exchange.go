package contracts

import (
	"net/http"
	"net/url"
	"strings"
)

// Exchange is one request and its answer. Bodies are whole and decoded: no
// gzip, no chunks.
type Exchange struct {
	Case string // of conformance, where one made it

	Method string
	URL    *url.URL // as it was sent; the scheme says how
	Header http.Header
	Body   []byte

	Status       int
	AnswerHeader http.Header
	AnswerBody   []byte
	Answerer     Side // who answered: Provider unless it says Simulator
}

// Operation is the operation the request calls, without its slash; empty, with
// the reason, for a call that names none of the contract's.
func (c *Contract) Operation(x *Exchange) (name, why string) {
	p := c.parameters(x)
	return c.operation(x, p)
}

func (c *Contract) operation(x *Exchange, p *parameters) (name, why string) {
	if c.says.rpc.Discriminator == "" {
		return c.byPath(x)
	}
	scheme := c.signature(x, p)
	if scheme.Action != "" {
		name, why = x.Header.Get(scheme.Action), "the header "+scheme.Action+" is absent"
	} else {
		name, why = c.discriminate(p)
	}
	if name != "" && c.has(name) {
		return name, ""
	}
	if name != "" {
		why = "profile " + c.Profile + " has no operation of that name"
	}
	return "", why
}

// discriminate reads the parameter that names the operation: exactly one value.
func (c *Contract) discriminate(p *parameters) (name, why string) {
	parameter := c.says.rpc.Discriminator
	switch values := p.values[parameter]; {
	case len(values) == 1 && values[0] != "":
		return values[0], ""
	case len(values) > 1:
		return "", "the parameter " + parameter + " is given twice"
	case c.says.rpc.Default != "":
		return c.says.rpc.Default, ""
	}
	return "", "the parameter " + parameter + " is absent"
}

// byPath is for providers whose paths are real. A space behind the path is
// passed over: the URL of a document's own sample ends in one.
func (c *Contract) byPath(x *Exchange) (name, why string) {
	name = strings.TrimPrefix(strings.TrimSuffix(pathOf(x), " "), "/")
	if name != "" && c.has(name) {
		return name, ""
	}
	return "", "nothing is served at that path"
}

func pathOf(x *Exchange) string {
	if x.URL == nil || x.URL.Path == "" {
		return "/"
	}
	return x.URL.Path
}

func (c *Contract) has(operation string) bool {
	return at(c.tree.root, "paths", "/"+operation) != nil && operation != ""
}

// signature is the scheme a request is signed by: the first whose sign is
// there, or the first of all.
func (c *Contract) signature(x *Exchange, p *parameters) Signature {
	for _, s := range c.says.signatures {
		switch {
		case s.Header != "" && strings.HasPrefix(x.Header.Get(s.Header), s.Prefix) && x.Header.Get(s.Header) != "":
			return s
		case s.Query != "" && p.from[s.Query]&fromQuery != 0:
			return s
		}
	}
	if len(c.says.signatures) == 0 {
		return Signature{}
	}
	return c.says.signatures[0]
}
