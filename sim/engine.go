package sim

import (
	"context"
	crand "crypto/rand"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// Config is what an engine works with. Everything but Log, Desk, Sleep and
// Draining is needed.
type Config struct {
	World    *World        // it begins in
	Journal  *journal.Ring // of exchanges no account claims, and of worlds without their own
	Clock    *ledger.Clock // of calls that no account claims
	Log      *slog.Logger  // refusals, a few a second; nil for none
	Desk     *explain.Desk // for failed signatures; nil is none is explained
	Draining func() bool   // whether connections end with their exchange; nil is never
	// Witness is told of every exchange once it is over; nil is nobody. Several
	// goroutines call it at once.
	Witness func(Witnessed)
	// Sleep waits before an answer that is held back; nil is on wall time.
	Sleep func(context.Context, time.Duration) error
}

// Engine runs the exchanges of one provider's listener. It is an http.Handler.
type Engine struct {
	provider Provider
	traits   Traits
	world    atomic.Pointer[World]
	tenants  atomic.Pointer[tenants]
	hosting  sync.Mutex
	journal  *journal.Ring
	clock    *ledger.Clock
	log      *reporter
	desk     *explain.Desk
	sleep    sleeper
	draining func() bool
	witness  func(Witnessed)
	dates    dates
	counts   *counts
	outlines shared
	calls    sync.Pool
}

// NewEngine returns the engine of one provider.
func NewEngine(p Provider, c Config) *Engine {
	if c.Sleep == nil {
		c.Sleep = onWallTime
	}
	e := &Engine{
		sleep: c.Sleep, provider: p, traits: p.Traits(), journal: c.Journal, clock: c.Clock, log: newReporter(c.Log), desk: c.Desk, draining: c.Draining, witness: c.Witness,
		counts: newCounts(p.Traits().Operations),
	}
	e.Enter(c.World)
	e.tenants.Store(&tenants{})
	if e.draining == nil {
		e.draining = func() bool { return false }
	}
	e.calls.New = func() any { return &pooled{ids: newIDs()} }
	return e
}

// pooled is a call with its own source of request ids, so that no lock is
// shared between exchanges.
type pooled struct {
	Call
	ids *rand.ChaCha8
}

func newIDs() *rand.ChaCha8 {
	var seed [32]byte
	_, _ = crand.Read(seed[:]) // never fails: crypto/rand ends the process instead
	return rand.NewChaCha8(seed)
}

// ServeHTTP runs one exchange: read, decide, journal, write.
func (e *Engine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer answerFault(w, e.traits.Name, e.log)
	c := e.calls.Get().(*pooled)
	defer e.keep(c)
	c.reset()
	c.Request.read(r)
	c.world = e.world.Load()
	_, _ = c.ids.Read(c.ID[:])
	c.ID[6], c.ID[8] = c.ID[6]&0x0f|0x40, c.ID[8]&0x3f|0x80
	c.identify()

	out := &c.outcome
	*out = e.exchange(&c.Call)
	if out.Refusal != nil && out.Refusal.Doubt != NoDoubt && e.desk != nil {
		e.explain(&c.Call, out.Refusal)
	}
	e.encode(&c.Call, out)
	e.counts.add(c.Operation, out)
	ring := e.ring(&c.Call)
	entry := e.entry(&c.Call, out)
	seq := ring.Append(entry)
	c.Request.closing = c.Request.closing || e.draining()
	err := c.reply.deliver(w, r, &c.Request, e.dates.text(c.Now), c.answerRule(), c.decision.Draw, e.sleep)
	if err == nil {
		ring.Delivered(seq)
	}
	if e.witness != nil {
		e.witness(c.witnessed(entry, seq, err == nil))
	}
	if out.Refusal != nil {
		e.log.refused(&e.traits, &c.Call, out.Refusal)
	}
	if a := c.answerRule(); a != nil && (damages(&a.Body) || err != nil && hinders(a)) {
		e.log.harmed(&e.traits, &c.Call, c.decision.Answer, err)
	}
}

// ring is the journal of whoever claims the call.
func (e *Engine) ring(c *Call) *journal.Ring {
	if c.key == "" || c.world.Journal == nil {
		return e.journal
	}
	return c.world.Journal
}

// encode has the provider write the reply, unless a scenario wrote it.
func (e *Engine) encode(c *Call, out *Outcome) {
	words := out.raw
	if out.Refusal != nil {
		words = out.Refusal.raw
	}
	switch {
	case out.Lost:
	case words != nil:
		c.reply.raw(words)
	default:
		e.provider.Encode(c, out, &c.reply)
	}
}

// keep gives a call back for another exchange, unless a large body or answer
// made it grow.
func (e *Engine) keep(c *pooled) {
	if cap(c.Request.Body) <= 16<<10 && cap(c.reply.Body) <= 64<<10 {
		e.calls.Put(c)
	}
}

func (e *Engine) entry(c *Call, out *Outcome) journal.Entry {
	entry := journal.Entry{
		At: c.Now, RequestID: c.ID, Provider: e.traits.Name, Operation: c.Operation,
		HTTP: c.reply.Status, Charged: out.Charged, Rules: c.rules(out), Skew: c.Account.Skew,
	}
	if entry.Account, entry.Credential = c.Account.Name, c.key; c.key != "" {
		entry.Era = c.world.Era
		if c.world.Keeps {
			c.sent = e.kept(c.sent[:0], c)
			entry.Sent = c.sent // the ring copies it
			c.got = e.outlines.number(e.outlined(c.got[:0], c, out))
			entry.Got = c.got
		}
	}
	if c.key == "" { // no account claims the call
		entry.Credential = strings.ToValidUTF8(string(c.Credential[:min(len(c.Credential), 64)]), "�")
	}
	if out.Refusal != nil || out.Lost {
		for _, n := range c.Numbers {
			c.lines = append(c.lines, journal.Line{Number: n})
		}
	}
	for _, a := range out.Answers {
		line := journal.Line{Number: a.Number, Status: a.Status, Billed: a.Billed}
		if a.Billed {
			line.Charged = c.Account.Price
		}
		c.lines = append(c.lines, line)
	}
	entry.Lines = c.lines // the ring copies them
	if out.Refusal != nil {
		entry.Row, entry.Why = out.Refusal.Row.Name, out.Refusal.Why
	}
	return entry
}
