// Package drift owns how a provider's observed answers are held against its
// contract, and against an older set of them: what came, how often, how bad that
// is, and which side is wrong.
//
// A Sample is one exchange, read from a recording or watched at a target. Compare
// judges each of them, puts alike findings together, and looks at what only many
// show: a field that is lost now and then, the time answers take. A finding that
// too few samples show is suspected, and fails nothing. The side is replay's
// decision table; nobody guesses.
//
// Accept makes of a finding what a person may review: a change to the contract, as
// one more reading with the day it was seen, or a scenario by which the simulator
// answers so.
//
// It imports the root, conformance, contracts, internal/replay and internal/wire,
// and dials nobody. Read sample.go first, then compare.go, judge.go and accept.go.
package drift
