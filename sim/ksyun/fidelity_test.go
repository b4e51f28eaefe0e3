package ksyun_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/fidelity"
	"github.com/numsim/numsim/sim/ksyun"
	"github.com/numsim/numsim/sim/numbering"
)

func readPage(t *testing.T) *fidelity.Page {
	t.Helper()
	return fidelity.Read(t, provider(t), "docs/fidelity/ksyun.md", "sim/ksyun")
}

func TestFidelityPage(t *testing.T) {
	readPage(t).InStep(t, fidelity.Least{References: 150, Settings: 50})
}

func TestFidelityContradictions(t *testing.T) { readPage(t).Contradictions(t, 14) }

func TestFidelityOrders(t *testing.T) {
	for column, checks := range map[string][]ksyun.Check{"Check": ksyun.Order(), "Check of AWS4": ksyun.AWS4Order()} {
		var order []fidelity.Check
		for _, c := range checks {
			order = append(order, fidelity.Check(c))
		}
		readPage(t).Order(t, column, order)
	}
}

func TestFidelityStatuses(t *testing.T) {
	rows := readPage(t).Statuses(t, "Realtime", "Batch", "International", "Free")
	rig := newRig(t, "price=1")
	for _, e := range numbering.Endings() {
		if e.Trouble != numbering.NoTrouble {
			continue
		}
		var free []string
		r := rows[e.Status]
		for _, op := range []struct{ column, action, number string }{
			{"Realtime", realtime, "1390000"}, {"Batch", batch, "1390000"}, {"International", international, "6281000"},
		} {
			got := ask(t, rig, op.action, op.number+e.Digits)
			assert.Equalf(t, got.CheckStatus+string(got.PhoneStatus), r.Word(op.column), "%s: change the line or sim/ksyun/operations.go", r.At())
			if rig.last().Charged == 0 {
				free = append(free, strings.ToLower(op.column))
			}
		}
		if free == nil {
			free = []string{"–"}
		}
		assert.Equalf(t, strings.Join(free, ", "), r.Cell("Free"), "%s: change the line or sim/ksyun/operations.go: untold", r.At())
		delete(rows, e.Status)
	}
	assert.Empty(t, rows, "statuses no ending stands for")
}

// Every four-digit prefix is asked for.
func TestFidelityCarriers(t *testing.T) {
	table := readPage(t).Table(t, "Carrier", "Word", "Prefixes")
	owner := map[string]fidelity.Row{}
	for _, r := range table.Rows {
		for prefix := range strings.FieldsSeq(strings.Trim(r.Cell("Prefixes"), "–")) {
			owner[prefix] = r
		}
	}
	rig := newRig(t)
	for i := 1000; i < 2000; i++ {
		prefix, want, code := strconv.Itoa(i), table.ByWord(t, "Carrier")["none"], "12"
		for _, key := range []string{prefix[:3], prefix} {
			if r, ok := owner[key]; ok {
				want, code = r, "1"
			}
		}
		got := ask(t, rig, realtime, prefix+"0000200")
		require.Equalf(t, want.Word("Word"), got.Carrier, "prefix %s: change %s (or the line that should have it) or sim/numbering/plan.go", prefix, want.At())
		require.Equalf(t, code, got.CheckStatus, "prefix %s: change %s or sim/numbering/plan.go", prefix, want.At())
	}
}

// The page lists every place with its prefixes, and each is answered so.
func TestFidelityPlaces(t *testing.T) {
	page := readPage(t)
	table := page.Table(t, "First digit", "Places")
	rig, count := newRig(t), 0
	entry := regexp.MustCompile(`([A-Z]{2}) (\S+) ([0-9/]+)`)
	for _, r := range table.Rows {
		for _, m := range entry.FindAllStringSubmatch(r.Cell("Places"), -1) {
			count++
			for prefix := range strings.SplitSeq(m[3], "/") {
				body := bodyOf(t, rig.do(call(international, "Mobile", prefix+"5550200")))
				assert.Containsf(t, body, `"NationEnCode":"`+m[1]+`"`, "%s: %s: change the line or sim/ksyun/placelist.go", r.At(), m[0])
			}
			_, listed := page.Quoted(t, "placelist.go", m[2])
			assert.Truef(t, listed, "%s: sim/ksyun/placelist.go has no %s", r.At(), m[2])
		}
	}
	assert.Equal(t, 103, count, "places of the document")
}
