// Package capsule owns replaying a failure capsule: a run of a tenant as one
// file, which GET /v1/capsule makes. It puts the file's beginning into a tenant
// of its own, says and calls again what was said and called, each with the clock
// at the recorded instant, and compares answers, charges and verdict.
//
// A file comes from somebody else: Decode bounds and checks it before anything
// is done. Nothing in it names a place to call; calls go to the simulator that
// was asked, signed anew with the keys of the tenant that was made.
//
// It imports ctl for the control port, internal/wire for requests and client for
// the type of a secret; it knows the simulator by the wire alone. Read file.go
// first, then replay.go, send.go, compare.go.
package capsule
