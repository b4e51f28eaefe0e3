package sim_test

import (
	"bufio"
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// pipe is a writer whose connection can be taken and reset, and nothing more.
type pipe struct{ *httptest.ResponseRecorder }

func (p *pipe) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	ours, _ := net.Pipe()
	return ours, nil, nil
}

// acted asks a toy once about numbers under rules, and returns the entry and
// what was logged.
func acted(t *testing.T, balance numsim.Money, numbers string, rules ...scenarios.Rule) (journal.Entry, string) {
	t.Helper()
	p, ring, log := newToy(t), journal.NewRing(0), &bytes.Buffer{}
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(func() time.Time { return time.Unix(1_800_000_000, 0) })}
	accounts := ledger.New()
	account := p.Traits().Account
	account.Name, account.Balance = "a", balance
	require.NoError(t, accounts.Open("toy", tenant, account, ledger.Credential{ID: "k", Secret: "s"}))
	e := sim.NewEngine(p, sim.Config{
		World: &sim.World{
			Ledger: accounts, Scenario: scenarios.New(&scenarios.Draft{Rules: rules}), Unclaimed: &ledger.Account{}, Began: tenant.Clock.Now(),
		},
		Journal: ring, Clock: tenant.Clock, Log: slog.New(slog.NewTextHandler(log, nil)),
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	e.ServeHTTP(&pipe{httptest.NewRecorder()}, httptest.NewRequest(http.MethodGet, "/?key=k&secret=s&numbers="+numbers, nil))
	entries := ring.Entries()
	require.Len(t, entries, 1)
	return entries[0], log.String()
}

// The journal names the rules that had a hand in what a client got, and the log
// the one that took an answer from it.
func TestTheRulesThatActedAreNamed(t *testing.T) {
	about := func(number numsim.Number) scenarios.When {
		return scenarios.When{Numbers: []scenarios.Pattern{{Digits: number}}}
	}
	status := &scenarios.Truth{Status: numsim.Busy, SetStatus: true}
	busy := scenarios.Rule{Name: "busy", Where: "s.yaml:4", When: about("13900000200"), Then: scenarios.Then{Truth: status}}
	nameless := scenarios.Rule{Where: "s.yaml:6", When: about("13900000402"), Then: scenarios.Then{Truth: status}}
	drop := scenarios.Rule{Name: "drop", Where: "s.yaml:7", Then: scenarios.Then{Truth: &scenarios.Truth{Drop: true}}}
	late := scenarios.Rule{Name: "late", Where: "s.yaml:8", Then: scenarios.Then{Truth: &scenarios.Truth{Late: time.Second}}}
	refuse := scenarios.Rule{Name: "no", Where: "s.yaml:9", Then: scenarios.Then{Refusal: "Throttled"}}
	answered := func(name string, a scenarios.Answer) scenarios.Rule {
		return scenarios.Rule{Name: name, Where: "s.yaml:5", Then: scenarios.Then{Answer: &a}}
	}
	slow := answered("slow", scenarios.Answer{Delay: scenarios.Delay{Min: time.Second, Max: time.Second}})
	reorder := answered("reorder", scenarios.Answer{Reorder: true})
	garble := answered("garble", scenarios.Answer{Body: scenarios.Damage{Garble: true}})
	free := answered("free", scenarios.Answer{Fault: scenarios.ResetBeforeCharge})
	paid := answered("paid", scenarios.Answer{Fault: scenarios.ResetAfterCharge})
	cut := answered("cut", scenarios.Answer{Body: scenarios.Damage{Truncate: 50, Short: true}})

	sold := scenarios.Rule{Name: "sold", Where: "s.yaml:3", Then: scenarios.Then{Raw: &scenarios.Raw{Status: 418, Charged: true}}}

	const one, two = "13900000200", "13900000200,13900000402"
	for _, row := range []struct {
		name    string
		poor    bool
		numbers string
		rules   []scenarios.Rule
		named   []string
		why     string
		log     string
	}{
		{name: "no rule", numbers: one},
		{name: "rules about others", numbers: one, rules: []scenarios.Rule{nameless, {When: about("13900000404"), Then: paid.Then}}},
		{name: "a truth", numbers: one, rules: []scenarios.Rule{busy}, named: []string{`rule "busy" at s.yaml:4`}},
		{name: "truths of two numbers", numbers: two, rules: []scenarios.Rule{nameless, busy}, named: []string{`rule "busy" at s.yaml:4`, "rule at s.yaml:6"}},
		{name: "one rule for two numbers", numbers: two + "," + one, rules: []scenarios.Rule{{Name: "all", Where: "s.yaml:2", Then: scenarios.Then{Truth: status}}}, named: []string{`rule "all" at s.yaml:2`}},
		{name: "left out", numbers: two, rules: []scenarios.Rule{drop}, named: []string{`rule "drop" at s.yaml:7`}},
		{name: "nothing to be left out of", numbers: one, rules: []scenarios.Rule{drop}},
		{name: "late where none comes late", numbers: one, rules: []scenarios.Rule{late}},
		{name: "held back", numbers: one, rules: []scenarios.Rule{slow}, named: []string{`rule "slow" at s.yaml:5`}},
		{name: "a truth, held back", numbers: one, rules: []scenarios.Rule{slow, busy}, named: []string{`rule "busy" at s.yaml:4`, `rule "slow" at s.yaml:5`}},
		{name: "another order", numbers: two, rules: []scenarios.Rule{reorder}, named: []string{`rule "reorder" at s.yaml:5`}},
		{name: "no order to change", numbers: one, rules: []scenarios.Rule{reorder}},
		{name: "a refusal, held back", numbers: one, rules: []scenarios.Rule{busy, refuse, slow}, named: []string{`rule "slow" at s.yaml:5`}, why: `the scenario's rule "no" at s.yaml:9`, log: "msg=refused"},
		{name: "words that are paid for", numbers: one, rules: []scenarios.Rule{busy, sold}, named: []string{`rule "busy" at s.yaml:4`, `rule "sold" at s.yaml:3`}},
		{name: "words for a number that is refused anyway", numbers: "13900000400", rules: []scenarios.Rule{sold}, named: []string{`rule "sold" at s.yaml:3`}},
		{name: "words nobody can pay for", poor: true, numbers: one, rules: []scenarios.Rule{sold}, why: "Broke", log: "msg=refused"},
		{name: "a truth nobody can pay for", poor: true, numbers: one, rules: []scenarios.Rule{busy, reorder}, named: []string{`rule "busy" at s.yaml:4`}, why: "Broke", log: "msg=refused"},
		{name: "garbled", numbers: one, rules: []scenarios.Rule{garble}, named: []string{`rule "garble" at s.yaml:5`}, log: `msg="answer damaged" provider=toy rule="rule \"garble\" at s.yaml:5" account=a request_id=`},
		{name: "lost and free", numbers: one, rules: []scenarios.Rule{free}, named: []string{`rule "free" at s.yaml:5`}, log: `msg="answer lost" provider=toy rule="rule \"free\" at s.yaml:5" why="the connection was reset, as the scenario has it" account=a request_id=`},
		{name: "lost and paid", numbers: one, rules: []scenarios.Rule{paid}, named: []string{`rule "paid" at s.yaml:5`}, log: `msg="answer lost" provider=toy rule="rule \"paid\" at s.yaml:5"`},
		{name: "cut", numbers: one, rules: []scenarios.Rule{cut}, named: []string{`rule "cut" at s.yaml:5`}, log: `msg="answer lost" provider=toy rule="rule \"cut\" at s.yaml:5" why="the connection was closed before the end of the answer, as the scenario has it"`},
	} {
		t.Run(row.name, func(t *testing.T) {
			balance := numsim.Yuan
			if row.poor {
				balance = 0
			}
			entry, log := acted(t, balance, row.numbers, row.rules...)
			assert.Equal(t, row.named, entry.Rules)
			assert.Equal(t, row.why, entry.Why)
			if row.log == "" {
				assert.Empty(t, log)
			}
			assert.Contains(t, log, row.log)
		})
	}
}
