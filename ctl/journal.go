package ctl

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Filter is which entries are meant; what is empty is no condition.
type Filter struct {
	Provider, Account, Operation, Number, Row string

	Since *uint64 // the first that follow this sequence number, instead of the newest
	Limit int     // 0 is the simulator's usual number
}

// Entry is one exchange.
type Entry struct {
	Seq       uint64         `json:"seq"`
	At        time.Time      `json:"at"`
	RequestID string         `json:"request_id"`
	Provider  string         `json:"provider"`
	Operation string         `json:"operation"`
	Account   string         `json:"account"` // empty: no account claims the call
	KeyID     string         `json:"key_id"`
	HTTP      int            `json:"http"`
	Row       string         `json:"row,omitempty"`
	Why       string         `json:"why,omitempty"`
	Rules     []string       `json:"rules,omitempty"`
	Charged   string         `json:"charged"`
	Numbers   []NumberAnswer `json:"numbers"`
	Delivered bool           `json:"delivered"`
}

// NumberAnswer is one number of an exchange and what it was answered with.
type NumberAnswer struct {
	Number    string `json:"number"` // masked, unless the tenant shows whole numbers
	Pseudonym string `json:"pseudonym"`
	Status    string `json:"status,omitempty"`
	Billed    bool   `json:"billed"`
	Charged   string `json:"charged"`
}

// Page is some entries, the newest last.
type Page struct {
	Entries  []Entry `json:"entries"`
	Count    int     `json:"count"`    // that are meant, listed or not
	Dropped  uint64  `json:"dropped"`  // by the journal, for want of room
	Complete bool    `json:"complete"` // nothing was dropped
	Next     uint64  `json:"next"`     // Since for what comes after
}

const (
	journalPath   = "/v1/journal"
	unclaimedPath = "/v1/unclaimed"
)

// Journal is what was asked and answered.
func (c *Client) Journal(ctx context.Context, f Filter) (p Page, err error) {
	err = c.ask(ctx, http.MethodGet, c.about(journalPath, f.query()...), nil, &p)
	return p, err
}

// Unclaimed is what no account claims; Account and Number mean nothing there.
func (c *Client) Unclaimed(ctx context.Context, f Filter) (p Page, err error) {
	f.Account, f.Number = "", ""
	err = c.ask(ctx, http.MethodGet, c.For("").about(unclaimedPath, f.query()...), nil, &p)
	return p, err
}

// Entry is one exchange, by the request id of its answer.
func (c *Client) Entry(ctx context.Context, requestID string) (e Entry, err error) {
	err = c.ask(ctx, http.MethodGet, c.about(journalPath+"/"+url.PathEscape(requestID)), nil, &e)
	return e, err
}

// ClearJournal forgets every entry and says how many.
func (c *Client) ClearJournal(ctx context.Context) (int, error) {
	var r removed
	err := c.ask(ctx, http.MethodDelete, c.about(journalPath), nil, &r)
	return r.Removed, err
}

// Export copies all that is meant to w, as ndjson or har.
func (c *Client) Export(ctx context.Context, f Filter, format string, w io.Writer) error {
	res, err := c.send(ctx, http.MethodGet, c.about(journalPath, append(f.query(), "format", format)...), nil)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if _, err := io.Copy(w, res.Body); err != nil {
		return fmt.Errorf("the export was cut short: %w", err)
	}
	return nil
}

// Heard is what a tail tells: an entry, or how many were missed.
type Heard struct {
	Entry  *Entry
	Missed uint64
}

// Tail waits for entries until ctx ends or the simulator does. An error is the
// last it yields.
func (c *Client) Tail(ctx context.Context, f Filter) iter.Seq2[Heard, error] {
	return func(yield func(Heard, error) bool) {
		f.Limit = 0
		res, err := c.send(ctx, http.MethodGet, c.about(journalPath+"/stream", f.query()...), nil)
		if err != nil {
			yield(Heard{}, err)
			return
		}
		defer func() { _ = res.Body.Close() }()
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			text, ok := strings.CutPrefix(lines.Text(), "data: ")
			if !ok {
				continue
			}
			heard, err := heardIn(text)
			if !yield(heard, err) || err != nil {
				return
			}
		}
		if err := lines.Err(); err != nil && ctx.Err() == nil {
			yield(Heard{}, fmt.Errorf("the tail broke off: %w", err))
		}
	}
}

func heardIn(text string) (Heard, error) {
	var read struct {
		Entry
		Dropped uint64 `json:"dropped"`
	}
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		return Heard{}, fmt.Errorf("the tail has something that is no entry: %w", err)
	}
	if read.Dropped > 0 {
		return Heard{Missed: read.Dropped}, nil
	}
	return Heard{Entry: &read.Entry}, nil
}

func (f Filter) query() []string {
	since, limit := "", ""
	if f.Since != nil {
		since = strconv.FormatUint(*f.Since, 10)
	}
	if f.Limit > 0 {
		limit = strconv.Itoa(f.Limit)
	}
	return []string{
		"provider", f.Provider, "account", f.Account, "operation", f.Operation, "number", f.Number, "row", f.Row, "since", since, "limit", limit,
	}
}
