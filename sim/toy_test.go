package sim_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// toy is the smallest provider: several numbers in one call, a signature that
// is the secret itself, and a vacant number free.
type toy struct {
	catalogue     *numsim.Catalogue
	throttleFirst bool
	unthrottled   bool
}

func newToy(t *testing.T) *toy {
	t.Helper()
	var rows []numsim.Row
	for _, name := range []string{"NoKey", "BadSignature", "Replayed", "Throttled", "BadNumber", "Broke", "NoQuota"} {
		rows = append(rows, numsim.Row{Name: name, Status: 400, Message: name, Source: "test", Cause: "test"})
	}
	c, err := numsim.NewCatalogue(rows)
	require.NoError(t, err)
	return &toy{catalogue: c}
}

func (p *toy) Traits() sim.Traits {
	return sim.Traits{
		Name: "toy", Catalogue: p.catalogue, Profiles: []string{"only"}, AppendID: sim.AppendUpperUUID, ThrottleFirst: p.throttleFirst, Unthrottled: p.unthrottled,
		Account: ledger.Account{Profile: "only", Balance: numsim.Yuan, Price: 1000, Window: time.Minute},
	}
}

func (p *toy) Hint(*sim.Call, *sim.Refusal, *ledger.Credential) *explain.Finding { return nil }

func (p *toy) Explain(*sim.Call, explain.Key, []explain.Secret) explain.Asker { return nil }

func (p *toy) Read(string, map[string]string) (any, error) { return nil, nil }

func (p *toy) refuse(row string) *sim.Refusal {
	return &sim.Refusal{Row: p.catalogue.Find(row), Why: row}
}

func (p *toy) Open(c *sim.Call) *sim.Refusal {
	var f sim.Form
	if err := sim.Add(&f, c.Request.RawQuery); err != nil {
		return p.refuse("BadNumber")
	}
	c.Operation, c.Credential, c.Nonce, c.Wire = "Ask", f.Get("key"), f.Get("nonce"), f
	return nil
}

func (p *toy) Verify(c *sim.Call, key *ledger.Credential) *sim.Refusal {
	f := c.Wire.(sim.Form)
	if string(f.Get("secret")) != key.Secret {
		return p.refuse("BadSignature")
	}
	c.FreshUntil = c.Now.Add(time.Minute)
	return nil
}

func (p *toy) Decode(c *sim.Call) *sim.Refusal {
	f := c.Wire.(sim.Form)
	for n := range strings.SplitSeq(string(f.Get("numbers")), ",") {
		if !numsim.Number(n).Mainland() {
			return p.refuse("BadNumber")
		}
		c.Numbers = append(c.Numbers, numsim.Number(n))
	}
	return nil
}

func (p *toy) Assigned(*sim.Call, numsim.Number) (numsim.Carrier, bool) {
	return numsim.ChinaMobile, true
}

func (p *toy) Bill(_ *sim.Call, answers []sim.Answer) (needed int) {
	for i := range answers {
		answers[i].Billed = answers[i].Status != numsim.Vacant && !answers[i].Late
	}
	return len(answers)
}

func (p *toy) Refuse(_ *sim.Call, cause sim.Cause) *sim.Refusal {
	rows := map[sim.Cause]string{
		sim.UnknownCredential: "NoKey", sim.NonceUsed: "Replayed", sim.Throttled: "Throttled",
		sim.NumberRefused: "BadNumber", sim.FundsShort: "Broke", sim.QuotaShort: "NoQuota",
	}
	if rows[cause] == "" {
		return nil
	}
	return p.refuse(rows[cause])
}

func (p *toy) Answer(_ *sim.Call, row *numsim.Row) *sim.Refusal { return &sim.Refusal{Row: row} }

func (p *toy) Encode(c *sim.Call, out *sim.Outcome, reply *sim.Reply) {
	if strings.Contains(c.Request.RawQuery, "panic") {
		panic(errors.New("the encoder broke"))
	}
	reply.Status = 200
	if out.Refusal != nil {
		reply.Status = out.Refusal.Row.Status
		reply.Body = append(reply.Body, out.Refusal.Text()...)
		return
	}
	for _, a := range out.Answers {
		reply.Body = append(reply.Body, a.Number[7:]...)
		reply.Body = append(reply.Body, '=')
		reply.Body = append(reply.Body, a.Status.String()...)
		if a.Late {
			reply.Body = append(reply.Body, ", late"...)
		}
		reply.Body = append(reply.Body, ' ')
	}
}

// table is a toy at work: its accounts, its journal, its money.
type table struct {
	engine  *sim.Engine
	ledger  *ledger.Ledger
	journal *journal.Ring
}

func lay(t *testing.T, p *toy, a ledger.Account) *table {
	t.Helper()
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(func() time.Time { return time.Unix(1_800_000_000, 0) })}
	tb := &table{ledger: ledger.New(), journal: journal.NewRing(0)}
	a.Name = "a"
	require.NoError(t, tb.ledger.Open("toy", tenant, a, ledger.Credential{ID: "k", Secret: "s"}))
	tb.engine = sim.NewEngine(p, sim.Config{
		World: &sim.World{Ledger: tb.ledger, Scenario: scenarios.Default(0), Unclaimed: &ledger.Account{}, Began: tenant.Clock.Now()}, Journal: tb.journal, Clock: tenant.Clock,
	})
	return tb
}

func (tb *table) ask(query string) (int, string) {
	w := httptest.NewRecorder()
	tb.engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?"+query, nil))
	return w.Code, strings.TrimSpace(w.Body.String())
}

func (tb *table) left() numsim.Money { return tb.ledger.Balance(tb.ledger.Find("toy", []byte("k"))) }
