package control

import (
	"net/http"

	"github.com/gorilla/mux"
)

// Options configure the control handler.
type Options struct {
	Hosts []string    // names a request's Host may have besides loopback's
	Ready func() bool // whether every listener serves; nil is always
	Token string      // everything but health and readiness asks for it; empty is none
	Plane Plane       // tenants and all they have; nil is none to be asked about

	Signatures Signatures // nil is none to be asked about
}

// New returns the control handler.
func New(o Options) http.Handler {
	table := routes(o)
	r := mux.NewRouter().SkipClean(true).UseEncodedPath() // a cleaned path would be a redirect
	for _, route := range table {
		r.Handle(route.path, route).Name(route.name)
	}
	r.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer{problem: nothingHere(table, r.URL.EscapedPath())}.write(w, r)
	})
	return secure(o.Hosts, locked(o.Token, r))
}

// routes is every route there is.
func routes(o Options) []route {
	table := []route{
		{"healthz", "/healthz", methods{http.MethodGet: health}},
		{"readyz", "/readyz", methods{http.MethodGet: ready(o.Ready)}},
	}
	for _, r := range resources(o) {
		table = append(table, r.route())
	}
	if o.Plane == nil {
		return table
	}
	return append(table, route{"openapi", specPath, methods{http.MethodGet: spec(o)}})
}

// resources is the API, in the order of the OpenAPI document.
func resources(o Options) (list []resource) {
	if s := o.Signatures; s != nil {
		list = append(list, signature(s), signatureExplain(s))
	}
	p := o.Plane
	if p == nil {
		return list
	}
	return append(list, []resource{
		tenants(p), tenant(p), reset(p),
		clock(p),
		accounts(p), account(p), statement(p),
		scenario(p), rules(p), numbers(p),
		explain(p), verdict(p),
		journal(p), unclaimed(p), stream(p), entry(p),
		state(p), capsule(p),
		metrics(p),
	}...)
}

func health(*http.Request) answer { return answer{text: "ok\n"} }

func ready(is func() bool) handler {
	return func(*http.Request) answer {
		if is != nil && !is() {
			return answer{status: http.StatusServiceUnavailable, text: "draining\n"}
		}
		return answer{text: "ready\n"}
	}
}
