package conformance

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/numsim/numsim/contracts"
)

// Suite is cases with the contracts they are judged by. It may be used by many
// goroutines at once.
type Suite struct {
	Cases []Case
	// Seed decides nonces; what it is goes into the report.
	Seed uint64
	// FailOn is the severity from which a finding fails a case; empty is breaking.
	FailOn contracts.Severity

	documents map[string]*contracts.Document
}

// New checks the cases and returns a suite of them.
func New(cases []Case) (*Suite, error) {
	s := &Suite{Cases: cases, documents: map[string]*contracts.Document{}}
	for _, p := range contracts.Providers() {
		d, flaws := contracts.Builtin(p)
		if len(flaws) > 0 {
			return nil, fmt.Errorf("the contract of %s is broken, and nothing is judged by it: %s", p, flaws[0])
		}
		s.documents[p] = d
	}
	return s, s.validate()
}

// Provider is the contract of a provider.
func (s *Suite) Provider(name string) *contracts.Document { return s.documents[name] }

// ErrEmpty is a selection without a case: nothing was checked, which is not the
// same as nothing was wrong.
var ErrEmpty = errors.New("no case is selected")

// Select returns the cases of a provider whose names match a pattern of
// path.Match, in which a star stands for dots too; empty is all.
func (s *Suite) Select(provider, pattern string) ([]Case, error) {
	var list []Case
	for _, c := range s.Cases {
		fits, err := path.Match(cmp.Or(pattern, "*"), c.ID)
		if err != nil {
			return nil, fmt.Errorf("the pattern %q: %w", pattern, err)
		}
		if fits && (provider == "" || provider == c.Provider()) {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return nil, ErrEmpty
	}
	return list, nil
}

// contract is what a case is judged by: the profile and the readings that it
// asks the target for.
func (s *Suite) contract(c *Case) (*contracts.Contract, error) {
	d := s.documents[c.Provider()]
	if d == nil {
		return nil, fmt.Errorf("%s: there is no contract of %s", c.ID, c.Provider())
	}
	profile, readings := c.Given.reading(d)
	made, err := d.For(profile, readings)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.ID, err)
	}
	return made, nil
}

// reading is the profile and the discrepancies that the settings are about.
func (g *Given) reading(d *contracts.Document) (profile string, readings map[string]string) {
	readings = map[string]string{}
	for _, p := range d.Profiles() {
		if g.Account == "numsim-"+p.Name {
			profile = p.Name
		}
	}
	for _, set := range g.Set {
		name, value, _ := strings.Cut(set, "=")
		name, ours := strings.CutPrefix(name, d.Provider+".")
		switch {
		case ours && name == "profile":
			profile = value
		case ours && d.Discrepancy(name) != nil:
			readings[name] = value
		}
	}
	return profile, readings
}

// validate finds cases that prove nothing.
func (s *Suite) validate() error {
	var wrong []error
	seen := map[string]bool{}
	for i := range s.Cases {
		c := &s.Cases[i]
		for _, text := range s.flaws(c) {
			wrong = append(wrong, fmt.Errorf("case %s %s", c.ID, text))
		}
		if seen[c.ID] {
			wrong = append(wrong, fmt.Errorf("case %s is there twice", c.ID))
		}
		seen[c.ID] = true
	}
	return errors.Join(wrong...)
}

func (s *Suite) flaws(c *Case) (list []string) {
	if parts := strings.Split(c.ID, "."); len(parts) < 4 || strings.ContainsAny(c.ID, " _*?[]\\") {
		list = append(list, "is not named provider.operation.area.slug")
	}
	if c.Rule == "" {
		list = append(list, "has no rule in words")
	}
	if !slices.Contains(contracts.EvidenceKinds(), c.Source.Kind()) || !strings.Contains(string(c.Source), " ") {
		list = append(list, "does not say where its rule comes from: "+strings.Join(contracts.EvidenceKinds(), ", ")+", and the place")
	}
	if len(c.Steps) == 0 {
		list = append(list, "calls nothing")
	}
	for i, step := range c.Steps {
		if n := one(step.Send != nil) + one(step.Bytes != nil) + one(step.Ask != nil); n != 1 {
			list = append(list, fmt.Sprintf("makes %d calls in step %d, not one", n, i+1))
		}
		if len(step.Checks) == 0 && i == len(c.Steps)-1 {
			list = append(list, "has no check on its last call, so that nothing can fail")
		}
		if step.Bytes != nil && c.Live != LiveNever {
			list = append(list, "sends raw bytes, which no guard of a live run sees")
		}
		for _, check := range step.Checks {
			if check.Expected == "" || check.Look == nil {
				list = append(list, fmt.Sprintf("has a check in step %d that expects nothing", i+1))
			}
		}
	}
	if _, err := s.contract(c); err != nil {
		list = append(list, "cannot be judged: "+err.Error())
		return list
	}
	return append(list, s.claims(c)...)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// direct is net/http's transport without a proxy.
func direct() *http.Transport {
	return &http.Transport{DisableKeepAlives: true, DisableCompression: true}
}

// Profile is the generation of documents that a case is judged by.
func (s *Suite) Profile(c *Case) string {
	contract, err := s.contract(c)
	if err != nil {
		return ""
	}
	return contract.Profile
}
