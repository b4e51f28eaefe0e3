// Package control is the control listener: health, readiness, metrics and the
// API over tenants and all they have. Its port is never a provider's port.
//
// A browser on the same machine counts as an attacker: every route, GET too,
// checks the Host it was called by and the page that asks, what has a body
// takes JSON only, and where the port can be reached from elsewhere a token is
// asked for before a route is looked for. Start at control.go for the table of
// resources and at resource.go for what happens before one of them is asked.
//
// What a route works on comes by an interface, Plane, which sim/serve
// implements; what goes over the wire is declared here, and in ctl again. It
// imports gorilla/mux and the root, and nothing under sim.
package control
