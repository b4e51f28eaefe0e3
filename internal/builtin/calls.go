package builtin

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/verdict"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

// calls puts those of the default tenant, and those that nobody claims, in the
// order in which they were decided, and numbers them.
func (s *Stage) calls(in *verdict.Input) (kept []sim.Witnessed) {
	for _, w := range s.seen {
		if w.Tenant != "" && w.Tenant != serve.DefaultTenant {
			in.Others++
			continue
		}
		kept = append(kept, w)
	}
	slices.SortStableFunc(kept, func(a, b sim.Witnessed) int {
		if (a.Tenant == "") == (b.Tenant == "") { // of one journal
			return cmp.Compare(a.Entry.Seq, b.Entry.Seq)
		}
		return a.Entry.At.Compare(b.Entry.At)
	})
	for i := range kept {
		in.Calls = append(in.Calls, call(&kept[i]))
		in.Calls[i].Signed = s.signed(&kept[i].Entry)
		in.Calls[i].Seq = uint64(i + 1)
	}
	return kept
}

func call(w *sim.Witnessed) verdict.Call {
	return verdict.Call{
		Entry: w.Entry, Exchange: exchange(w), Profile: w.Account.Profile, Switches: w.Account.Switches,
	}
}

// signed is what was signed of a call whose signature does not hold, as far as it
// is known.
func (s *Stage) signed(e *journal.Entry) *conformance.Signed {
	if e.Row == "" {
		return nil
	}
	ours, theirs := s.sim.Signed(e.RequestID)
	if ours == "" {
		return nil
	}
	return &conformance.Signed{Client: theirs, Provider: ours}
}

// exchange is the call as the contracts see it.
func exchange(w *sim.Witnessed) *contracts.Exchange {
	x := &contracts.Exchange{
		Method: w.Request.Method, Header: w.Request.Header, Body: w.Request.Body,
		URL:    &url.URL{Scheme: "http", Host: w.Request.Host, Path: w.Request.Path, RawQuery: w.Request.RawQuery},
		Status: w.Entry.HTTP, AnswerHeader: w.Reply, AnswerBody: w.Body, Answerer: contracts.Simulator,
	}
	if path, err := url.PathUnescape(w.Request.Path); err == nil {
		x.URL.Path, x.URL.RawPath = path, w.Request.Path
	}
	if !w.Entry.Delivered {
		x.Status, x.AnswerHeader, x.AnswerBody = 0, nil, nil
	}
	return x
}

// mostExplained bounds what looking for near misses costs.
const mostExplained = 2000

// explain goes over the calls that the rules were asked about, and counts as
// they did. Of a batch the first number is looked at.
func (s *Stage) explain(calls []sim.Witnessed, each func(int, []scenarios.Verdict)) {
	counters := &ledger.Counters{}
	for i := range calls[:min(len(calls), mostExplained)] {
		w := &calls[i]
		if e := &w.Entry; e.Account == "" || len(e.Lines) == 0 || e.Row != "" && !strings.HasPrefix(e.Why, journal.ByScenario) {
			continue
		}
		p := s.provider(w.Entry.Provider)
		elapsed := w.Entry.At.Sub(s.began) - w.Account.Skew
		asked := serve.Consider(p, s.world, w.Account, w.Entry.Operation, w.Entry.Lines[0].Number, max(elapsed, time.Duration(0)), counters)
		each(i, s.world.Explain(asked.Question))
	}
}

func (s *Stage) provider(name string) sim.Provider {
	i := slices.IndexFunc(s.sim.Providers, func(p serve.Endpoint) bool { return p.Traits.Name == name })
	return s.sim.Provider(i)
}

// kind is that of a row, Other for what is in no catalogue.
func (s *Stage) kind(provider, row string) numsim.Kind { return s.sim.Kind(provider, row) }

// slug is a scenario's name as ids have it.
func slug(name string) string {
	text := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, name)
	return cmp.Or(strings.Trim(text, "-"), "unnamed")
}
