package setup

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

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

// Settings lists the fields every provider's accounts have; a provider's
// switches come on top.
func Settings() []Setting {
	return []Setting{
		{"balance", "yuan at the start, or unlimited", func(a *ledger.Account, v string) (err error) {
			a.Balance, err = money(v)
			return err
		}},
		{"price", "yuan for an answer that is charged", func(a *ledger.Account, v string) (err error) {
			a.Price, err = amount(v)
			return err
		}},
		{"qps", "calls admitted in each second; 0 is no limit", func(a *ledger.Account, v string) (err error) {
			a.QPS, err = whole(v)
			return err
		}},
		{"carrier-qps", "calls each carrier admits in a second, apart from the platform's own limit; 0 is no limit", func(a *ledger.Account, v string) (err error) {
			a.CarrierQPS, err = whole(v)
			return err
		}},
		{"number-every", "the same number is answered once in that long, such as 10s; 0s is always", func(a *ledger.Account, v string) (err error) {
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
			a.NonceCap, err = whole(v)
			return err
		}},
		{"skew", "how far the provider's clock is ahead, such as 1h or -90s", func(a *ledger.Account, v string) (err error) {
			a.Skew, err = time.ParseDuration(v)
			return err
		}},
		{"standing", "good, unsubscribed, out-of-service, not-authorized, ram-denied, forbidden-ram or no-permission", setStanding},
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

// Set sets one field or switch of a.
func Set(a *ledger.Account, name, value string) error {
	for _, s := range Settings() {
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
	a.Reading, err = p.Read(a.Profile, a.Switches)
	return err
}

func fieldNames(t sim.Traits) (names []string) {
	for _, s := range Settings() {
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
	if err == nil && m < 0 {
		err = fmt.Errorf("%q is below zero", v)
	}
	return m, err
}

func whole(v string) (int, error) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is not a whole number from 0 up", v)
	}
	return n, nil
}

func positive(v string) (time.Duration, error) {
	d, err := time.ParseDuration(v)
	if err != nil || d <= 0 || d > 24*time.Hour {
		return 0, fmt.Errorf("%q is not a duration such as 15m or 90s, up to 24h", v)
	}
	return d, nil
}

func setStanding(a *ledger.Account, v string) error {
	names := make([]string, 0, 8)
	for _, s := range ledger.Standings() {
		if s.String() == v {
			a.Standing = s
			return nil
		}
		names = append(names, s.String())
	}
	return fmt.Errorf("there is no standing %q; did you mean %q?", v, sim.Nearest(v, names))
}
