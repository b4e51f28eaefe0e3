package verdict

import (
	"fmt"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// Input is what is judged.
type Input struct {
	Scenario string // its name, as ids have it: small letters, digits and -
	Folder   string // to stand before the name of its file
	Expect   []scenarios.Expectation
	Rules    []scenarios.Rule
	Settings []scenarios.Setting

	Calls  []Call // in order, numbered from 1 in Seq
	Lost   uint64 // calls that were made and are not among them
	Others int    // calls in tenants that the command made for itself
	Ports  []Port
	Kind   func(provider, row string) numsim.Kind
	// Explain goes over the calls in order and says what each rule made of them;
	// nil is nothing.
	Explain func(each func(call int, list []scenarios.Verdict))

	Command Command
	FailOn  contracts.Severity
}

// Call is one exchange.
type Call struct {
	journal.Entry
	Exchange *contracts.Exchange
	Profile  string              // of the account at that time
	Switches map[string]string   // likewise, those that differ
	Signed   *conformance.Signed // where the signature does not hold, as far as it is known
}

// Port is what came to a provider's port.
type Port struct {
	Provider    string
	Connections int
	TLS         int // connections that began with a TLS handshake
}

// Command is how the command ended, in words to follow "the command".
type Command struct {
	Line    string   // as it was typed
	Ended   string   // such as "ended with exit code 1"
	Failed  bool     // by itself
	Cut     string   // why it was ended before it was over; empty is not
	Left    []string // names of processes that outlived it
	Beyond  []string // of those that could not be killed
	URLs    []string // the variables that it should have read
	Proxies []string // variables that name a proxy for calls without TLS
}

// Stopped reports whether the command did not come to its own good end.
func (c *Command) Stopped() bool { return c.Failed || c.Cut != "" }

// String is the call in one line, its number masked.
func (c *Call) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "call %d, %s, %s", c.Seq, c.At.Format("15:04:05.000"), c.Provider)
	if c.Operation != "" {
		b.WriteString(" " + c.Operation)
	}
	for i, l := range c.Lines {
		if i == 3 {
			fmt.Fprintf(&b, " and %d more", len(c.Lines)-i)
			break
		}
		b.WriteString(" " + l.Number.Masked())
	}
	fmt.Fprintf(&b, ": HTTP %d", c.HTTP)
	if c.Row != "" {
		b.WriteString(" " + c.Row)
	}
	if !c.Delivered {
		b.WriteString(", the answer did not arrive")
	}
	return b.String()
}

// result begins one of the scenario's results.
func (in *Input) result(id, rule, source string) conformance.Result {
	where := ""
	if _, line, _ := strings.Cut(source, ".yaml:"); line != "" {
		where = source
	}
	return conformance.Result{
		Where: where, ID: "exec." + in.Scenario + "." + id, Rule: rule, Source: source, Target: "scenario " + in.Scenario, Outcome: conformance.Passed,
	}
}

// where is a place in the scenario as somebody finds it.
func (in *Input) where(place string) string {
	if place == "" {
		return page
	}
	return in.Folder + place
}

// page is where rules stand that no scenario has to say.
const page = "docs/exec.md"
