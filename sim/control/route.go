package control

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// handler answers a request with a value; only answer.write writes.
type handler func(*http.Request) answer

// methods is what a route does, by method. GET stands for HEAD too.
type methods map[string]handler

type route struct {
	name, path string
	methods    methods
}

// ServeHTTP implements http.Handler. A method that the route does not have is
// told which it has.
func (t route) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	handle, ok := t.methods[method]
	if !ok {
		w.Header().Set("Allow", strings.Join(t.methods.names(), ", "))
		answer{problem: &problem{
			status: http.StatusMethodNotAllowed,
			What:   "this route takes " + list(t.methods.names(), "and"), Do: "ask it with one of those",
		}}.write(w, r)
		return
	}
	handle(r).write(w, r)
}

func (m methods) names() []string {
	names := slices.Collect(maps.Keys(m))
	if m[http.MethodGet] != nil {
		names = append(names, http.MethodHead)
	}
	slices.Sort(names)
	return names
}

// nothingHere says what there is, and of many routes which is meant.
func nothingHere(table []route, path string) *problem {
	var there, paths []string
	for _, t := range table {
		there = append(there, list(slices.Sorted(maps.Keys(t.methods)), "or")+" "+t.path)
		paths = append(paths, t.path)
	}
	if len(table) > 5 {
		return &problem{
			status: http.StatusNotFound,
			What:   "nothing here", Do: "did you mean " + nearest(path, paths) + "? GET " + specPath + " lists every route. Providers answer on their own ports",
		}
	}
	return &problem{
		status: http.StatusNotFound,
		What:   "nothing here", Do: list(there, "and") + " are. Providers answer on their own ports",
	}
}

// list is "a, b and c".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}
