package setup

import (
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// The secrets of every ready-made account. They open nothing anywhere else.
const (
	ReadySecret  = "numsim-secret"
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
	list := append([]Ready{ready(base, "numsim", "documented limits; a balance nobody exhausts by hand")}, troubled(p, base)...)
	for _, profile := range t.Profiles {
		r := ready(base, "numsim-"+profile, "profile "+profile)
		r.Account.Profile = profile
		list = append(list, r)
	}
	rows := t.Catalogue.Rows()
	for i := range rows {
		row := &rows[i]
		r := ready(base, row.Account(), "answers every well-signed call with "+row.Name)
		r.Account.Answers = row.Name
		if row.Profile != "" {
			r.Account.Profile = row.Profile
		}
		list = append(list, r)
	}
	return list
}

// troubled makes the accounts with a friendly name; the one that never opened
// the product only where the provider has words for that.
func troubled(p sim.Provider, base ledger.Account) []Ready {
	base.Answers, base.Standing = "", ledger.Good // each has a trouble of its own
	unlimited := ready(base, "numsim-unlimited", "for load tests: no balance, no QPS limit; timestamps and nonces live 60 s")
	unlimited.Account.Balance, unlimited.Account.QPS = numsim.MaxMoney, 0
	unlimited.Account.Window, unlimited.Account.NonceCap = time.Minute, 4_000_000

	broke := ready(base, "numsim-broke", "balance 0: never enough for an answer")
	broke.Account.Balance = 0

	throttled := ready(base, "numsim-throttled", "over its limit on every call")
	throttled.Account.QPS = -1

	one := ready(base, "numsim-qps-1", "one call a second; recovers in the next")
	one.Account.QPS = 1

	disabled := ready(base, "numsim-disabled", "the key is disabled")
	disabled.Credential.Disabled = true

	unsubscribed := ready(base, "numsim-unsubscribed", "never opened the product")
	unsubscribed.Account.Standing = ledger.Unsubscribed

	list := []Ready{unlimited, broke, throttled, one, disabled}
	if hasWords(p, base, sim.Unsubscribed) {
		list = append(list, unsubscribed)
	}
	if p.Traits().Temporary {
		list = append(list, temporary(base)...)
	}
	return list
}

func hasWords(p sim.Provider, base ledger.Account, cause sim.Cause) bool {
	if Finish(p, &base) != nil {
		return false // said where the account itself is finished
	}
	return p.Refuse(&sim.Call{Account: &base}, cause) != nil
}

func temporary(base ledger.Account) []Ready {
	sts := ready(base, "numsim-sts", "temporary key; its token is "+ReadyToken)
	sts.Credential.Token = ReadyToken

	expired := ready(base, "numsim-sts-expired", "temporary key whose token, "+ExpiredToken+", has expired")
	expired.Credential.Token = ExpiredToken
	expired.Credential.Expires = time.Date(2020, 9, 23, 0, 0, 0, 0, time.UTC)
	return []Ready{sts, expired}
}

func ready(base ledger.Account, name, about string) Ready {
	base.Name = name
	return Ready{Account: base, Credential: ledger.Credential{ID: name, Secret: ReadySecret}, About: about}
}
