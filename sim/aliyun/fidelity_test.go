package aliyun_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/fidelity"
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/numbering"
)

func readPage(t *testing.T) *fidelity.Page {
	t.Helper()
	p, err := aliyun.New()
	require.NoError(t, err)
	return fidelity.Read(t, p, "docs/fidelity/aliyun.md", "sim/aliyun")
}

func TestFidelityPage(t *testing.T) {
	readPage(t).InStep(t, fidelity.Least{References: 150, Settings: 60})
}

func TestFidelityContradictions(t *testing.T) { readPage(t).Contradictions(t, 9) }

func TestFidelityOrder(t *testing.T) {
	var order []fidelity.Check
	var whats []string
	for _, c := range aliyun.Order() {
		order, whats = append(order, fidelity.Check(c)), append(whats, c.What)
	}
	p := readPage(t)
	p.Order(t, "Check", order)
	last := 0
	for _, r := range p.Table(t, "After", "Step", "Rows met", "Grade", "Source", "Code").Rows {
		after := slices.Index(whats, r.Cell("After"))
		assert.GreaterOrEqualf(t, after, last, "%s: after a check of sim/aliyun/order.go, in its order", r.At())
		last = after
	}
}

// said is what the wire says of a number.
type said struct {
	PhoneStatus struct{ Status, Carrier string }
	Code        string
}

func ask(t *testing.T, r *rig, number string) (s said) {
	t.Helper()
	body := bodyOf(t, r.do(v1(t, signer("numsim-unlimited", ""), "JSON", "PhoneNumber", number)))
	require.NoError(t, json.Unmarshal([]byte(body), &s))
	require.Equal(t, "OK", s.Code, number)
	return s
}

// billed says whether the newest exchange cost anything.
func (r *rig) billed() string {
	if entries := r.journal.Entries(); entries[len(entries)-1].Charged > 0 {
		return "yes"
	}
	return "no"
}

func TestFidelityStatuses(t *testing.T) {
	rows := readPage(t).Statuses(t, "Word", "Billed", "Later words", "Later billed")
	plain, later := newRig(t), newRig(t, "other-statuses=later-words")
	for _, e := range numbering.Endings() {
		if e.Trouble != numbering.NoTrouble {
			continue
		}
		r, change := rows[e.Status], "%s: change the line or sim/aliyun/answers.go: statusWord"
		assert.Equalf(t, ask(t, plain, "1390000"+e.Digits).PhoneStatus.Status, r.Word("Word"), change, r.At())
		assert.Equalf(t, plain.billed(), r.Cell("Billed"), change, r.At())
		assert.Equalf(t, ask(t, later, "1390000"+e.Digits).PhoneStatus.Status, r.Word("Later words"), change, r.At())
		assert.Equalf(t, later.billed(), r.Cell("Later billed"), change, r.At())
		delete(rows, e.Status)
	}
	assert.Empty(t, rows, "statuses no ending stands for")
}

// Every four-digit prefix is asked for, with and without strict-prefixes.
func TestFidelityCarriers(t *testing.T) {
	table := readPage(t).Table(t, "Carrier", "Word", "Prefixes of the document", "Assigned since, or missing there")
	const plan = "sim/numbering/plan.go"
	for _, reading := range []struct {
		set     string
		columns []string
	}{
		{"strict-prefixes=no", []string{"Prefixes of the document", "Assigned since, or missing there"}},
		{"strict-prefixes=yes", []string{"Prefixes of the document"}},
	} {
		owner := map[string]fidelity.Row{}
		for _, r := range table.Rows {
			for _, column := range reading.columns {
				for prefix := range strings.FieldsSeq(strings.Trim(r.Cell(column), "–")) {
					owner[prefix] = r
				}
			}
		}
		nobody := table.ByWord(t, "Carrier")["none"]
		rig := newRig(t, reading.set)
		for i := 1000; i < 2000; i++ {
			prefix, want, status := strconv.Itoa(i), nobody, "UNKNOWN"
			for _, key := range []string{prefix[:3], prefix} {
				if r, ok := owner[key]; ok {
					want, status = r, "NORMAL"
				}
			}
			s := ask(t, rig, prefix+"0000200")
			require.Equalf(t, want.Word("Word"), s.PhoneStatus.Carrier, "prefix %s with %s: change %s (or the line that should have it) or %s", prefix, reading.set, want.At(), plan)
			require.Equalf(t, status, s.PhoneStatus.Status, "prefix %s with %s: change %s or %s", prefix, reading.set, want.At(), plan)
		}
	}
}
