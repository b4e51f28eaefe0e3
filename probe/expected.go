package probe

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim/conformance"
)

// Expected are failures that a team knows of, each until a day.
type Expected []Known

// Known is one of them.
type Known struct {
	Module  string `yaml:"module"` // such as probe.aliyun.connection
	Reason  string `yaml:"reason"`
	Expires string `yaml:"expires"` // the last day it holds, such as 2027-01-31

	until time.Time // the end of that day
}

// ReadExpected reads a list of them.
func ReadExpected(text []byte) (list Expected, err error) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&list); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w; write a list of entries with module, reason and expires", err)
	}
	seen := map[string]bool{}
	for i := range list {
		k := &list[i]
		if err := k.check(); err != nil {
			return nil, fmt.Errorf("entry %d: %w", i+1, err)
		}
		if seen[k.Module] {
			return nil, fmt.Errorf("entry %d: %s is there already", i+1, k.Module)
		}
		seen[k.Module] = true
	}
	return list, nil
}

func (k *Known) check() error {
	known := false
	for _, provider := range Providers() {
		known = known || slices.ContainsFunc(Modules(provider), func(m Module) bool { return m.ID() == k.Module })
	}
	if !known {
		return fmt.Errorf("there is no module %q; contract probe --list has their names", k.Module)
	}
	if k.Reason == "" {
		return fmt.Errorf("%s has no reason; say why it fails, and who will see to it", k.Module)
	}
	day, err := time.Parse(time.DateOnly, k.Expires)
	if err != nil {
		return fmt.Errorf("%s expires on %q; write a day such as 2027-01-31", k.Module, k.Expires)
	}
	k.until = day.AddDate(0, 0, 1)
	return nil
}

// Apply is a result in the light of what is expected: a known failure is
// skipped, and what is known no longer, or no longer true, fails.
func (e Expected) Apply(r conformance.Result, now time.Time) conformance.Result {
	i := slices.IndexFunc(e, func(k Known) bool { return k.Module == r.ID })
	if i < 0 {
		return r
	}
	k := e[i]
	over := !now.Before(k.until)
	switch {
	case r.Outcome == conformance.Passed:
		r.Outcome = conformance.Failed
		r.Failures = append(r.Failures, conformance.Failure{Expected: "the failure that is expected (" + k.Reason + ")", Actual: "the module passed: strike it from the list of expected failures"})
	case r.Outcome == conformance.Failed && over:
		r.Failures = append(r.Failures, conformance.Failure{Expected: "it mended by " + k.Expires + " (" + k.Reason + ")", Actual: "it still fails: mend it, or give the expected failure another day"})
	case r.Outcome == conformance.Failed:
		r.Outcome, r.Reason = conformance.Skipped, fmt.Sprintf("known until %s: %s", k.Expires, k.Reason)
	}
	return r
}
