// Package usage owns what consumers use of a provider: it reads that from usage
// files and from journals, says which of them a change of a contract touches,
// and how much of a contract a journal has met.
//
//	u, err := usage.Read("team-a.yaml", text)
//	changes, err := contracts.Diff(old, new)
//	hits := u.Touched(old.Provider, changes)
//
// A usage file has what somebody wrote down: the operations they call, the
// parameters they send, the fields they read, the codes they handle. A journal
// has less, and what it cannot show counts as unknown: such a change touches
// perhaps, and is said to.
//
// It imports the root, contracts, ctl for the shape of a journal's entries, and
// scenarios and sim/numbering for what provokes an error or a status.
// It opens no file. Read usage.go first, then touch.go and coverage.go.
package usage
