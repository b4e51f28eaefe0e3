package sim

import (
	"net/http"
	"slices"

	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// Witnessed is an exchange that is over, whole, for somebody who judges what
// was sent. It holds secrets, and nothing in it is used again.
type Witnessed struct {
	Entry   journal.Entry   // as the journal has it, with its number there
	Tenant  string          // whose it is; empty: no account claims the call
	Account *ledger.Account // as it was then
	Request Request
	Reply   http.Header // as it went out, damaged where a scenario has it so
	Body    []byte
}

// witnessed copies what the engine uses again.
func (c *Call) witnessed(entry journal.Entry, seq uint64, delivered bool) Witnessed {
	entry.Seq, entry.Delivered, entry.HTTP = seq, delivered, c.reply.Status
	entry.Lines, entry.Rules = slices.Clone(entry.Lines), slices.Clone(entry.Rules)
	w := Witnessed{Entry: entry, Tenant: c.tenant, Account: c.Account, Request: c.Request, Reply: http.Header{}, Body: slices.Clone(c.reply.Body)}
	w.Request.Body = slices.Clone(c.Request.Body)
	w.Request.Header = c.Request.Header.Clone()
	for i, key := range c.reply.keys {
		w.Reply.Add(key, c.reply.values[i])
	}
	return w
}
