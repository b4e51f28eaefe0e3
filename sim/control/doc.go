// Package control is the control listener: health, readiness and the first
// route of the control API, the tenant's clock. Its port is never a provider's
// port.
//
// A browser on the same machine counts as an attacker: every route, GET too,
// checks the Host it was called by and the page that asks, and what changes
// something takes JSON only. What a route works on comes by an interface in
// Options, which sim/serve implements. It imports gorilla/mux and the root, and
// nothing under sim.
package control
