package numsim

import (
	"fmt"
	"strings"
)

// Row is one line of a provider's error table.
type Row struct {
	Name    string // the code, or code/slug where a code has several rows
	Code    string // as on the wire; the name's first part where empty
	Status  int    // HTTP status
	Message string // as on the wire; the provider may fill {braces}
	Kind    Kind
	Grade   Grade    // of code, status and message together: the weakest of them
	Source  string   // document and section, or where it was seen
	Cause   string   // what brings it about here; "account" where no request can
	Profile string   // the generation whose table has it; empty for the gateway's and all
	Later   []string // further generations that have it
}

// Account is the ready-made account that always meets this row: a slash would
// be awkward in a credential, so it is a dash.
func (r *Row) Account() string { return "numsim-" + strings.ReplaceAll(r.Name, "/", "-") }

// Catalogue is a provider's error table, in published order.
type Catalogue struct {
	rows   []Row
	byName map[string]*Row
}

// NewCatalogue checks rows and indexes them. A row without a status, message
// or cause, or a name used twice, is an error: a catalogue is written by hand
// and read by everybody.
func NewCatalogue(rows []Row) (*Catalogue, error) {
	c := &Catalogue{rows: rows, byName: make(map[string]*Row, len(rows))}
	for i := range rows {
		r := &rows[i]
		if r.Name == "" || r.Status < 200 || r.Status > 599 || r.Message == "" || r.Cause == "" || r.Source == "" {
			return nil, fmt.Errorf("catalogue row %d (%q) is incomplete: name, status, message, source and cause are all needed", i, r.Name)
		}
		if c.byName[r.Name] != nil {
			return nil, fmt.Errorf("catalogue row %d: the name %q is taken; tell the rows apart as code/slug", i, r.Name)
		}
		if r.Code == "" {
			r.Code, _, _ = strings.Cut(r.Name, "/")
		}
		c.byName[r.Name] = r
	}
	return c, nil
}

// Rows lists the table in published order. Callers do not change it.
func (c *Catalogue) Rows() []Row { return c.rows }

// Find returns the row of that exact name, or nil.
func (c *Catalogue) Find(name string) *Row { return c.byName[name] }
