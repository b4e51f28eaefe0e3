package control

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"
)

// resource is a path of the API with what can be done to it, by method. Routes
// and the OpenAPI document are both made of it.
type resource struct {
	name, path string
	do         map[string]operation
}

// operation is one thing that can be done.
type operation struct {
	about  string
	query  []string // what may stand behind the ?, of the parameters there are
	takes  any      // the zero value of what the body is; nil is no body
	most   int64    // bytes of the body; 0 is maxBody
	reads  bool     // run reads the body by itself
	gives  any      // the zero value of what the answer is; nil is nothing
	media  []string // of the answer, where it is not one JSON value
	status int      // of success; 0 is 200
	fails  []int    // besides those that any operation can have
	run    func(*asked) answer
}

// asked is a request that was found to be well-formed.
type asked struct {
	*http.Request
	tenant string
	query  map[string]string
	path   map[string]string // what the braces of the path stand for
	body   any               // a pointer to what takes is
}

// route makes the resource's handlers.
func (r resource) route() route {
	m := methods{}
	for method, o := range r.do {
		m[method] = o.handle
	}
	return route{r.name, r.path, m}
}

func (o operation) handle(r *http.Request) answer {
	a := &asked{Request: r, path: map[string]string{}}
	var p *problem
	if a.query, p = o.readQuery(r.URL.RawQuery); p != nil {
		return answer{problem: p}
	}
	for name, value := range mux.Vars(r) {
		plain, err := url.PathUnescape(value)
		if err != nil {
			return answer{problem: bad("the path cannot be decoded", "path", "write % as %25")}
		}
		a.path[name] = plain
	}
	if a.tenant = a.query["tenant"]; o.takes != nil && !o.reads {
		if a.body, p = readBody(r, o.takes, o.most); p != nil {
			return answer{problem: p}
		}
	}
	done := o.run(a)
	if done.status == 0 && done.problem == nil {
		done.status = o.status
	}
	return done
}

// readQuery takes each parameter at most once, and none there is not: a
// misspelt filter would show everything.
func (o operation) readQuery(raw string) (map[string]string, *problem) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, bad("what stands behind the ? cannot be read", "query", "write it as name=value&name=value, with % as %25")
	}
	all := parameters()
	read := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		where := fmt.Sprintf("query parameter %q", name[:min(len(name), 64)])
		if !slices.Contains(o.query, name) {
			return nil, bad("there is no such parameter here", where, o.suggest(name))
		}
		if len(values[name]) > 1 {
			return nil, bad("it is there twice", where, "send it once")
		}
		value := values.Get(name)
		if p := all[name].check(value); p != "" {
			return nil, bad("it is "+p, where, all[name].about)
		}
		read[name] = value
	}
	return read, nil
}

func (o operation) suggest(name string) string {
	if len(o.query) == 0 {
		return "leave it out; this takes none"
	}
	return fmt.Sprintf("did you mean %q? There are %s", nearest(name, o.query), list(o.query, "and"))
}
