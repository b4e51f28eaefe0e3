// Package verdict owns the judgement of what somebody else's command asked of a
// simulator: by what the scenario expects, by the habits that cost money, by
// the contracts, and by how the command ended. Each thing looked at is one
// conformance.Result, whether it held or not.
//
// It judges values: calls with their journal entries and their bytes. It is
// pure, and knows neither processes nor simulators. What was forgotten is never
// green, and neither is a command that called nothing.
//
// It imports the root, conformance, contracts, scenarios, sim/journal and
// sim/verify. Read input.go first, then judge.go.
package verdict
