package serve

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// What a file may say at most. A quota has room to be added to, and money for
// sums of it.
const (
	mostQuota   = 1_000_000_000
	mostMoney   = numsim.MaxMoney / 4
	mostChanges = 1000
	mostNote    = 256
	mostCounts  = 1 << 20
	mostCalls   = 1 << 40
)

// reown gives accounts what they had.
func (p plane) reown(w *world, list []control.Held) error {
	seen := map[[2]string]bool{}
	for n, held := range list {
		field := fmt.Sprintf("accounts[%d]", n)
		i, err := p.at(held.Provider)
		if err != nil {
			return unread(field+".provider", fmt.Errorf("of a provider %q that there is not", held.Provider))
		}
		at := slices.IndexFunc(w.casts[i].ready, func(r setup.Ready) bool { return r.Account.Name == held.Account })
		switch who := [2]string{held.Provider, held.Account}; {
		case at < 0:
			return unread(field+".account", fmt.Errorf("of an account %q that %s does not have", held.Account, held.Provider))
		case seen[who]:
			return unread(field, fmt.Errorf("there twice: %s/%s", held.Provider, held.Account))
		default:
			seen[who] = true
		}
		ready := &w.casts[i].ready[at]
		h, err := holding(field, held, ready.Account.Quota != 0)
		if err != nil {
			return err
		}
		w.ledger.Restore(w.ledger.Find(held.Provider, []byte(ready.Credential.ID)), h)
	}
	return nil
}

// holding is what an account had; only some have a quota.
func holding(field string, held control.Held, counted bool) (h ledger.Holding, err error) {
	switch {
	case held.Quota < 0 || held.Quota > mostQuota:
		return h, unread(field+".quota", fmt.Errorf("%d, and an account has from 0 to %d answers left", held.Quota, mostQuota))
	case held.Quota > 0 && !counted:
		return h, unread(field+".quota", errors.New("of an account without a quota"))
	case len(held.Changes) > mostChanges:
		return h, unread(field+".changes", fmt.Errorf("a list of more than %d", mostChanges))
	}
	h.Quota = held.Quota
	if h.Balance, err = money(field+".balance", held.Balance); err != nil {
		return h, err
	}
	if h.Opening, err = money(field+".opening", held.Opening); err != nil {
		return h, err
	}
	for i, c := range held.Changes {
		e, err := entry(fmt.Sprintf("%s.changes[%d]", field, i), c)
		if err != nil {
			return h, err
		}
		e.Quota = held.Quota
		h.Entries = append(h.Entries, e)
	}
	return h, nil
}

// entry is a change by hand as it was saved.
func entry(field string, c control.Change) (e ledger.Entry, err error) {
	e = ledger.Entry{At: c.At, Answers: c.Answers, Note: c.Note}
	switch {
	case !ledger.InRange(c.At):
		return e, unread(field+".at", ledger.ErrClockRange)
	case c.Answers < -mostQuota || c.Answers > mostQuota:
		return e, unread(field+".answers", fmt.Errorf("%d, which no change makes", c.Answers))
	case len(c.Note) > mostNote:
		return e, unread(field+".note", fmt.Errorf("longer than %d bytes", mostNote))
	}
	if e.Amount, err = money(field+".amount", c.Amount); err != nil {
		return e, err
	}
	if e.Balance, err = money(field+".balance", c.Balance); err != nil {
		return e, err
	}
	for _, kind := range []ledger.EntryKind{ledger.ToppedUp, ledger.BalanceSet, ledger.QuotaSet} {
		if kind.String() == c.Kind {
			e.Kind = kind
			return e, nil
		}
	}
	return e, unread(field+".kind", fmt.Errorf("%q, and there are top-up, balance-set and quota-set", c.Kind[:min(len(c.Kind), 64)]))
}

func money(field, text string) (numsim.Money, error) {
	if text == "unlimited" {
		return numsim.MaxMoney, nil
	}
	if text == "" {
		return 0, unread(field, errors.New("no amount of yuan"))
	}
	m, err := numsim.ParseMoney(text[:min(len(text), 64)])
	switch {
	case err != nil:
		return 0, unread(field, err)
	case m > mostMoney || m < -mostMoney:
		return 0, unread(field, errors.New("more than an account holds"))
	}
	return m, nil
}

// recount is the counters of a file whose scenario has so many rules and states.
func recount(s control.State, rules, states int) (*ledger.Counters, error) {
	if len(s.Counters) > mostCounts || len(s.States) > mostCounts {
		return nil, unread("counters", fmt.Errorf("a list of more than %d", mostCounts))
	}
	counts, seen := make([]ledger.Count, len(s.Counters)), map[ledger.Count]bool{}
	for i, c := range s.Counters {
		field := fmt.Sprintf("counters[%d]", i)
		key, err := keyOf(field, c.Key)
		which := ledger.Count{Rule: c.Rule, Key: key}
		switch {
		case err != nil:
			return nil, err
		case c.Rule < 0 || c.Rule >= rules:
			return nil, unread(field+".rule", fmt.Errorf("%d, and the scenario has had %d rules", c.Rule, rules))
		case c.Calls < 1 || c.Calls > mostCalls:
			return nil, unread(field+".calls", fmt.Errorf("%d, which no rule counts", c.Calls))
		case seen[which]:
			return nil, unread(field, errors.New("there twice: the same rule and key"))
		}
		seen[which] = true
		counts[i] = ledger.Count{Rule: c.Rule, Key: key, Calls: c.Calls}
	}
	stands, err := restand(s.States, states)
	if err != nil {
		return nil, err
	}
	return ledger.Restored(counts, stands), nil
}

func restand(list []control.Stood, states int) ([]ledger.Stand, error) {
	stands, seen := make([]ledger.Stand, len(list)), map[uint64]bool{}
	for i, one := range list {
		field := fmt.Sprintf("states[%d]", i)
		key, err := keyOf(field, one.Key)
		if err != nil {
			return nil, err
		}
		since, err := time.ParseDuration(one.Since)
		switch {
		case err != nil:
			return nil, unread(field+".since", errors.New("not a duration such as 1m30s"))
		case since.Abs() > mostSince:
			return nil, unread(field+".since", errors.New("longer than a hundred years"))
		case one.State < 0 || one.State >= states:
			return nil, unread(field+".state", fmt.Errorf("%d, and the scenario has %d states, from 0", one.State, states))
		case seen[key]:
			return nil, unread(field, errors.New("there twice: the same key"))
		}
		seen[key] = true
		stands[i] = ledger.Stand{Key: key, State: one.State, Since: since}
	}
	return stands, nil
}

const mostSince = 100 * 366 * 24 * time.Hour

// keyOf reads sixteen hexadecimal digits.
func keyOf(field, text string) (uint64, error) {
	key, err := strconv.ParseUint(text, 16, 64)
	if err != nil || len(text) != 16 {
		return 0, unread(field+".key", errors.New("no key in sixteen hexadecimal digits"))
	}
	return key, nil
}
