package setup

import (
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// The tokens of the ready-made temporary credentials. They open nothing
// anywhere else.
const (
	ReadyToken   = "numsim-sts-token"
	ExpiredToken = "numsim-sts-expired-token"
)

// Ready is a ready-made account of the default tenant.
type Ready struct {
	Account    ledger.Account
	Credential ledger.Credential
	About      string
}

// ReadyMade lists a provider's ready-made accounts: the one to begin with, one
// for each common trouble, one for each profile, and one for each row of its
// catalogue. base is what they have in common.
func ReadyMade(p sim.Provider, base ledger.Account) []Ready {
	t := p.Traits()
	m := maker{secrets: t.Ready, base: base}
	list := make([]Ready, 0, 8+len(t.Profiles)+len(t.Catalogue.Rows()))
	list = append(list, m.ready("numsim", "to begin with: what is documented, and a balance nobody exhausts by hand"))
	list = append(list, troubled(p, base)...)
	for _, profile := range t.Profiles {
		r := m.ready("numsim-"+profile, "profile "+profile)
		r.Account.Profile = profile
		list = append(list, r)
	}
	rows := t.Catalogue.Rows()
	for i := range rows {
		row := &rows[i]
		r := m.ready(row.Account(), "answers every well-signed call with "+row.Name)
		r.Account.Answers = row.Name
		if row.Profile != "" {
			r.Account.Profile = row.Profile
		}
		list = append(list, r)
	}
	return list
}

// maker makes accounts with one set of secrets.
type maker struct {
	secrets ledger.Credential
	base    ledger.Account
	quota   bool // the provider sells quotas
}

func (m maker) ready(name, about string) Ready {
	r := Ready{Account: m.base, Credential: m.secrets, About: about}
	r.Account.Name, r.Credential.ID = name, name
	return r
}

// troubled makes the accounts with a friendly name, where the provider has
// words for their trouble.
func troubled(p sim.Provider, base ledger.Account) []Ready {
	t := p.Traits()
	base.Answers, base.Standing = "", ledger.Good // each has a trouble of its own
	m := maker{t.Ready, base, t.Account.Quota != 0}
	list := []Ready{m.unlimited()}
	if !base.Postpaid {
		list = append(list, m.broke())
	}
	if !t.Unthrottled {
		list = append(list, m.throttled()...)
	}
	disabled := m.ready("numsim-disabled", "the key is disabled")
	disabled.Credential.Disabled = true
	list = append(list, disabled)

	unsubscribed := m.ready("numsim-unsubscribed", "never opened the product")
	unsubscribed.Account.Standing = ledger.Unsubscribed
	if hasWords(p, unsubscribed.Account, sim.BadStanding) {
		list = append(list, unsubscribed)
	}
	if t.Temporary {
		list = append(list, m.temporary()...)
	}
	return list
}

func (m maker) unlimited() Ready {
	r := m.ready("numsim-unlimited", "for load tests: no balance, quota or QPS limit; timestamps and nonces live 60 s")
	r.Account.Balance, r.Account.Quota, r.Account.QPS = numsim.MaxMoney, 0, 0
	r.Account.Window, r.Account.NonceCap = time.Minute, 4_000_000
	return r
}

func (m maker) broke() Ready {
	r := m.ready("numsim-broke", "balance 0: not enough for an answer that costs anything")
	r.Account.Balance = 0
	if m.quota {
		r.Account.Quota, r.About = -1, "balance 0 and no quota: never enough for an answer"
	}
	return r
}

func (m maker) throttled() []Ready {
	always := m.ready("numsim-throttled", "over its limit on every call")
	always.Account.QPS = -1
	one := m.ready("numsim-qps-1", "one call a second; recovers in the next")
	one.Account.QPS = 1
	return []Ready{always, one}
}

func (m maker) temporary() []Ready {
	sts := m.ready("numsim-sts", "temporary key; its token is "+ReadyToken)
	sts.Credential.Token = ReadyToken

	expired := m.ready("numsim-sts-expired", "temporary key whose token, "+ExpiredToken+", has expired")
	expired.Credential.Token = ExpiredToken
	expired.Credential.Expires = time.Date(2020, 9, 23, 0, 0, 0, 0, time.UTC)
	return []Ready{sts, expired}
}

func hasWords(p sim.Provider, a ledger.Account, cause sim.Cause) bool {
	if Finish(p, &a) != nil {
		return false // said where the account itself is finished
	}
	return p.Refuse(&sim.Call{Account: &a}, cause) != nil
}
