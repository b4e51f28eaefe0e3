package setup

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// Setting is one field of an account that can be set by name.
type Setting struct {
	Name  string
	About string
	set   func(a *ledger.Account, value string) error
}

// Settings lists the fields a provider's accounts have; its switches come on
// top.
func Settings(t sim.Traits) []Setting {
	return slices.DeleteFunc(settings(), func(s Setting) bool { return unused(t, s.Name) })
}

func unused(t sim.Traits, name string) bool {
	return slices.Contains(t.Unused, name) || (name == "qps" || name == "qps-window") && t.Unthrottled
}

// settings are those that some provider has.
func settings() []Setting {
	return []Setting{
		{"balance", "yuan at the start, or unlimited", func(a *ledger.Account, v string) (err error) {
			a.Balance, err = money(v)
			return err
		}},
		{"price", "yuan for an answer that is charged", func(a *ledger.Account, v string) (err error) {
			a.Price, err = amount(v)
			return err
		}},
		{"quota", "answers an account may still get, or unlimited", func(a *ledger.Account, v string) (err error) {
			a.Quota, err = quota(v)
			return err
		}},
		{"qps", "calls admitted in each second; 0 is no limit", func(a *ledger.Account, v string) (err error) {
			a.QPS, err = whole(v)
			return err
		}},
		{"qps-window", "how the calls of a second are counted: fixed (each second of the clock), sliding (the second before each call) or bucket (a second's worth at once, then one at a time)", func(a *ledger.Account, v string) error {
			for _, l := range ledger.Limits() {
				if l.String() == v {
					a.Limit = l
					return nil
				}
			}
			return fmt.Errorf("%q is none of fixed, sliding and bucket", v)
		}},
		{"carrier-qps", "calls each carrier admits in a second, apart from the platform's own limit, in profiles that have a word for it; 0 is no limit", func(a *ledger.Account, v string) (err error) {
			a.CarrierQPS, err = whole(v)
			return err
		}},
		{"number-every", "the same number is answered once in that long, such as 10s, in profiles that have a word for it; 0s is always", func(a *ledger.Account, v string) (err error) {
			if v == "0s" {
				a.NumberEvery = 0
				return nil
			}
			a.NumberEvery, err = positive(v)
			return err
		}},
		{"window", "how far a timestamp may be from the clock, such as 15m", func(a *ledger.Account, v string) (err error) {
			a.Window, err = positive(v)
			return err
		}},
		{"nonce-cap", "live nonces a key may hold", func(a *ledger.Account, v string) (err error) {
			if a.NonceCap, err = whole(v); err == nil && a.NonceCap == 0 {
				err = errors.New(`"0" would let nobody in; 1 is the least`)
			}
			return err
		}},
		{"skew", "how far the provider's clock is ahead, such as 1h or -90s", func(a *ledger.Account, v string) (err error) {
			a.Skew, err = skew(v)
			return err
		}},
		{"lag", "how old at least what an account is told is, such as 24h; only where answers are not in real time", func(a *ledger.Account, v string) (err error) {
			a.Lag, err = age(v)
			return err
		}},
		{"allow-ips", "addresses calls may come from, such as 10.0.0.0/8,127.0.0.1; any is no limit; only where the provider documents it", func(a *ledger.Account, v string) (err error) {
			a.Peers, err = peers(v)
			return err
		}},
		{"standing", "good, or why every call is refused: " + strings.Join(standingNames()[1:], ", ") + "; each where the provider has words for it", setStanding},
		{"key", "active or disabled: whether the account's keys are", func(a *ledger.Account, v string) (err error) {
			a.KeyDisabled, err = either(v, "disabled", "active")
			return err
		}},
		{"token", "valid or expired: whether the tokens of its temporary keys are", func(a *ledger.Account, v string) (err error) {
			a.TokenExpired, err = either(v, "expired", "valid")
			return err
		}},
		{"answers", "a row of the catalogue that every well-signed call meets", func(a *ledger.Account, v string) error {
			a.Answers = v
			return nil
		}},
		{"uid", "the account owner's id", func(a *ledger.Account, v string) error {
			if _, err := whole(v); err != nil {
				return err
			}
			a.UID = v
			return nil
		}},
		{"profile", "which generation of the provider's documents", func(a *ledger.Account, v string) error {
			a.Profile = v
			return nil
		}},
	}
}

// Set sets one field or switch of an account at a provider.
func Set(t sim.Traits, a *ledger.Account, name, value string) error {
	if unused(t, name) {
		return fmt.Errorf("%s knows no %s (what it knows: simulator accounts %s --fields)", t.Name, name, t.Name)
	}
	for _, s := range settings() {
		if s.Name == name {
			if err := s.set(a, value); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		}
	}
	a.Switches = maps.Clone(a.Switches)
	if a.Switches == nil {
		a.Switches = map[string]string{}
	}
	a.Switches[name] = value
	return nil
}

// Finish checks a against the provider and gives it its reading.
func Finish(p sim.Provider, a *ledger.Account) (err error) {
	t := p.Traits()
	for name := range a.Switches {
		if !slices.ContainsFunc(t.Switches, func(s sim.Switch) bool { return s.Name == name }) {
			return fmt.Errorf("there is no field or switch %q; did you mean %q? (all: simulator accounts --fields)", name, sim.Nearest(name, fieldNames(t)))
		}
	}
	if a.Answers != "" && t.Catalogue.Find(a.Answers) == nil {
		var names []string
		for _, r := range t.Catalogue.Rows() {
			names = append(names, r.Name)
		}
		return fmt.Errorf("answers: %s has no row %q; did you mean %q?", t.Name, a.Answers, sim.Nearest(a.Answers, names))
	}
	if a.QPS == sim.DocumentedQPS {
		a.QPS = t.QPS[a.Profile]
	}
	if a.Reading, err = p.Read(a.Profile, a.Switches); err != nil {
		return err
	}
	if a.Standing != ledger.Good && p.Refuse(&sim.Call{Account: a}, sim.BadStanding) == nil {
		return fmt.Errorf("standing: %s has no words for %q; it has for %s", t.Name, a.Standing, strings.Join(Standings(p, *a), ", "))
	}
	return nil
}

// Standings names those the provider refuses an account like a for.
func Standings(p sim.Provider, a ledger.Account) (names []string) {
	for _, a.Standing = range ledger.Standings()[1:] {
		if p.Refuse(&sim.Call{Account: &a}, sim.BadStanding) != nil {
			names = append(names, a.Standing.String())
		}
	}
	return names
}

func fieldNames(t sim.Traits) (names []string) {
	for _, s := range Settings(t) {
		names = append(names, s.Name)
	}
	for _, s := range t.Switches {
		names = append(names, s.Name)
	}
	return names
}

func money(v string) (numsim.Money, error) {
	if v == "unlimited" {
		return numsim.MaxMoney, nil
	}
	return amount(v)
}

// amount is money that is not owed: a price below zero would pay the caller.
func amount(v string) (numsim.Money, error) {
	m, err := numsim.ParseMoney(v)
	switch {
	case err == nil && m < 0:
		err = fmt.Errorf("%q is below zero", v)
	case m > mostMoney:
		err = fmt.Errorf("%q is more than %s yuan", v, mostMoney)
	}
	return m, err
}

// mostMoney keeps the price of any call far from the end of numsim.Money.
const mostMoney = 1_000_000_000 * numsim.Yuan

func whole(v string) (int, error) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is not a whole number from 0 up", v)
	}
	return n, nil
}

func quota(v string) (int, error) {
	if v == "unlimited" {
		return 0, nil
	}
	n, err := whole(v)
	if err == nil && n == 0 {
		return -1, nil
	}
	return n, err
}

func peers(v string) (list []netip.Prefix, err error) {
	if v == "any" {
		return nil, nil
	}
	for text := range strings.SplitSeq(v, ",") {
		p, err := netip.ParsePrefix(text)
		if a, single := netip.ParseAddr(text); single == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("%q is not an address such as 127.0.0.1, nor a network such as 10.0.0.0/8", text)
		}
		list = append(list, p)
	}
	return list, nil
}

// either is whether v is the one word rather than the other.
func either(v, yes, no string) (bool, error) {
	if v != yes && v != no {
		return false, fmt.Errorf("%q is neither %s nor %s", v, no, yes)
	}
	return v == yes, nil
}

func setStanding(a *ledger.Account, v string) error {
	i := slices.Index(standingNames(), v)
	if i < 0 {
		return fmt.Errorf("there is no standing %q; did you mean %q?", v, sim.Nearest(v, standingNames()))
	}
	a.Standing = ledger.Standings()[i]
	return nil
}

func standingNames() (names []string) {
	for _, s := range ledger.Standings() {
		names = append(names, s.String())
	}
	return names
}
