package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// Recorded is a case that a recording of a provider's answer is about.
type Recorded struct {
	Case string
	At   time.Time
}

// matrix is what of one contract was met, by operation and by target.
type matrix struct {
	Provider                 string
	Targets                  []string // of runs
	Recordings               bool     // whether there is a column for them
	Codes, Readings          []matrixRow
	CodesMet, CodesAll       int
	ReadingsMet, ReadingsAll int
}

// matrixRow is one row of the error table, or one reading of a discrepancy, in
// one operation.
type matrixRow struct {
	Name, More string // the code and its status, or the discrepancy and its reading
	Default    bool   // of a reading
	Operation  string
	Readings   []string // that its cases ask for
	Cells      []matrixCell
	Cases      []string
	Met        bool
}

// matrixCell is one target's.
type matrixCell struct {
	State string // held, failed, error, skipped or none
	Count int
	Last  string // the day it last held
	Of    string // the target; empty: the recordings
}

// matrices are of every provider that a case in the runs is about.
func matrices(a *atlas, recorded []Recorded, runs []*conformance.Report) (list []matrix) {
	for _, provider := range contracts.Providers() {
		s := survey{atlas: a, provider: provider, cells: map[string]map[string]*tally{}, rows: map[string]*matrixRow{}}
		for _, run := range ordered(runs) {
			for _, result := range run.Results {
				s.count(result, cmp.Or(result.Target, run.Target), run.Began)
			}
		}
		if len(s.targets) == 0 {
			continue
		}
		for _, one := range recorded {
			s.count(conformance.Result{ID: one.Case, Outcome: conformance.Passed}, recordings, one.At)
		}
		list = append(list, s.matrix())
	}
	return list
}

// recordings stands for all of them among the targets; no target has its name.
const recordings = "\x00recordings"

func ordered(runs []*conformance.Report) []*conformance.Report {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b *conformance.Report) int { return a.Began.Compare(b.Began) })
	return runs
}

// survey collects what is known of one provider.
type survey struct {
	*atlas
	provider string
	targets  []string
	recorded bool
	cells    map[string]map[string]*tally // by row, then by target
	rows     map[string]*matrixRow
	order    []string
}

// tally is what became of a row's cases at a target: the last of each counts.
type tally struct {
	last  map[string]conformance.Outcome
	since time.Time
}

func (s *survey) count(r conformance.Result, target string, at time.Time) {
	c, ok := s.coordinates(r.ID)
	if !ok || c.Provider != s.provider {
		return
	}
	if target == recordings {
		s.recorded = true
	} else {
		s.targets = once(s.targets, target)
	}
	for _, code := range c.Errors {
		s.put("error", code, c, r, target, at)
	}
	for _, reading := range c.Readings {
		s.put("reading", reading, c, r, target, at)
	}
}

func (s *survey) put(kind, name string, c conformance.Coordinates, r conformance.Result, target string, at time.Time) {
	row := matrixRow{Name: name, Operation: c.Operation}
	if kind == "error" {
		row.Readings = c.Readings
	}
	key := strings.Join([]string{kind, name, c.Operation, strings.Join(row.Readings, " ")}, "\x00")
	if s.rows[key] == nil {
		s.rows[key], s.cells[key] = &row, map[string]*tally{}
		s.order = append(s.order, key)
	}
	s.rows[key].Cases = once(s.rows[key].Cases, r.ID)
	if s.cells[key][target] == nil {
		s.cells[key][target] = &tally{last: map[string]conformance.Outcome{}}
	}
	s.cells[key][target].add(r, at)
}

func (t *tally) add(r conformance.Result, at time.Time) {
	t.last[r.ID] = r.Outcome
	if r.Outcome == conformance.Passed && at.After(t.since) {
		t.since = at
	}
}

// cell is the worst of the row's cases; what was skipped spoils nothing.
func (t *tally) cell() matrixCell {
	c := matrixCell{State: "none"}
	if t == nil {
		return c
	}
	c.Count = len(t.last)
	for _, outcome := range []conformance.Outcome{conformance.Skipped, conformance.Passed, conformance.Stopped, conformance.Failed} {
		for _, one := range t.last {
			if one == outcome {
				c.State = string(outcome)
			}
		}
	}
	if c.State == string(conformance.Passed) {
		c.State = "held"
	}
	if !t.since.IsZero() {
		c.Last = t.since.UTC().Format(time.DateOnly)
	}
	return c
}

// matrix has the rows in the order of the contract, those nobody met too.
func (s *survey) matrix() matrix {
	m := matrix{Provider: s.provider, Recordings: s.recorded}
	for _, target := range s.targets {
		m.Targets = append(m.Targets, own(target, s.provider))
	}
	d := s.suite.Provider(s.provider)
	for _, row := range d.Errors() {
		list := s.rowsOf("error", row.Name)
		for i := range list {
			list[i].More = strconv.Itoa(row.HTTP)
		}
		m.Codes = append(m.Codes, list...)
		m.CodesAll, m.CodesMet = m.CodesAll+1, m.CodesMet+asCount(met(list))
	}
	for _, x := range d.Discrepancies() {
		for _, reading := range x.Readings {
			list := s.rowsOf("reading", x.ID+"="+reading.Name)
			for i := range list {
				list[i].Name, list[i].More, list[i].Default = x.ID, reading.Name, x.Default == reading.Name
			}
			m.Readings = append(m.Readings, list...)
			m.ReadingsAll, m.ReadingsMet = m.ReadingsAll+1, m.ReadingsMet+asCount(met(list))
		}
	}
	return m
}

// own is the part of a target's name that is about the provider, where it has
// parts: "aliyun at URL, ksyun at URL".
func own(target, provider string) string {
	for _, part := range strings.Split(target, ", ") {
		if strings.HasPrefix(part, provider+" at ") {
			return part
		}
	}
	return target
}

func (s *survey) rowsOf(kind, name string) (list []matrixRow) {
	columns := s.targets
	if s.recorded {
		columns = append(slices.Clone(columns), recordings)
	}
	for _, key := range s.order {
		if !strings.HasPrefix(key, kind+"\x00"+name+"\x00") {
			continue
		}
		row := *s.rows[key]
		for _, target := range columns {
			c := s.cells[key][target].cell()
			c.Of = s.named(target)
			row.Met = row.Met || c.Last != ""
			row.Cells = append(row.Cells, c)
		}
		list = append(list, row)
	}
	slices.SortStableFunc(list, func(a, b matrixRow) int { return len(a.Readings) - len(b.Readings) })
	if len(list) == 0 {
		row := matrixRow{Name: name}
		for _, target := range columns {
			row.Cells = append(row.Cells, matrixCell{State: "none", Of: s.named(target)})
		}
		list = []matrixRow{row}
	}
	return list
}

// named is a column as the page calls it.
func (s *survey) named(target string) string {
	if target == recordings {
		return ""
	}
	return own(target, s.provider)
}

func met(list []matrixRow) bool {
	return slices.ContainsFunc(list, func(r matrixRow) bool { return r.Met })
}

func asCount(b bool) int {
	if b {
		return 1
	}
	return 0
}
