package probe

import (
	"time"

	"github.com/numsim/numsim/conformance"
)

// Module is one thing a client must get right.
type Module struct {
	Name     string // for ever; Result.ID has the provider before it
	Provider string
	Rule     string // in words
	Source   string // the line of the document, with its grade
	Do       string // what the person is to do, in a sentence or two
	Plans    []string

	Given Given
	// Enough reports that what is to be seen was seen: then the module ends once
	// nothing more came for Quiet.
	Enough func(*Seen) bool
	Quiet  time.Duration // 0 is the session's
	Window time.Duration // at least so long once somebody called, where the session has one
	Judge  func(*Seen) Verdict
	// Asks is what no wire shows: what became of the answer behind the client.
	Asks string
}

// Given is how the module's tenant differs from the default one.
type Given struct {
	Set         []string
	Scenario    string
	WrongSecret bool // the person is handed a secret that is not the account's
}

// ID is the name of the module's result.
func (m *Module) ID() string { return "probe." + m.Provider + "." + m.Name }

// Verdict is what was seen to be wrong, and what is only worth saying.
type Verdict struct {
	Failures []conformance.Failure
	Remarks  []string
	Settled  bool   // what was seen is enough: the person need not be asked
	Unmet    string // why nothing is proved, though calls came
}

func (v *Verdict) fail(expected, actual string) {
	v.Failures = append(v.Failures, conformance.Failure{Expected: expected, Actual: actual})
}

func (v *Verdict) remark(text string) { v.Remarks = append(v.Remarks, text) }

// judges is one judgement after the other.
func judges(list ...func(*Seen, *Verdict)) func(*Seen) Verdict {
	return func(s *Seen) (v Verdict) {
		for _, judge := range list {
			judge(s, &v)
		}
		return v
	}
}
