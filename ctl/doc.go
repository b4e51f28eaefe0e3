// Package ctl is a client of the control port: it asks a running simulator over
// HTTP, as a test in any language would.
//
// It knows the simulator by the wire alone: it imports the standard library and
// declares what goes over the wire itself.
package ctl
