// Package dataset makes up phone numbers for fixtures: plausible ones, the
// same for the same seed, in the form that scenario documents read from files.
// It is never on the path of a request.
//
// It imports the root, sim/numbering and gofakeit.
package dataset
