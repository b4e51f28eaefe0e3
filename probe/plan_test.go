package probe_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/probe"
)

// Every module says in words what its rule is, where that is written, and what
// to do, under a name that reports can keep.
func TestModulesAreInWords(t *testing.T) {
	seen := map[string]bool{}
	for _, provider := range probe.Providers() {
		for _, m := range probe.Modules(provider) {
			assert.Regexp(t, `^probe\.[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$`, m.ID())
			assert.LessOrEqual(t, len(m.Name), 25, "a tenant's name has it, and five more")
			assert.False(t, seen[m.ID()], m.ID())
			seen[m.ID()] = true
			assert.NotEmpty(t, m.Rule)
			assert.Regexp(t, `document |inferred|seen `, m.Source, m.ID())
			assert.Regexp(t, `[.]$`, m.Do, m.ID())
			assert.False(t, regexp.MustCompile(`%!|%[a-z]`).MatchString(m.Do+m.Rule), m.ID())
			assert.NotNil(t, m.Judge)
			assert.NotNil(t, m.Enough)
		}
	}
	assert.Len(t, seen, 48)
}

func TestPlans(t *testing.T) {
	var names []string
	quick, err := probe.Select("ksyun", probe.Quick, nil)
	require.NoError(t, err)
	for _, m := range quick {
		names = append(names, m.Name)
	}
	assert.Equal(t, []string{"first-call", "signing", "escaping", "batch-51", "batch-120"}, names)
	one, err := probe.Select("ksyun", probe.Quick, []string{"timeout"})
	require.NoError(t, err)
	assert.Len(t, one, 1, "a name counts, whatever the plan")
	for want, ask := range map[string][3]string{
		"the providers are aliyun, ksyun, ywjisu": {"aliyum", probe.Standard, ""},
		"the plans are money, quick, standard":    {"aliyun", "all", ""},
		"aliyun has no such module":               {"aliyun", probe.Standard, "batch-51"},
	} {
		_, err := probe.Select(ask[0], ask[1], slices.DeleteFunc([]string{ask[2]}, func(s string) bool { return s == "" }))
		assert.ErrorContains(t, err, want)
	}
}

const known = `- module: probe.aliyun.connection
  reason: the old job opens one for each call
  expires: 2026-12-31
`

// A known failure is skipped until its day is over; one that passes fails.
func TestExpectedFailures(t *testing.T) {
	e, err := probe.ReadExpected([]byte(known))
	require.NoError(t, err)
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateTime, text)
		require.NoError(t, err)
		return at
	}
	result := func(o conformance.Outcome) conformance.Result {
		return conformance.Result{ID: "probe.aliyun.connection", Outcome: o, Reason: "none"}
	}
	for _, row := range []struct {
		was  conformance.Outcome
		at   string
		want conformance.Outcome
		says string
	}{
		{conformance.Failed, "2026-12-31 23:59:59", conformance.Skipped, "known until 2026-12-31: the old job opens one for each call"},
		{conformance.Failed, "2027-01-01 00:00:00", conformance.Failed, "it still fails: mend it, or give the expected failure another day"},
		{conformance.Passed, "2026-12-01 00:00:00", conformance.Failed, "strike it from the list"},
		{conformance.Passed, "2027-01-01 00:00:00", conformance.Failed, "strike it from the list"},
		{conformance.Skipped, "2026-12-01 00:00:00", conformance.Skipped, "none"},
	} {
		got := e.Apply(result(row.was), day(row.at))
		assert.Equal(t, row.want, got.Outcome, row)
		assert.Contains(t, got.Text(), row.says)
	}
	other := conformance.Result{ID: "probe.aliyun.signing", Outcome: conformance.Failed}
	assert.Equal(t, other, e.Apply(other, day("2026-12-01 00:00:00")))
}

func TestMistakesInExpectedFailures(t *testing.T) {
	for want, text := range map[string]string{
		`there is no module "probe.aliyun.conection"`: "- {module: probe.aliyun.conection, reason: r, expires: 2026-12-31}",
		"has no reason":              "- {module: probe.aliyun.connection, expires: 2026-12-31}",
		`expires on "soon"`:          "- {module: probe.aliyun.connection, reason: r, expires: soon}",
		`expires on ""`:              "- {module: probe.aliyun.connection, reason: r}",
		"field until not found":      "- {module: probe.aliyun.connection, until: 2026-12-31}",
		"entry 2: probe.aliyun.conn": known + known,
		"write a list of entries":    "module: probe.aliyun.connection",
	} {
		_, err := probe.ReadExpected([]byte(text))
		assert.ErrorContains(t, err, want)
	}
	none, err := probe.ReadExpected(nil)
	require.NoError(t, err)
	assert.Empty(t, none)
}
