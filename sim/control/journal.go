package control

import (
	"context"
	"iter"
	"net/http"
	"strconv"
)

// Journal is what was asked and answered. Nothing it hands over is unredacted.
type Journal interface {
	Journal(Filter) (JournalPage, error)
	ClearJournal(tenant string) (int, error)
	Entry(tenant, requestID string) (EntryInfo, error)
	// Export goes over all entries that are meant, without a limit but the
	// filter's own.
	Export(Filter) (iter.Seq[EntryInfo], func() Tally, error)
	// Tail waits for entries, until ctx ends or the simulator stops.
	Tail(context.Context, Filter) (iter.Seq[Tick], error)
}

// Filter is which entries are meant.
type Filter struct {
	Tenant, Provider, Account, Operation, Number, Row string

	Unclaimed bool   // of exchanges no account claims; Tenant has no meaning
	Since     uint64 // after the entry with this sequence number
	Forward   bool   // Since was said: the first that follow it, not the newest
	Limit     int    // 0 is none
}

// EntryInfo is one exchange.
type EntryInfo struct {
	Seq       uint64       `json:"seq" about:"the place in the tenant's journal, from 1 without gaps"`
	At        moment       `json:"at" about:"when, on the account's clock"`
	RequestID string       `json:"request_id" about:"as the provider's answer had it"`
	Provider  string       `json:"provider" about:"who was asked"`
	Operation string       `json:"operation" about:"what was called"`
	Account   string       `json:"account" about:"empty: no account claims the call"`
	KeyID     string       `json:"key_id" about:"access key id or code; of a stranger's only the beginning and a pseudonym"`
	HTTP      int          `json:"http" about:"the answer's status; 0: there was none"`
	Row       string       `json:"row,omitempty" about:"of the provider's error catalogue, for a refusal"`
	Why       string       `json:"why,omitempty" about:"the reason in words, for a refusal"`
	Rules     []string     `json:"rules,omitempty" about:"the scenario's that changed, delayed, damaged or lost the answer"`
	Charged   string       `json:"charged" about:"yuan"`
	Numbers   []NumberInfo `json:"numbers" about:"in the order of the answer, or of the request where there is none"`
	Delivered bool         `json:"delivered" about:"the answer reached the network"`
}

// NumberInfo is one number of an exchange and what it was answered with.
type NumberInfo struct {
	Number    string `json:"number" about:"masked, unless the tenant shows whole numbers"`
	Pseudonym string `json:"pseudonym" about:"the same for the same number as long as this simulator runs; a filter takes it"`
	Status    string `json:"status,omitempty" about:"of an answer"`
	Billed    bool   `json:"billed" about:"counted against the account, at whatever price"`
	Charged   string `json:"charged" about:"yuan"`
}

// Tally is how much of a journal is there.
type Tally struct {
	Count    int    `json:"count" about:"entries that are meant, listed or not"`
	Dropped  uint64 `json:"dropped" about:"entries the journal had no room for since it was cleared, whatever they were"`
	Complete bool   `json:"complete" about:"nothing was dropped"`
	Next     uint64 `json:"next" about:"since=this is what comes after the last entry listed"`
}

// JournalPage is some entries, the newest last.
type JournalPage struct {
	Entries []EntryInfo `json:"entries" about:"the newest last"`
	Tally
}

// Tick is what a tail has to tell next: an entry, that some were dropped before
// it could, or that nothing happened for a while.
type Tick struct {
	Entry   *EntryInfo
	Dropped uint64
}

// limit is how many entries are asked for.
func (a *asked) limit() int {
	if n, err := strconv.Atoi(a.query["limit"]); err == nil {
		return n
	}
	return 100
}

func (a *asked) filter() Filter {
	q := a.query
	f := Filter{
		Tenant: a.tenant, Provider: q["provider"], Account: q["account"], Operation: q["operation"],
		Number: q["number"], Row: q["row"], Limit: a.limit(),
	}
	if since, said := q["since"]; said {
		f.Since, _ = strconv.ParseUint(since, 10, 64) // it was looked at
		f.Forward = true
	}
	return f
}

func journal(p Journal) resource {
	return resource{"journal", "/v1/journal", map[string]operation{
		http.MethodGet: {
			about: "What was asked and answered, and why: the newest, or with since the next",
			query: []string{"tenant", "provider", "account", "operation", "number", "row", "since", "limit", "format"},
			gives: JournalPage{}, media: exports(),
			run: func(a *asked) answer {
				if format := a.query["format"]; format == "ndjson" || format == "har" {
					return export(p, a, format)
				}
				return told(p.Journal(a.filter()))
			},
		},
		http.MethodDelete: {
			about: "Clear it", query: []string{"tenant"}, gives: Removed{},
			run: func(a *asked) answer {
				n, err := p.ClearJournal(a.tenant)
				return told(Removed{n}, err)
			},
		},
	}}
}

func unclaimed(p Journal) resource {
	return resource{"unclaimed", "/v1/unclaimed", map[string]operation{
		http.MethodGet: {
			about: "Exchanges that no account claims: unknown keys, and calls that name none; all tenants' strangers are here",
			query: []string{"provider", "operation", "row", "since", "limit"}, gives: JournalPage{},
			run: func(a *asked) answer {
				f := a.filter()
				f.Unclaimed = true
				return told(p.Journal(f))
			},
		},
	}}
}

func entry(p Journal) resource {
	return resource{"entry", "/v1/journal/{request-id}", map[string]operation{
		http.MethodGet: {
			about: "One exchange, by the request id of the answer; an unclaimed one too", query: []string{"tenant"}, gives: EntryInfo{}, fails: []int{http.StatusNotFound},
			run: func(a *asked) answer { return told(p.Entry(a.tenant, a.path["request-id"])) },
		},
	}}
}
