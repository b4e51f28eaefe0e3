package serve

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
)

// RestoreState implements control.Saver. A file that cannot be used changes
// nothing.
func (p plane) RestoreState(tenant string, s control.State) (control.Restored, error) {
	if s.Version != control.StateVersion {
		return control.Restored{}, refused(http.StatusUnprocessableEntity, fmt.Sprintf("the file has version %d; this simulator reads %d", s.Version, control.StateVersion), `field "version"`, "save it again with a simulator like this one")
	}
	if err := filed(s); err != nil {
		return control.Restored{}, err
	}
	d, _, err := p.uploadAs(cmp.Or(s.Document, document), control.LoadScenario{Scenario: s.Scenario, Files: s.Files, Seed: &s.Seed})
	if err != nil {
		return control.Restored{}, err
	}
	fields, err := Config{Set: s.Set}.fields(p.providers)
	if err != nil {
		return control.Restored{}, unsettled(err)
	}
	t, fresh, err := p.tenantFor(tenant)
	if err != nil {
		return control.Restored{}, unknown(err)
	}
	if err := p.restore(t, d, fields, s); err != nil {
		if fresh {
			_ = p.Simulator.CloseTenant(t.Name)
		}
		return control.Restored{}, unsettled(unclocked(err))
	}
	done := control.Restored{Tenant: p.info(t)}
	if fresh {
		done.Keys = new(p.keys(t))
	}
	return done, nil
}

// filed refuses names that no folder of a scenario has: they reach no file of
// this machine, and findings would repeat them.
func filed(s control.State) error {
	for _, name := range append(slices.Sorted(maps.Keys(s.Files)), cmp.Or(s.Document, document)) {
		if len(name) > 128 || !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\:") {
			return unread("files", fmt.Errorf("a list with a name that is no file's below one folder: %q", name[:min(len(name), 64)]))
		}
	}
	return nil
}

// tenantFor is the tenant of that name, which is made if there is none.
func (p plane) tenantFor(name string) (t *Tenant, fresh bool, err error) {
	if t, err := p.named(name); err == nil {
		return t, false, nil
	}
	t, err = p.Simulator.NewTenant(TenantOptions{Name: name})
	return t, true, err
}

// restore makes the world of s before anybody waits for it, and enters it.
func (p plane) restore(t *Tenant, d *scenarios.Draft, fields []Field, s control.State) error {
	w, err := p.restored(t, d, fields, s)
	if err != nil {
		return err
	}
	p.changing.Lock()
	defer p.changing.Unlock()
	if err := p.lives(t); err != nil {
		return unknown(err)
	}
	if err := t.Clock().Change(ledger.Change{Now: &s.Now, Frozen: &s.Frozen, Scale: s.Scale}); err != nil {
		if errors.Is(err, ledger.ErrClockScale) {
			return unread("scale", fmt.Errorf("%v: %w", s.Scale, err))
		}
		return err
	}
	t.fields = fields
	t.clear.Store(s.ClearNumbers)
	w.renew(t.Journal)
	p.enter(t, w)
	return nil
}

func (p plane) restored(t *Tenant, d *scenarios.Draft, fields []Field, s control.State) (*world, error) {
	p.loading <- struct{}{}
	defer func() { <-p.loading }()
	elapsed, err := control.ParseSpan(s.Elapsed)
	switch {
	case err != nil:
		return nil, unread("elapsed", err)
	case !ledger.InRange(s.Now):
		return nil, unread("now", ledger.ErrClockRange)
	case !ledger.InRange(s.Now.Add(-elapsed)):
		return nil, unread("elapsed", fmt.Errorf("so long that the scenario began at no time a clock has; %w", ledger.ErrClockRange))
	case len(s.Amendments) > mostAdded:
		return nil, unread("amendments", fmt.Errorf("a list of more than %d", mostAdded))
	}
	w, err := p.newWorld(t, fields, d)
	if err != nil {
		return nil, err
	}
	if err := p.resay(w, s); err != nil {
		return nil, err
	}
	if err := p.reown(w, s.Accounts); err != nil {
		return nil, err
	}
	w.began, w.origin = s.Now.Add(-elapsed), &s
	w.counters, err = recount(s, len(w.draft.Rules)+len(s.Amendments), max(1, len(w.amended.States)))
	return w, err
}

func unread(field string, err error) error {
	return refused(http.StatusUnprocessableEntity, "it is "+err.Error(), fmt.Sprintf("field %q", field), "send the file as it was saved")
}

// resay says again what was said at run time.
func (p plane) resay(w *world, s control.State) error {
	d := w.amended
	if len(s.Said) > 0 {
		var found scenarios.Findings
		if d, found = d.WithNumbers(plain(s.Said)); d == nil {
			return misread("what is said of numbers", found)
		}
	}
	changes := make([]scenarios.Change, len(s.Amendments))
	for i, a := range s.Amendments {
		if (a.Text == "") == (a.Remove == "") {
			return unread(fmt.Sprintf("amendments[%d]", i), errors.New("neither a rule nor the name of one, or both"))
		}
		changes[i] = scenarios.Change(a)
	}
	d, at, found := d.WithChanges(changes, vendorsOf(p.providers))
	if d == nil {
		return misread(fmt.Sprintf("the rule amendments[%d]", at), found)
	}
	w.said = said{s.Said, s.Amendments}
	w.amended, w.scenario = d, scenarios.New(d)
	return nil
}
