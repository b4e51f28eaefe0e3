// Package scenarios says what is true and what happens. Today it holds the one
// scenario every simulator starts with, which only knows what is true of a
// number; documents with rules, and the checks on them, come to live here.
//
// It imports the root and sim/numbering. A decision is pure: the same scenario
// and the same question give the same answer, whoever asks and in what order.
package scenarios
