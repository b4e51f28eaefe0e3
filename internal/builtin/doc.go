// Package builtin owns the target that conformance runs against when it is told
// of no other: a simulator inside this process, a new one for each case.
//
// It is the one room that knows both conformance and sim/serve, which must not
// know each other; cmd/contract and the tests of conformance share it.
package builtin
