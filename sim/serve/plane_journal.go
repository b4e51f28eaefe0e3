package serve

import (
	"encoding/hex"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/journal"
)

// pageSize is how many entries are in memory while a journal is gone over.
const pageSize = 256

// entries goes over a ring page by page, so that nobody who is served waits
// for it.
func entries(r *journal.Ring, after uint64) iter.Seq[journal.Entry] {
	return func(yield func(journal.Entry) bool) {
		for {
			page := r.After(after, pageSize)
			for _, e := range page {
				if !yield(e) {
					return
				}
				after = e.Seq
			}
			if len(page) < pageSize {
				return
			}
		}
	}
}

// view is a journal as one reader may see it.
type view struct {
	plane
	ring  *journal.Ring
	clear bool
	of    control.Filter
	whose *Tenant // nil is nobody's
}

func (p plane) view(f control.Filter) (*view, error) {
	if f.Unclaimed {
		return &view{p, p.unclaimed, false, f, nil}, nil
	}
	t, err := p.named(f.Tenant)
	if err != nil {
		return nil, err
	}
	return &view{p, t.Journal, t.clear.Load(), f, t}, nil
}

func (v *view) means(e *journal.Entry) bool {
	return (v.of.Provider == "" || v.of.Provider == e.Provider) && (v.of.Account == "" || v.of.Account == e.Account) &&
		(v.of.Operation == "" || v.of.Operation == e.Operation) && (v.of.Row == "" || v.of.Row == e.Row) &&
		(v.of.Number == "" || slices.ContainsFunc(e.Lines, func(l journal.Line) bool { return v.redactor.Is(v.of.Number, l.Number) }))
}

// shown is the keep-list: what is not copied here leaves the process nowhere.
func (v *view) shown(e journal.Entry) control.EntryInfo {
	made := control.EntryInfo{
		Seq: e.Seq, At: e.At, RequestID: v.requestID(e), Provider: e.Provider, Operation: v.operation(e), Account: e.Account, KeyID: e.Credential,
		HTTP: e.HTTP, Row: e.Row, Why: v.redactor.Text(e.Why), Rules: e.Rules, Charged: e.Charged.String(), Delivered: e.Delivered,
		Numbers: []control.NumberInfo{},
	}
	if e.Account == "" {
		made.KeyID = v.redactor.Stranger(e.Credential)
	}
	answered := e.Row == "" && e.HTTP != 0
	for _, l := range e.Lines {
		n := control.NumberInfo{Billed: l.Billed, Charged: l.Charged.String()}
		if n.Number, n.Pseudonym = v.redactor.Number(l.Number, v.clear); answered {
			n.Status = l.Status.String()
		}
		made.Numbers = append(made.Numbers, n)
	}
	return made
}

// operation is one the provider has; anything else is a caller's own text.
func (p plane) operation(e journal.Entry) string {
	for _, one := range p.Providers {
		if one.Traits.Name == e.Provider && slices.Contains(one.Traits.Operations, e.Operation) {
			return e.Operation
		}
	}
	return sim.Excerpt(e.Operation)
}

// requestID is the id as the provider's answers have it.
func (p plane) requestID(e journal.Entry) string {
	for _, one := range p.Providers {
		if one.Traits.Name == e.Provider && one.Traits.AppendID != nil {
			return string(one.Traits.AppendID(nil, e.RequestID))
		}
	}
	return sim.LowerHex(e.RequestID)
}

// Journal implements control.Journal.
func (p plane) Journal(f control.Filter) (control.JournalPage, error) {
	v, err := p.view(f)
	if err != nil {
		return control.JournalPage{}, err
	}
	var kept []journal.Entry
	page := control.JournalPage{Entries: []control.EntryInfo{}}
	page.Next = max(f.Since, v.ring.Oldest()-1)
	for e := range entries(v.ring, f.Since) {
		if !v.means(&e) {
			if !f.Forward || page.Count < f.Limit {
				page.Next = e.Seq
			}
			continue
		}
		page.Count++
		switch {
		case !f.Forward || page.Count <= f.Limit:
			page.Next = e.Seq
			if kept = append(kept, e); len(kept) > f.Limit {
				kept = kept[1:]
			}
		}
	}
	for _, e := range kept {
		page.Entries = append(page.Entries, v.shown(e))
	}
	page.Dropped = v.ring.Dropped()
	page.Complete = page.Dropped == 0
	return page, nil
}

// ClearJournal implements control.Journal.
func (p plane) ClearJournal(tenant string) (int, error) {
	t, err := p.named(tenant)
	if err != nil {
		return 0, err
	}
	held := t.Journal.Next() - t.Journal.Oldest()
	t.Journal.Clear()
	return int(held), nil
}

// Entry implements control.Journal.
func (p plane) Entry(tenant, requestID string) (control.EntryInfo, error) {
	id, err := hex.DecodeString(strings.ReplaceAll(requestID, "-", ""))
	if err != nil || len(id) != 16 {
		return control.EntryInfo{}, refused(http.StatusNotFound, "that is no request id", "path", "take it from the answer or from the journal, such as 02647740-4275-45F2-89FB-3F80A814B771")
	}
	for _, f := range []control.Filter{{Tenant: tenant}, {Unclaimed: true}} {
		v, err := p.view(f)
		if err != nil {
			return control.EntryInfo{}, err
		}
		for e := range entries(v.ring, 0) {
			if string(e.RequestID[:]) == string(id) {
				return v.shown(e), nil
			}
		}
	}
	return control.EntryInfo{}, refused(http.StatusNotFound, "the journal has no such exchange", "path", "look whether it is another tenant's, or whether entries were dropped; GET /v1/journal says so")
}

// Export implements control.Journal.
func (p plane) Export(f control.Filter) (iter.Seq[control.EntryInfo], func() control.Tally, error) {
	v, err := p.view(f)
	if err != nil {
		return nil, nil, err
	}
	tally := control.Tally{Next: f.Since}
	each := func(yield func(control.EntryInfo) bool) {
		for e := range entries(v.ring, f.Since) {
			if f.Limit > 0 && tally.Count == f.Limit {
				return
			}
			if tally.Next = e.Seq; v.means(&e) {
				tally.Count++
				if !yield(v.shown(e)) {
					return
				}
			}
		}
	}
	return each, func() control.Tally {
		tally.Dropped = v.ring.Dropped()
		tally.Complete = tally.Dropped == 0
		return tally
	}, nil
}
