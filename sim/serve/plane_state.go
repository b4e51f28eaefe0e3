package serve

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/control"
)

// SaveState implements control.Saver.
func (p plane) SaveState(tenant string) (control.State, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.State{}, err
	}
	p.changing.Lock()
	defer p.changing.Unlock()
	w := t.playing.Load()
	if err := w.whole(); err != nil {
		return control.State{}, err
	}
	clock := t.clockState()
	made := w.beginning(t)
	made.Now, made.Elapsed, made.Frozen, made.Scale = clock.Now.UTC(), clock.Now.Sub(w.began).String(), clock.Frozen, clock.Scale
	made.Said, made.Amendments, made.Accounts = w.said.numbers, w.said.amendments, p.held(w)
	made.LeftOut = []string{
		"secrets: a tenant that is made of this file has its own",
		"nonces: a request that was answered before can be sent once more",
		"throttles, and which numbers were asked about lately: both begin anew",
		"the journal",
	}
	w.counted(&made)
	return made, nil
}

// beginning is the file of a world as it began, unless it was made of one.
func (w *world) beginning(t *Tenant) control.State {
	made := control.State{
		Version: control.StateVersion, Name: t.Name, ClearNumbers: t.clear.Load(), Seed: w.scenario.Seed,
		Now: w.began.UTC(), Elapsed: "0s", Scale: 1, Accounts: []control.Held{}, Counters: []control.Counted{}, States: []control.Stood{}, LeftOut: []string{},
	}
	for i, d := range w.draft.Documents {
		if i > 0 {
			made.Files[d.Name] = d.Text
			continue
		}
		made.Scenario, made.Files = d.Text, map[string]string{}
		if d.Name != document {
			made.Document = d.Name
		}
	}
	for _, f := range t.fields {
		made.Set = append(made.Set, f.Provider+"."+f.Name+"="+f.Value)
	}
	return made
}

// whole refuses a scenario that has lists of numbers in files nobody sent.
func (w *world) whole() error {
	for _, name := range w.draft.Files {
		if !slices.ContainsFunc(w.draft.Documents, func(d scenarios.Document) bool { return d.Name == name }) {
			return refused(http.StatusConflict, fmt.Sprintf("the scenario has numbers in the file %q, which is not kept", name), "", "load it with PUT /v1/scenario and the file under files, and save that")
		}
	}
	return nil
}

func (w *world) counted(into *control.State) {
	counts, stands := w.counters.Save()
	for _, c := range counts {
		into.Counters = append(into.Counters, control.Counted{Rule: c.Rule, Key: hexKey(c.Key), Calls: c.Calls})
	}
	for _, s := range stands {
		into.States = append(into.States, control.Stood{Key: hexKey(s.Key), State: s.State, Since: s.Since.String()})
	}
}

func hexKey(key uint64) string { return fmt.Sprintf("%016x", key) }

// held are the accounts that are not as they began.
func (p plane) held(w *world) []control.Held {
	list := []control.Held{}
	for i, one := range p.Providers {
		for _, r := range w.casts[i].ready {
			h := w.ledger.Holding(w.ledger.Find(one.Traits.Name, []byte(r.Credential.ID)))
			if h.Balance == h.Opening && h.Quota == max(r.Account.Quota, 0) && len(h.Entries) == 0 {
				continue
			}
			account := control.Held{Provider: one.Traits.Name, Account: r.Account.Name, Balance: yuan(h.Balance), Opening: yuan(h.Opening), Quota: h.Quota}
			for _, e := range h.Entries {
				account.Changes = append(account.Changes, changeOf(e))
			}
			list = append(list, account)
		}
	}
	return list
}
