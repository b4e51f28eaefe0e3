// Package scenarios says what is true and what happens: documents, the reader
// that places every mistake in them, the checks against what providers have,
// and the decisions by them. The library of embedded documents is here too.
//
// A document becomes a Draft (read.go), is checked (check.go) and made into a
// Scenario (scenario.go), which never changes. Start at rule.go for what a
// document can say, and at decide.go for what is made of it. What is said at
// run time goes on top of a draft (amend.go), and makes another Scenario.
//
// It imports the root, sim/numbering and a YAML parser. A decision is pure: the same scenario
// and the same question give the same answer, whoever asks and in what order.
package scenarios
