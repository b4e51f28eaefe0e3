package scenarios

import (
	"time"

	"github.com/numsim/numsim"
)

// Draft is a document as it was read, before it is a Scenario.
type Draft struct {
	Name, About string
	Seed        uint64
	HasSeed     bool
	NoMagic     bool // magic endings are off
	SeededIDs   bool // request ids follow from the seed and the call
	Weights     map[numsim.Status]int
	Settings    []Setting
	Rules       []Rule
	Expect      []Expectation
	States      []string // there are, the first is where everything begins
	StatesOf    Per      // what has a state of its own
	// Files are the documents and lists that were read or looked for, missing
	// ones too and whatever is wrong with them: where one changes, so may the
	// draft.
	Files []string
	// Documents are the texts of those that are documents, the first one first.
	Documents []Document

	truths  truths
	amended *amended // said of numbers since
	ids     int      // of rules, given out so far; 0 is one for each
}

// Document is the text of a file that was read.
type Document struct{ Name, Text string }

// Setting is one field or switch of a provider's accounts, as --set has it,
// from some time on.
type Setting struct {
	Provider string
	Account  string // of one ready-made account; empty is all
	Field    string
	Value    string
	From     time.Duration // since the scenario began
	Where    string        // file:line:column
}

// Vendor is what a document says of a provider is checked against.
type Vendor struct {
	Name       string
	Operations []string
	Accounts   []string // the ready-made ones
	Profiles   []string // the default first
	Catalogue  *numsim.Catalogue
	Late       bool // answers may come late
	Batch      bool // an operation takes several numbers
	// Try reports whether an account can have the settings, in that order; the
	// error says what is wrong with the last.
	Try func(settings []Setting) error
}
