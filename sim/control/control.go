package control

import (
	"net/http"

	"github.com/gorilla/mux"
)

// Options configure the control handler.
type Options struct {
	Hosts []string    // names a request's Host may have besides loopback's
	Ready func() bool // whether every listener serves; nil is always
	Clock Clock       // the tenant's; nil is none to be asked about

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
		answer{problem: nothingHere(table)}.write(w, r)
	})
	return secure(o.Hosts, r)
}

// routes is every route there is.
func routes(o Options) []route {
	table := []route{
		{"healthz", "/healthz", methods{http.MethodGet: health}},
		{"readyz", "/readyz", methods{http.MethodGet: ready(o.Ready)}},
	}
	if o.Clock != nil {
		table = append(table, route{"clock", "/v1/clock", methods{http.MethodGet: getClock(o.Clock), http.MethodPut: putClock(o.Clock)}})
	}
	return append(table, signatureRoutes(o.Signatures)...)
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
