package drift_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/replay/standin"
)

// One acceptance silences what it is about: the same answers show nothing else.
func TestOneAcceptanceIsEnough(t *testing.T) {
	for name, r := range map[string]row{
		"another success":         {cases: normal, drifts: one(status(200, 201)), rule: "resp.status", actual: "201"},
		"another success in XML":  {cases: xmlCase, drifts: one(status(200, 202)), rule: "resp.status", actual: "202"},
		"another of ksyun's":      {cases: batch, drifts: one(status(200, 201)), rule: "resp.status", actual: "201"},
		"another of ywjisu's":     {cases: check, drifts: one(status(200, 201)), rule: "resp.status", actual: "201"},
		"no list":                 {cases: check, drifts: one(standin.SetField("", "resultObj", nil)), rule: "resp.field.nullable", pointer: "/resultObj"},
		"no data":                 {cases: batch, drifts: one(standin.SetField("", "Data", nil)), rule: "resp.field.nullable", pointer: "/Data"},
		"an object for a text":    {cases: check, drifts: one(standin.SetField("resultObj", "area", map[string]any{"city": "x"})), rule: "resp.field.type", pointer: "/resultObj/0/area"},
		"a member with members":   {cases: normal, drifts: one(standin.AddField("", "Trace", map[string]any{"Id": "x"})), rule: "resp.field.added", pointer: "/Trace"},
		"a member that is a list": {cases: normal, drifts: one(standin.AddField("", "Trace", []any{map[string]any{"Id": "x"}})), rule: "resp.field.added", pointer: "/Trace"},
	} {
		t.Run(name, func(t *testing.T) {
			set := r.look(t)
			made, left := accepted(t, r, set)
			assert.Empty(t, made.Next)
			assert.Empty(t, all(left), "%s", made.Diff())
		})
	}
}

// Where a finding hid another one, it is said which comes next, and accepting that
// one too is enough.
func TestWhatComesNext(t *testing.T) {
	for name, r := range map[string]row{
		"a status of nobody's":       {cases: "ksyun.realtime.err.invalid-mobile", drifts: one(status(400, 402)), rule: "resp.status", actual: "402"},
		"where all ride on HTTP 200": {cases: "ywjisu.check.param.mobiles-empty", drifts: one(status(200, 400)), rule: "resp.status", actual: "400"},
	} {
		t.Run(name, func(t *testing.T) {
			set := r.look(t)
			made, left := accepted(t, r, set)
			require.Len(t, left.Drifts, 1, all(left))
			assert.Equal(t, "error.http.changed", left.Drifts[0].Rule)
			assert.Contains(t, made.Next, "contract drift says error.http.changed")

			documents := own(t, made, left.Drifts[0].Provider)
			again, err := drift.Accept(made.After(), documents[left.Drifts[0].Provider], left.Drifts[0].Finding, "2026-11-22")
			require.NoError(t, err)
			assert.Empty(t, all(compare(t, set, drift.Options{Documents: own(t, again, left.Drifts[0].Provider)})))
		})
	}
}

// accepted is what accepting a finding makes, and what the same answers show then.
func accepted(t *testing.T, r row, set drift.Set) (*drift.Acceptance, drift.Comparison) {
	t.Helper()
	c := compare(t, set, drift.Options{})
	d, found := r.in(c)
	require.True(t, found, all(c))
	made, err := drift.Accept(contracts.Embedded(), loaded()[d.Provider], d.Finding, "2026-11-22")
	require.NoError(t, err)
	return made, compare(t, set, drift.Options{Documents: own(t, made, d.Provider)})
}

// own are the contracts as an acceptance leaves them.
func own(t *testing.T, made *drift.Acceptance, provider string) map[string]*contracts.Document {
	t.Helper()
	d, flaws := contracts.Load(made.After(), provider)
	require.Empty(t, flaws)
	return map[string]*contracts.Document{provider: d}
}
