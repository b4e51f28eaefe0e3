package control

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const specPath = "/v1/openapi.json"

// object is one of JSON.
type object = map[string]any

// spec answers with the OpenAPI document. It is made of the table that makes
// the routes, so that neither knows a word the other does not.
func spec(o Options) handler {
	document := newSpec(resources(o))
	return func(*http.Request) answer { return answer{value: document} }
}

func newSpec(list []resource) object {
	s := &schemas{made: object{}}
	paths := object{
		"/healthz": object{"get": plainOperation("healthz", "Whether the process answers; asks for no token", nil)},
		"/readyz":  object{"get": plainOperation("readyz", "Whether every listener serves; asks for no token", []int{http.StatusServiceUnavailable})},
		specPath:   object{"get": s.operation("openapi", http.MethodGet, specPath, operation{about: "This document", gives: object{}})},
	}
	for _, r := range list {
		path := object{}
		for method, o := range r.do {
			path[strings.ToLower(method)] = s.operation(r.name, method, r.path, o)
		}
		paths[r.path] = path
	}
	s.of(said{})
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "numsim control API", "version": "1",
			"description": "Tenants of a simulator, and all they have. Every route but /healthz and /readyz asks for a bearer token where the control port is bound beyond loopback.",
		},
		"paths": paths,
		"components": object{
			"schemas":         s.made,
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer"}},
		},
		"security": []object{{"token": []string{}}, {}},
	}
}

func plainOperation(name, about string, fails []int) object {
	responses := object{"200": object{"description": "yes", "content": object{"text/plain": object{"schema": object{"type": "string"}}}}}
	for _, status := range fails {
		responses[strconv.Itoa(status)] = object{"description": http.StatusText(status)}
	}
	return object{"operationId": "get-" + name, "summary": about, "security": []object{}, "responses": responses}
}

func (s *schemas) operation(name, method, path string, o operation) object {
	status := o.status
	if status == 0 {
		status = http.StatusOK
	}
	responses := object{strconv.Itoa(status): s.success(o)}
	for _, fail := range o.failures() {
		responses[strconv.Itoa(fail)] = object{
			"description": http.StatusText(fail), "content": object{"application/json": object{"schema": ref(said{})}},
		}
	}
	made := object{"operationId": strings.ToLower(method) + "-" + name, "summary": o.about, "responses": responses}
	if list := described(path, o.query); len(list) > 0 {
		made["parameters"] = list
	}
	if o.takes != nil {
		made["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": s.of(o.takes)}}}
	}
	return made
}

func (s *schemas) success(o operation) object {
	content := object{}
	for _, media := range o.media {
		content[media] = object{"schema": object{"type": "string"}}
	}
	if o.gives != nil {
		content["application/json"] = object{"schema": s.of(o.gives)}
	}
	return object{"description": "done", "content": content}
}

// failures are those any operation can have, and its own.
func (o operation) failures() []int {
	all := append([]int{
		http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusMisdirectedRequest,
	}, o.fails...)
	if slices.Contains(o.query, "tenant") && !slices.Contains(all, http.StatusNotFound) {
		all = append(all, http.StatusNotFound)
	}
	if o.takes != nil {
		all = append(all, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	return all
}

// described are the parameters of a path and a query.
func described(path string, query []string) (list []object) {
	for part := range strings.SplitSeq(path, "/") {
		if name, braced := strings.CutPrefix(part, "{"); braced {
			list = append(list, object{"name": strings.TrimSuffix(name, "}"), "in": "path", "required": true, "schema": object{"type": "string"}})
		}
	}
	all := parameters()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if slices.Contains(query, name) {
			list = append(list, object{"name": name, "in": "query", "description": all[name].about, "schema": all[name].schema()})
		}
	}
	return list
}

func (p parameter) schema() object {
	switch {
	case p.one != nil:
		return object{"type": "string", "enum": p.one}
	case p.whole && p.most > 0:
		return object{"type": "integer", "minimum": 0, "maximum": p.most}
	case p.whole:
		return object{"type": "integer", "minimum": 0}
	}
	return object{"type": "string"}
}
