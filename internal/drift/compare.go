package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
)

// Options are what a set is held against.
type Options struct {
	// Documents are the contracts, by provider.
	Documents map[string]*contracts.Document
	// Profile is the generation of the documents; empty is the one a recording was
	// made by, and else the default.
	Profile string
	// Baseline is an older set; empty is none.
	Baseline Set
	// Simulator says that a simulator answered for itself, and stands for nobody.
	Simulator bool
	Now       time.Time
}

// Drift is one way in which a provider's answers leave the contract, or an older
// set of them, with the samples that show it.
type Drift struct {
	contracts.Finding
	Verdict replay.Verdict
	Shown   []*Sample // those that show it, in the order of time
	// Never is why it fails no run however bad it is; empty: it may.
	Never string

	declared []string // what the contract knows of the first one's answer
}

// Comparison is what came of it.
type Comparison struct {
	Drifts []Drift
	// Faults are the samples in which the provider answered with a fault of its own,
	// which proves nothing.
	Faults []*Sample
}

// Compare judges a set. What it returns is in one order, whatever the order of
// the samples.
func Compare(set Set, o Options) (Comparison, error) {
	var all Comparison
	for _, provider := range set.Providers() {
		one, err := compareOne(set.of(provider), o.Baseline.of(provider), provider, o)
		if err != nil {
			return all, err
		}
		all.Drifts = append(all.Drifts, one.Drifts...)
		all.Faults = append(all.Faults, one.Faults...)
	}
	order := []contracts.Severity{contracts.Breaking, contracts.Risky, contracts.Info}
	slices.SortFunc(all.Drifts, func(a, b Drift) int {
		return cmp.Or(cmp.Compare(a.Provider, b.Provider), cmp.Compare(slices.Index(order, a.Severity), slices.Index(order, b.Severity)),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// comparing is one provider's part of a comparison.
type comparing struct {
	o        Options
	document *contracts.Document
	provider string
	now      []*judged
	before   []*judged
	current  []*judged // those that are being judged
}

// judged is a sample with what is known of it.
type judged struct {
	*Sample
	contract  *contracts.Contract
	outcome   contracts.Outcome
	operation string
	request   []contracts.Finding // of those that matter
	found     []contracts.Finding
	fault     bool
}

// sound reports whether the request is as good as the contract asks.
func (j *judged) sound() bool {
	return len(j.request) == 0 && j.Signed && !j.Wrong && !j.Unjudged && j.operation != ""
}

func compareOne(samples, baseline []*Sample, provider string, o Options) (Comparison, error) {
	c := &comparing{o: o, document: o.Documents[provider], provider: provider}
	if c.document == nil {
		return Comparison{}, fmt.Errorf("there is no contract of %s", provider)
	}
	var err error
	if c.before, err = c.judgeAll(baseline); err != nil {
		return Comparison{}, err
	}
	if c.now, err = c.judgeAll(samples); err != nil {
		return Comparison{}, err
	}
	var out Comparison
	for _, j := range c.now {
		if j.fault {
			out.Faults = append(out.Faults, j.Sample)
		}
	}
	out.Drifts = slices.Concat(c.grouped(), c.precedence(), c.lost(), c.unseen(), c.timing(), c.stale())
	return out, nil
}

// contract is the one a sample is judged by: with the readings that were seen
// live.
func (c *comparing) contract(s *Sample) (*contracts.Contract, error) {
	profile := cmp.Or(c.o.Profile, s.Profile)
	made, err := c.document.For(profile, c.document.Live())
	if err != nil && c.o.Profile == "" { // recorded by another document
		return c.document.For("", c.document.Live())
	}
	return made, err
}

func (c *comparing) judgeAll(samples []*Sample) ([]*judged, error) {
	c.current = nil
	for _, s := range samples {
		contract, err := c.contract(s)
		if err != nil {
			return nil, err
		}
		c.current = append(c.current, read(s, contract))
	}
	for _, j := range c.current {
		j.judge(c)
	}
	return c.current, nil
}

// grouped puts alike findings of single samples together.
func (c *comparing) grouped() (list []Drift) {
	index := map[string]int{}
	for _, j := range c.now {
		seen := map[string]bool{}
		for _, f := range j.found {
			if seen[f.ID] {
				continue
			}
			seen[f.ID] = true
			i, known := index[f.ID]
			if !known {
				i = len(list)
				index[f.ID] = i
				list = append(list, Drift{Finding: f})
			}
			if f.Rule == "limit.batch" && known && j.numbers() < list[i].Shown[0].numbers() {
				list[i].Finding = f // the fewest that were refused say most
				list[i].Shown = slices.Insert(list[i].Shown, 0, j.Sample)
				continue
			}
			list[i].Shown = append(list[i].Shown, j.Sample)
		}
	}
	for i := range list {
		c.complete(&list[i])
	}
	return list
}

// complete counts, and says whose fault it is.
func (c *comparing) complete(d *Drift) {
	if d.Rule == "resp.field.removed" {
		c.partly(d)
	}
	d.Samples = cmp.Or(d.Samples, len(d.Shown))
	d.Needed = c.document.Severities().Rule(d.Rule).Needed()
	d.Cases = nil
	for _, s := range d.Shown {
		if !slices.Contains(d.Cases, s.Case) && len(d.Cases) < 5 {
			d.Cases = append(d.Cases, s.Case)
		}
	}
	if len(d.Shown) > 0 {
		if contract, err := c.contract(d.Shown[0]); err == nil {
			d.declared = contract.Declared(d.Shown[0].Exchange).Members
		}
		d.FirstSeen, d.LastSeen = day(d.Shown[0].At), day(d.Shown[len(d.Shown)-1].At)
	}
	for _, s := range d.Shown {
		if s.Exchange.Status != d.Status && !strings.HasPrefix(d.Rule, "error.") {
			d.Status = 0 // answers of several kinds show it
		}
	}
	d.Verdict = c.verdict(d)
	d.Side = side(d.Verdict.Wrong)
	d.Suggestion = strings.TrimPrefix(d.Suggestion+"; "+d.Verdict.Do, "; ")
}

func day(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// partly tells a member that never comes from one that comes now and then.
func (c *comparing) partly(d *Drift) {
	without, all := len(d.Shown), 0
	for _, j := range c.now {
		if j.operation == d.Operation && j.Exchange.Status == d.Status && !j.Opaque && !j.fault {
			all++
		}
	}
	if all == without {
		return
	}
	d.Finding = c.now[0].contract.Renamed(d.Finding, "resp.field.required-lost")
	d.Expected, d.Actual = "present in every answer", fmt.Sprintf("absent from %d of %d", without, all)
	d.Samples = all
}
