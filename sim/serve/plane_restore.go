package serve

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// RestoreState implements control.Saver. A file that cannot be used changes
// nothing.
func (p plane) RestoreState(tenant string, s control.State) (control.Restored, error) {
	if s.Version != control.StateVersion {
		return control.Restored{}, refused(http.StatusUnprocessableEntity, fmt.Sprintf("the file has version %d; this simulator reads %d", s.Version, control.StateVersion), `field "version"`, "save it again with a simulator like this one")
	}
	d, _, err := p.upload(control.LoadScenario{Scenario: s.Scenario, Files: s.Files, Seed: &s.Seed})
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
		return err
	}
	t.fields = fields
	t.clear.Store(s.ClearNumbers)
	t.Journal.Clear()
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
	w.began, w.saved = s.Now.Add(-elapsed), true
	w.counters, err = recount(s, max(1, len(w.amended.States)))
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
	for _, a := range s.Amendments {
		if a.Remove != "" {
			d, _ = d.WithoutRule(a.Remove)
			continue
		}
		next, _, found := d.WithRule(a.Text, a.First, vendorsOf(p.providers))
		if next == nil {
			return misread("a rule", found)
		}
		d = next
	}
	w.said = said{s.Said, s.Amendments}
	w.amended, w.scenario = d, scenarios.New(d)
	return nil
}

// reown gives accounts what they had.
func (p plane) reown(w *world, list []control.Held) error {
	for _, held := range list {
		i, err := p.at(held.Provider)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(w.casts[i].ready, func(r setup.Ready) bool { return r.Account.Name == held.Account })
		if at < 0 {
			return unread("accounts", fmt.Errorf("of an account %q that %s does not have", held.Account, held.Provider))
		}
		h, err := holding(held)
		if err != nil {
			return unread("accounts", err)
		}
		w.ledger.Restore(w.ledger.Find(held.Provider, []byte(w.casts[i].ready[at].Credential.ID)), h)
	}
	return nil
}

func holding(held control.Held) (h ledger.Holding, err error) {
	h.Quota = held.Quota
	if h.Balance, err = money(held.Balance); err != nil {
		return h, err
	}
	if h.Opening, err = money(held.Opening); err != nil {
		return h, err
	}
	for _, c := range held.Changes {
		e := ledger.Entry{At: c.At, Answers: c.Answers, Note: c.Note, Quota: held.Quota}
		if e.Amount, err = money(c.Amount); err != nil {
			return h, err
		}
		if e.Balance, err = money(c.Balance); err != nil {
			return h, err
		}
		for _, kind := range []ledger.EntryKind{ledger.ToppedUp, ledger.BalanceSet, ledger.QuotaSet} {
			if kind.String() == c.Kind {
				e.Kind = kind
			}
		}
		h.Entries = append(h.Entries, e)
	}
	return h, nil
}

func money(text string) (numsim.Money, error) {
	if text == "unlimited" {
		return numsim.MaxMoney, nil
	}
	if text == "" {
		return 0, fmt.Errorf("no amount of yuan")
	}
	return numsim.ParseMoney(text)
}

// recount is the counters of a file whose scenario has so many states.
func recount(s control.State, states int) (*ledger.Counters, error) {
	var counts []ledger.Count
	var stands []ledger.Stand
	for _, c := range s.Counters {
		key, err := strconv.ParseUint(c.Key, 16, 64)
		if err != nil {
			return nil, unread("counters", fmt.Errorf("no key in hexadecimal digits: %q", c.Key))
		}
		counts = append(counts, ledger.Count{Rule: c.Rule, Key: key, Calls: c.Calls})
	}
	for _, one := range s.States {
		key, err := strconv.ParseUint(one.Key, 16, 64)
		if err != nil {
			return nil, unread("states", fmt.Errorf("no key in hexadecimal digits: %q", one.Key))
		}
		since, err := time.ParseDuration(one.Since)
		if err != nil || one.State < 0 || one.State >= states {
			return nil, unread("states", fmt.Errorf("none of the scenario's states"))
		}
		stands = append(stands, ledger.Stand{Key: key, State: one.State, Since: since})
	}
	return ledger.Restored(counts, stands), nil
}
