package drift_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/replay/standin"
)

// What is below a member of another type is not told again, member by member.
func TestOfAnotherTypeIsToldOnce(t *testing.T) {
	set := seen{cases: batch, drifts: one(replaced(`"Data":[`, `"Data":[[`), replaced(`}]`, `}]]`))}.look(t)
	for _, d := range compare(t, set, drift.Options{}).Drifts {
		assert.Equal(t, "resp.field.type", d.Rule, d.Pointer)
	}
}

// A member that may be absent by an accepted reading is not missed again beside an
// older set.
func TestAcceptedIsNotLost(t *testing.T) {
	before := repeated(t, 5, seen{cases: normal})
	set := repeated(t, 5, seen{cases: normal, drifts: one(standin.RemoveField("PhoneStatus", "Carrier"))})
	d := rule(t, compare(t, set, drift.Options{Baseline: before}), "resp.field.removed")
	made, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], d.Finding, "2026-11-22")
	require.NoError(t, err)
	own, flaws := contracts.Load(made.After(), "aliyun")
	require.Empty(t, flaws)
	documents := map[string]*contracts.Document{"aliyun": own}
	assert.Empty(t, all(compare(t, set, drift.Options{Baseline: before, Documents: documents})))
}

// A code that was accepted does not bring an operation back.
func TestACodeIsNoOperation(t *testing.T) {
	gone := `{"RequestId":"6a0a1b9e-0000-4000-8000-000000000000","Error":{"Type":"Sender","Code":"Gone","Message":"gone"}}`
	set := repeated(t, 2, seen{cases: batch, drifts: one(answer(404, "application/json", gone))})
	d := rule(t, compare(t, set, drift.Options{}), "error.code.new")
	made, err := drift.Accept(contracts.Embedded(), loaded()["ksyun"], d.Finding, "2026-11-22")
	require.NoError(t, err)
	own, flaws := contracts.Load(made.After(), "ksyun")
	require.Empty(t, flaws)
	after := compare(t, set, drift.Options{Documents: map[string]*contracts.Document{"ksyun": own}})
	assert.Equal(t, contracts.Breaking, rule(t, after, "operation.withdrawn").Severity)
}
