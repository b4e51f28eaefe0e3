package verdict

import (
	"fmt"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/verify"
)

// Judge looks at everything there is to look at, always in the same order: the
// command, whether anything was called, whether all of it is known, what the
// scenario expects, habits, refusals, contracts, new words, rules without a hand.
func Judge(in Input) []conformance.Result {
	in.Calls = withNumbers(&in)
	j := &judge{Input: in, verify: verify.Input{Expect: in.Expect, Rules: in.Rules, Settings: in.Settings, Dropped: in.Lost, Kind: in.Kind}}
	for i := range in.Calls {
		if j.aside(&j.Calls[i]) {
			j.idle++
			continue
		}
		j.verify.Entries = append(j.verify.Entries, in.Calls[i].Entry)
	}
	list := []conformance.Result{j.command(), j.called(), j.journal()}
	list = append(list, j.expectations()...)
	if len(in.Calls) == 0 {
		return list
	}
	list = append(list, j.habits()...)
	list = append(list, j.refusals())
	list = append(list, j.contracts()...)
	list = append(list, j.unnoticed())
	return append(list, j.unused()...)
}

// judge is a judgement under way.
type judge struct {
	Input
	verify verify.Input
	idle   int // calls that are not judged, since they ask nothing
}

func (j *judge) command() conformance.Result {
	r := j.result("command", "The command ends by itself, with 0", page)
	switch c := &j.Command; {
	case c.Cut != "":
		r.Outcome, r.Reason = conformance.Stopped, "the command "+c.Ended+": "+c.Cut
	case c.Failed:
		r.Outcome = conformance.Failed
		r.Failures = []conformance.Failure{{Expected: "exit code 0", Actual: "the command " + c.Ended + "; its own output says why"}}
	default:
		r.Reason = strings.Join(c.remains(), "; ")
	}
	return r
}

// remains is what was left of a command that ended.
func (c *Command) remains() (list []string) {
	if len(c.Left) > 0 {
		list = append(list, "processes that outlived the command were killed: "+strings.Join(counted(c.Left), ", "))
	}
	if len(c.Beyond) > 0 {
		list = append(list, "processes of another user still run, for they could not be killed: "+strings.Join(counted(c.Beyond), ", "))
	}
	return list
}

// counted are names, each with how often it is there.
func counted(names []string) (list []string) {
	times := map[string]int{}
	for _, name := range names {
		if times[name]++; times[name] == 1 {
			list = append(list, name)
		}
	}
	for i, name := range list {
		if times[name] > 1 {
			list[i] = fmt.Sprintf("%s (%d)", name, times[name])
		}
	}
	return list
}

// called is whether the command called anything: one that did not has shown
// nothing, whatever it says of itself.
func (j *judge) called() conformance.Result {
	r := j.result("calls", "The command calls a provider", page)
	switch {
	case len(j.verify.Entries)+j.Others > 0 || j.Lost > 0:
		r.Reason = strings.Join(j.besides(), "; ")
	case j.noneExpected():
		r.Reason = "nothing was called, as the scenario expects"
	case j.Command.Stopped():
		r.Outcome, r.Reason = conformance.Stopped, strings.Join(append([]string{"the command " + j.Command.Ended + " before it called anything"}, j.traces()...), "; ")
	default:
		why := j.traces()
		if len(why) == 0 {
			why = []string{"nothing connected to any port: the client's address is its own, or its tests do not call at all"}
		}
		r.Outcome = conformance.Failed
		r.Failures = []conformance.Failure{{
			Expected: "at least one call; base URLs are in " + strings.Join(j.Command.URLs, ", "),
			Actual:   "the command called nothing",
		}}
		r.Reason = strings.Join(why, "; ")
	}
	return r
}

// besides are calls that came and are not judged.
func (j *judge) besides() (list []string) {
	if j.Others > 0 {
		list = append(list, fmt.Sprintf("%d calls were made in tenants of the command's own, which it has to judge itself", j.Others))
	}
	if j.idle > 0 {
		list = append(list, fmt.Sprintf("%d calls had no parameters, as health checks have none: not judged", j.idle))
	}
	return list
}

// noneExpected reports whether the scenario expects that nobody is called.
func (j *judge) noneExpected() bool {
	for i := range j.Expect {
		e := &j.Expect[i]
		if e.Calls.Set() && e.Calls.Holds(0) && !e.Calls.Holds(1) && len(e.Providers)+len(e.Operations)+len(e.Accounts)+len(e.Numbers) == 0 && e.Row == "" {
			return true
		}
	}
	return false
}

// traces are what is seen of calls that did not come to be.
func (j *judge) traces() (list []string) {
	if j.idle > 0 {
		list = j.besides()
	}
	for _, p := range j.Ports {
		switch name := strings.ToUpper(p.Provider); {
		case p.TLS > 0:
			list = append(list, fmt.Sprintf("%d connections to %s began with TLS: NUMSIM_%s_URL is http, so the client must be told so too", p.TLS, p.Provider, name))
		case p.Connections > 0:
			list = append(list, fmt.Sprintf("%d connections to %s brought no request", p.Connections, p.Provider))
		}
	}
	if len(j.Command.Proxies) > 0 {
		list = append(list, strings.Join(j.Command.Proxies, " and ")+" is set: a client that does not heed NO_PROXY has called the proxy")
	}
	return list
}

// journal is whether everything is known that was called.
func (j *judge) journal() conformance.Result {
	r := j.result("journal", "Every call is known to its end", page)
	blind := 0
	for i := range j.Calls {
		if j.Calls[i].Exchange == nil {
			blind++
		}
	}
	if missing := j.Lost + uint64(blind); missing > 0 {
		r.Outcome = conformance.Failed
		r.Failures = []conformance.Failure{{
			Expected: "all calls are kept",
			Actual:   fmt.Sprintf("%d calls were forgotten, so nothing is proved; make fewer in one run", missing),
		}}
	}
	return r
}

func (j *judge) expectations() (list []conformance.Result) {
	for i := range j.Expect {
		e := &j.Expect[i]
		if words := expected(e); words != "" {
			list = append(list, j.expectation(fmt.Sprintf("expect.%d", i+1), words, e))
		}
	}
	return list
}

func (j *judge) expectation(id, words string, e *scenarios.Expectation) conformance.Result {
	r := j.result(id, words, j.where(e.Where))
	if len(e.Providers) == 1 {
		r.Provider = e.Providers[0]
	}
	if len(j.Calls) == 0 && !j.noneExpected() {
		r.Outcome, r.Reason = conformance.Skipped, "nothing was called"
		return r
	}
	unmet := j.verify.Expectation(e)
	for _, f := range unmet {
		j.fails(&r, f, words)
	}
	if near, why := j.verify.Near(e); len(unmet) > 0 && near != nil {
		r.Reason = "nearest: " + j.at(near.Seq) + "; " + strings.Join(why, ", ")
	}
	return r
}

// fails adds a finding with its calls.
func (j *judge) fails(r *conformance.Result, f verify.Finding, should string) {
	r.Outcome = conformance.Failed
	one := conformance.Failure{Expected: should, Actual: f.What}
	if len(f.Calls) > 0 {
		one.Step = int(f.Calls[0])
	}
	for _, seq := range f.Calls[:min(len(f.Calls), mostCalls)] {
		one.Actual += "\n" + j.at(seq)
	}
	if more := len(f.Calls) - mostCalls; more > 0 {
		one.Actual += fmt.Sprintf("\nand %d calls more", more)
	}
	r.Failures = append(r.Failures, one)
	j.show(r, f.Calls)
}

// How many calls a failure names, and a result shows whole.
const (
	mostCalls = 3
	mostShown = 3
)

// at is a call by its number.
func (j *judge) at(seq uint64) string {
	if c := j.call(seq); c != nil {
		return c.String()
	}
	return fmt.Sprintf("call %d", seq)
}

func (j *judge) call(seq uint64) *Call {
	if seq < 1 || seq > uint64(len(j.Calls)) {
		return nil
	}
	return &j.Calls[seq-1]
}

func (j *judge) show(r *conformance.Result, seqs []uint64) {
	for _, seq := range seqs {
		c := j.call(seq)
		if len(r.Exchanges) == mostShown || c == nil || c.Exchange == nil {
			continue
		}
		r.Exchanges = append(r.Exchanges, conformance.ShowSigned(c.Exchange, c.Signed, c.stranger()))
		if r.Provider == "" {
			r.Provider = c.Provider
		}
	}
}

// stranger is the id of a key that is none of the simulator's: it may be
// somebody's real one.
func (c *Call) stranger() string {
	if c.Account != "" {
		return ""
	}
	return c.Credential
}
