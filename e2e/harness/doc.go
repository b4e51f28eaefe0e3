// Package harness runs Alibaba Cloud's own SDKs, and clients written from the
// documents of the other providers, against the built simulator and holds what
// they made of it.
//
// A witness is one SDK in one version: a program in e2e/witness/<name> that
// reads cases as JSON lines and answers what its SDK saw. The harness starts
// the simulator as its users do, puts a counting relay in front of it, hands
// each witness the cases and compares its answers with that witness's
// table, and with the record of the last run in e2e/testdata/seen.
//
// A sample client is a witness of a provider whose document shows code (sample.go,
// sample_run.go): it answers what it heard, which is the same for all clients of
// the provider (services.go).
//
// It knows the simulator as a process and an address: it may import testify
// and the standard library, and nothing of the simulator's own packages.
package harness
