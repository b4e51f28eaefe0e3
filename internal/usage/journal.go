package usage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/numsim/numsim/ctl"
)

// Journal is what a simulator noted of somebody's calls.
type Journal struct {
	Entries []ctl.Entry
	Whole   bool   // it has an end, and nothing was dropped
	Dropped uint64 // entries it had no room for
}

// line is one line of an export: an entry, or its end.
type line struct {
	ctl.Entry
	End      bool   `json:"end"`
	Dropped  uint64 `json:"dropped"`
	Complete bool   `json:"complete"`
}

// archive is an export as HAR, where entries stand under _numsim.
type archive struct {
	Log *struct {
		Entries []struct {
			Numsim *ctl.Entry `json:"_numsim"`
		} `json:"entries"`
		Numsim *line `json:"_numsim"`
	} `json:"log"`
}

// ReadJournal reads an export of a journal, as NDJSON or as HAR.
func ReadJournal(name string, text []byte) (*Journal, error) {
	var har archive
	if err := json.Unmarshal(text, &har); err == nil && har.Log != nil {
		return har.journal(name)
	}
	j := &Journal{}
	d := json.NewDecoder(bytes.NewReader(text))
	for n := 1; ; n++ {
		var l line
		err := d.Decode(&l)
		switch {
		case n > 1 && (err == io.EOF || err == io.ErrUnexpectedEOF): // the latter in the middle of a line
			return j, nil
		case err != nil || !l.End && l.Provider == "":
			return nil, fmt.Errorf("%s is not an export of a journal: entry %d is none; make one with simulator ctl journal export", name, n)
		case l.End:
			j.Whole, j.Dropped = l.Complete, l.Dropped
		default:
			j.Entries = append(j.Entries, l.Entry)
		}
	}
}

func (har *archive) journal(name string) (*Journal, error) {
	j := &Journal{}
	for i, e := range har.Log.Entries {
		if e.Numsim == nil {
			return nil, fmt.Errorf("%s: entry %d was not written by numsim: what was called stands under _numsim; make one with simulator ctl journal export --format har", name, i+1)
		}
		j.Entries = append(j.Entries, *e.Numsim)
	}
	if end := har.Log.Numsim; end != nil {
		j.Whole, j.Dropped = end.Complete, end.Dropped
	}
	return j, nil
}

// Derive is the usage that a journal shows: operations, rows and statuses, but
// neither what was sent nor what was read.
func Derive(consumer string, journals ...*Journal) *Usage {
	u := &Usage{Format: 1, Consumer: consumer, Providers: map[string]Provider{}}
	for _, j := range journals {
		for i := range j.Entries {
			u.note(&j.Entries[i])
		}
	}
	return u
}

func (u *Usage) note(e *ctl.Entry) {
	p := u.Providers[e.Provider]
	if e.Row != "" {
		p.Met = insert(p.Met, e.Row)
	}
	if e.Operation != "" {
		if p.Operations == nil {
			p.Operations = map[string]Operation{}
		}
		op := p.Operations[e.Operation]
		op.Calls++
		for _, n := range e.Numbers {
			if n.Status != "" {
				op.Told = insert(op.Told, n.Status)
			}
		}
		p.Operations[e.Operation] = op
	}
	u.Providers[e.Provider] = p
}

func insert(list []string, word string) []string {
	at, found := slices.BinarySearch(list, word)
	if found {
		return list
	}
	return slices.Insert(list, at, word)
}
