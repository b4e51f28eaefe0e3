package serve

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// found is an account of a tenant at this moment.
type found struct {
	tenant   *Tenant
	world    *world
	provider string
	ready    setup.Ready
	claim    *ledger.Claim
}

// account finds an account by name.
func (p plane) account(tenant, provider, name string) (*found, error) {
	i, err := p.at(provider)
	if err != nil {
		return nil, err
	}
	t, err := p.named(tenant)
	if err != nil {
		return nil, err
	}
	w := t.playing.Load()
	var names []string
	for _, r := range w.casts[i].ready {
		if r.Account.Name == name {
			return p.found(t, w, provider, r), nil
		}
		names = append(names, r.Account.Name)
	}
	return nil, refused(http.StatusNotFound, fmt.Sprintf("%s has no account %q", provider, name), "", fmt.Sprintf("did you mean %q? GET /v1/accounts lists all", sim.Nearest(name, names)))
}

func (p plane) found(t *Tenant, w *world, provider string, r setup.Ready) *found {
	claim := w.ledger.Find(provider, []byte(r.Credential.ID))
	return &found{t, w, provider, r, claim.At(t.Clock().Now().Sub(w.began))}
}

// at is the place of a provider among those there are.
func (p plane) at(provider string) (int, error) {
	var names []string
	for i, one := range p.Providers {
		if one.Traits.Name == provider {
			return i, nil
		}
		names = append(names, one.Traits.Name)
	}
	return 0, refused(http.StatusNotFound, fmt.Sprintf("there is no provider %q", provider), "", fmt.Sprintf("did you mean %q?", sim.Nearest(provider, names)))
}

// Accounts implements control.Accounts.
func (p plane) Accounts(tenant, provider string) ([]control.AccountInfo, error) {
	t, err := p.named(tenant)
	if err != nil {
		return nil, err
	}
	if _, err := p.at(provider); err != nil && provider != "" {
		return nil, err
	}
	list, w := []control.AccountInfo{}, t.playing.Load()
	for i, one := range p.Providers {
		if provider != "" && provider != one.Traits.Name {
			continue
		}
		for _, r := range w.casts[i].ready {
			list = append(list, p.found(t, w, one.Traits.Name, r).info())
		}
	}
	return list, nil
}

// Account implements control.Accounts.
func (p plane) Account(tenant, provider, name string) (control.AccountInfo, error) {
	f, err := p.account(tenant, provider, name)
	if err != nil {
		return control.AccountInfo{}, err
	}
	return f.info(), nil
}

func (f *found) info() control.AccountInfo {
	a, h := f.claim.Account, f.world.ledger.Holding(f.claim)
	return control.AccountInfo{
		Provider: f.provider, Name: a.Name, ID: f.claim.Credential.ID, About: f.ready.About, Profile: a.Profile, Switches: a.Switches,
		Balance: yuan(h.Balance), Quota: answers(a, h.Quota), Price: a.Price.String(), Postpaid: a.Postpaid, QPS: a.QPS,
		Standing: a.Standing.String(), Answers: a.Answers,
	}
}

func yuan(m numsim.Money) string {
	if m == numsim.MaxMoney {
		return "unlimited"
	}
	return m.String()
}

// answers is a quota in words.
func answers(a *ledger.Account, left int) string {
	if a.Quota == 0 {
		return "unlimited"
	}
	return strconv.Itoa(left)
}

// ChangeAccount implements control.Accounts. The ledger makes an entry of it.
func (p plane) ChangeAccount(tenant, provider, name string, to control.AccountChange) (control.AccountInfo, error) {
	f, err := p.account(tenant, provider, name)
	if err == nil {
		err = f.change(to)
	}
	if err == nil {
		f.world.told.note(f.tenant, control.CapsuleStep{Account: &control.CapsuleChange{Provider: provider, Account: name, Change: to}})
	}
	if err != nil {
		return control.AccountInfo{}, err
	}
	return f.info(), nil
}

func (f *found) change(to control.AccountChange) error {
	l, now := f.world.ledger, f.tenant.Clock().Now()
	var err error
	switch {
	case to.Quota != "":
		n, bad := strconv.Atoi(to.Quota)
		if bad != nil || n < 0 {
			return refused(http.StatusBadRequest, "it is not a whole number from 0", `field "quota"`, `send one, such as "100"`)
		}
		_, err = l.SetQuota(f.claim, n, now, to.Note)
	case to.Balance == "unlimited":
		_, err = l.SetBalance(f.claim, numsim.MaxMoney, now, to.Note)
	default:
		text, apply, where := to.Balance, l.SetBalance, `field "balance"`
		if to.TopUp != "" {
			text, apply, where = to.TopUp, l.TopUp, `field "top_up"`
		}
		amount, bad := numsim.ParseMoney(text)
		if bad != nil {
			return refused(http.StatusBadRequest, bad.Error(), where, `send yuan, such as "0.30"`)
		}
		_, err = apply(f.claim, amount, now, to.Note)
	}
	if err != nil {
		return refused(http.StatusConflict, err.Error(), "body", "GET says what the account has")
	}
	return nil
}

// Statement implements control.Accounts.
func (p plane) Statement(tenant, provider, name string, limit int) (control.Statement, error) {
	f, err := p.account(tenant, provider, name)
	if err != nil {
		return control.Statement{}, err
	}
	h, a := f.world.ledger.Holding(f.claim), f.claim.Account
	made := control.Statement{
		Provider: provider, Name: name, Opening: yuan(h.Opening), Balance: yuan(h.Balance), Quota: answers(a, h.Quota),
		Charges: []control.Charge{}, Changes: []control.Change{},
	}
	var charged, changed numsim.Money
	for _, e := range h.Entries {
		changed += e.Amount
		made.Changes = append(made.Changes, changeOf(e))
	}
	f.charges(func(e journal.Entry) {
		charged += e.Charged
		made.Count++
		if made.Charges = append(made.Charges, p.charge(e)); len(made.Charges) > limit {
			made.Charges = made.Charges[1:]
		}
	})
	made.Charged, made.Changed = charged.String(), changed.String()
	made.Why = f.lacks(h)
	made.Complete = made.Why == ""
	return made, nil
}

// lacks is why a statement does not come to the balance.
func (f *found) lacks(h ledger.Holding) string {
	oldest := f.tenant.Journal.Oldest()
	switch {
	case f.world.origin != nil:
		return "the tenant was made of a file, which has no journal: what was charged before is not here"
	case oldest > f.world.first:
		return fmt.Sprintf("the journal no longer has the first %d entries since the scenario began", oldest-f.world.first)
	case h.Forgotten > 0:
		return fmt.Sprintf("the oldest %d changes by hand are forgotten", h.Forgotten)
	}
	return ""
}

// charges goes over what the account paid since its scenario began.
func (f *found) charges(each func(journal.Entry)) {
	for e := range f.world.entries(f.tenant.Journal) {
		if e.Provider == f.provider && e.Account == f.ready.Account.Name && (e.Charged != 0 || billed(e) > 0) {
			each(e)
		}
	}
}

func billed(e journal.Entry) (n int) {
	for _, l := range e.Lines {
		if l.Billed {
			n++
		}
	}
	return n
}

func (p plane) charge(e journal.Entry) control.Charge {
	return control.Charge{
		Seq: e.Seq, At: e.At, RequestID: p.requestID(e), Operation: e.Operation, Numbers: billed(e), Charged: e.Charged.String(), Delivered: e.Delivered,
	}
}

func changeOf(e ledger.Entry) control.Change {
	return control.Change{At: e.At.UTC(), Kind: e.Kind.String(), Amount: e.Amount.String(), Answers: e.Answers, Balance: yuan(e.Balance), Note: e.Note}
}
