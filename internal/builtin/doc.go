// Package builtin owns the simulators inside this process: Target is what
// conformance runs against when it is told of no other, a new one for each case;
// Stage is one on free ports for a whole command of somebody else's, which keeps
// everything that came to it.
//
// It is the one room that knows both conformance and sim/serve, which must not
// know each other; cmd/contract and the tests of conformance share it.
package builtin
