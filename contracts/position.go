package contracts

import (
	"cmp"
	"fmt"
	"slices"
)

// Position is a place in a contract's files.
type Position struct {
	File   string // from the root of the file system it was read from
	Line   int
	Column int
}

// String is file:line:column, shorter where less is known.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Flaw is something wrong with a contract itself.
type Flaw struct {
	Position
	Rule string // such as evidence.missing
	Text string // what is wrong, and what to do
}

// String is the flaw on one line.
func (f Flaw) String() string { return fmt.Sprintf("%s: %s (%s)", f.Position, f.Text, f.Rule) }

// sortFlaws puts them in the order of the files and drops what is said twice.
func sortFlaws(flaws []Flaw) []Flaw {
	slices.SortFunc(flaws, func(a, b Flaw) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(flaws)
}
