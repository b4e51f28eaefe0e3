// Package control is the control listener: today health and readiness, later
// the control API and the console. Its port is never a provider's port.
//
// A browser on the same machine counts as an attacker: every route, GET too,
// checks the Host it was called by. It imports gorilla/mux and nothing under
// sim.
package control
