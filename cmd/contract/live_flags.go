package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/guard"
)

// liveFlags are what contract run is told of a live run.
type liveFlags struct {
	on, accept, plan       bool
	most, price, daily     string // yuan
	calls                  int
	numbers, pin           string
	ledger, record         string
	maxCNY, priceOf, ofDay *numsim.Money
}

func (l *liveFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&l.on, "live", false, "ask the real provider; needs --provider and what follows")
	flags.BoolVar(&l.accept, "accept-charges", false, "live: the calls may be billed, and that is accepted")
	flags.StringVar(&l.most, "max-cny", "", "live: the most the run may cost, in yuan; 0 sends only what is surely free")
	flags.StringVar(&l.price, "price-cny", "", "live: the most that one number may cost, where no document says")
	flags.StringVar(&l.daily, "daily-cny", "", "live: the most that all runs of a day may cost with this key (default: --max-cny)")
	flags.IntVar(&l.calls, "max-calls", 0, "live: the most calls (default 20)")
	flags.StringVar(&l.numbers, "numbers", "", "live: the file of numbers that may be asked about")
	flags.StringVar(&l.pin, "numbers-sha256", "", "live: the SHA-256 of that file, as it was read and agreed to")
	flags.StringVar(&l.ledger, "ledger", "", "live: the file that money is counted in (default: live-ledger in the user's folder of settings)")
	flags.StringVar(&l.record, "record", "", "live: write redacted recordings below this folder")
	flags.BoolVar(&l.plan, "plan", false, "live: send nothing, print the calls and the worst they cost")
}

// check finds what does not go together.
func (r *running) checkLive(cmd *cobra.Command) error {
	l := &r.live
	if !l.on {
		for _, name := range []string{"accept-charges", "max-cny", "price-cny", "daily-cny", "max-calls", "numbers", "numbers-sha256", "ledger", "record", "plan"} {
			if cmd.Flags().Changed(name) {
				return fmt.Errorf("--%s is for a live run: add --live, or leave it out", name)
			}
		}
		return nil
	}
	switch {
	case len(r.target) > 0 || r.control != "":
		return errors.New("--live goes to the provider's own host: leave --target and --control out")
	case r.provider == "":
		return errors.New("--live asks one provider: name it with --provider")
	case cmd.Flags().Changed("parallel") && r.workers != 1:
		return errors.New("--live makes one call after the other: leave --parallel out")
	}
	r.workers = 1
	return l.money()
}

func (l *liveFlags) money() error {
	for _, m := range []struct {
		flag, text string
		into       **numsim.Money
	}{{"max-cny", l.most, &l.maxCNY}, {"price-cny", l.price, &l.priceOf}, {"daily-cny", l.daily, &l.ofDay}} {
		if m.text == "" {
			continue
		}
		amount, err := numsim.ParseMoney(m.text)
		if err != nil {
			return fmt.Errorf("--%s %s: write an amount in yuan, such as 0.50", m.flag, m.text)
		}
		*m.into = &amount
	}
	return nil
}

// allowList is nil without --numbers, which a guard refuses in its own words.
func (l *liveFlags) allowList() (*guard.AllowList, error) {
	if l.numbers == "" {
		return nil, nil
	}
	return guard.ReadAllowList(os.DirFS(filepath.Dir(l.numbers)), filepath.Base(l.numbers), l.pin)
}

// book is the ledger's path.
func (l *liveFlags) book() (string, error) {
	if l.ledger != "" || l.plan {
		return l.ledger, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder for the ledger: name a file with --ledger: %w", err)
	}
	dir = filepath.Join(dir, "numsim")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("there is no folder for the ledger: name a file with --ledger: %w", err)
	}
	return filepath.Join(dir, "live-ledger"), nil
}

func (l *liveFlags) options(w *world, provider string) (o guard.Options, err error) {
	o = guard.Options{
		Provider: provider, AcceptCharges: l.accept, MaxCNY: l.maxCNY, PriceCNY: l.priceOf, MaxCalls: l.calls,
		StandIn: w.standIn, Sleep: w.sleep, Files: slices.Clip(w.repository()),
	}
	if l.ofDay != nil {
		o.DailyCNY = *l.ofDay
	}
	if o.Keys, err = w.keys(provider); err != nil {
		return o, err
	}
	if o.Numbers, err = l.allowList(); err != nil {
		return o, err
	}
	o.Ledger, err = l.book()
	return o, err
}

// free reports whether the run may spend nothing.
func (l *liveFlags) free() bool { return l.maxCNY != nil && *l.maxCNY == 0 }

func yuan(m numsim.Money) string { return strings.TrimSpace(m.String()) + " yuan" }
