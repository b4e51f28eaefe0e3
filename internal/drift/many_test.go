package drift_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/replay/standin"
)

func repeated(t *testing.T, n int, w seen) (set drift.Set) {
	t.Helper()
	for range n {
		set.Samples = append(set.Samples, w.look(t).Samples...)
	}
	return set
}

func rule(t *testing.T, c drift.Comparison, name string) drift.Drift {
	t.Helper()
	i := slices.IndexFunc(c.Drifts, func(d drift.Drift) bool { return d.Rule == name })
	require.GreaterOrEqual(t, i, 0, "%s in %s", name, all(c))
	return c.Drifts[i]
}

// A member that comes now and then is believed to be lost after five answers; with
// fewer it is a suspicion, which fails nothing and is not accepted.
func TestNowAndThen(t *testing.T) {
	lost := seen{cases: normal, drifts: one(everySecond(standin.RemoveField("PhoneStatus", "Carrier")))}
	few := rule(t, compare(t, repeated(t, 4, lost), drift.Options{}), "resp.field.required-lost")
	assert.Equal(t, "absent from 2 of 4", few.Actual)
	assert.True(t, few.Suspected())
	assert.False(t, few.Fails(contracts.Info))
	assert.Contains(t, few.String(), "suspected, 4 of 5 samples")
	assert.Equal(t, "suspected, 4 of 5 samples", few.Result("", contracts.Info).Reason)
	_, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], few.Finding, "2026-11-22")
	assert.ErrorContains(t, err, "it is suspected, 4 of 5 samples")

	many := rule(t, compare(t, repeated(t, 6, lost), drift.Options{}), "resp.field.required-lost")
	assert.Equal(t, "absent from 3 of 6", many.Actual)
	assert.False(t, many.Suspected())
	assert.True(t, many.Fails(contracts.Breaking))
	made, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], many.Finding, "2026-11-22")
	require.NoError(t, err)
	assert.Contains(t, made.Diff(), "- SerialId")
	assert.NotContains(t, made.Diff(), "- Carrier")
}

// One refusal of a signature, and one call of an operation that is gone, may be a
// bad minute.
func TestOneIsASuspicion(t *testing.T) {
	gone := seen{cases: batch, drifts: one(standin.Withdraw("BatchPhoneNumberStatus"))}
	assert.True(t, rule(t, compare(t, gone.look(t), drift.Options{}), "operation.withdrawn").Suspected())
	assert.False(t, rule(t, compare(t, repeated(t, 2, gone), drift.Options{}), "operation.withdrawn").Suspected())
}

// A member that need not be there and always was.
func TestAnOptionalMemberIsLost(t *testing.T) {
	before := repeated(t, 5, seen{cases: normal, drifts: one(standin.AddField("PhoneStatus", "Roaming", true))})
	after := repeated(t, 5, seen{cases: normal})
	d := rule(t, compare(t, after, drift.Options{Baseline: before}), "resp.field.required-lost")
	assert.Equal(t, "/PhoneStatus/Roaming", d.Pointer)
	assert.Equal(t, "absent from 5 of 5", d.Actual)
	assert.Equal(t, contracts.Provider, d.Side)
	_, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], d.Finding, "2026-11-22")
	assert.ErrorContains(t, err, "the contract does not require it")
}

// Of two faults the other one is told: no signature and no key.
func TestPrecedence(t *testing.T) {
	const both = "aliyun.status.param.precedence"
	before := seen{cases: both}.look(t)
	swap := func(x *standin.Exchange) {
		replaced("MissingAccessKeyId", "MissingSignature")(x)
		replaced("AccessKeyId is mandatory", "Signature is mandatory")(x)
	}
	after := seen{cases: both, drifts: one(swap)}.look(t)
	d := rule(t, compare(t, after, drift.Options{Baseline: before}), "error.precedence.changed")
	assert.Equal(t, contracts.Risky, d.Severity)
	assert.Equal(t, contracts.Provider, d.Side)
	assert.Equal(t, "MissingAccessKeyId as before", d.Expected)
	assert.False(t, d.Fails(contracts.Breaking))
	assert.True(t, d.Fails(contracts.Risky))
	_, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], d.Finding, "2026-11-22")
	assert.ErrorContains(t, err, "no contract says which of several faults is told")
}

// Five answers that take twice as long and a fifth of a second more are risky, and
// fail nothing; four are a suspicion, and a little slower is nothing.
func TestTiming(t *testing.T) {
	before := repeated(t, 5, seen{cases: normal, took: 100 * time.Millisecond})
	slow := repeated(t, 5, seen{cases: normal, took: 400 * time.Millisecond})
	d := rule(t, compare(t, slow, drift.Options{Baseline: before}), "timing.p95")
	assert.Equal(t, "about 100ms, and 100ms in the middle, as before", d.Expected)
	assert.Equal(t, "400ms, and 400ms in the middle", d.Actual)
	assert.Equal(t, contracts.Risky, d.Severity)
	assert.False(t, d.Fails(contracts.Info), "how long answers take fails no run")
	_, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], d.Finding, "2026-11-22")
	assert.ErrorContains(t, err, "how long answers take is no promise")

	few := drift.Set{Samples: slow.Samples[:4]}
	assert.True(t, rule(t, compare(t, few, drift.Options{Baseline: before}), "timing.p95").Suspected())
	little := repeated(t, 5, seen{cases: normal, took: 290 * time.Millisecond})
	assert.Empty(t, all(compare(t, little, drift.Options{Baseline: before})))
}

// A word that came before and in twenty answers since has not.
func TestUnseen(t *testing.T) {
	before := seen{cases: "aliyun.status.happy.not-exist"}.look(t)
	after := repeated(t, 20, seen{cases: normal})
	d := rule(t, compare(t, after, drift.Options{Baseline: before}), "resp.enum.unseen")
	assert.Equal(t, "NOT_EXIST in no answer", d.Actual)
	assert.Equal(t, "/PhoneStatus/Status", d.Pointer)
	assert.Equal(t, contracts.Info, d.Severity)
	_, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], d.Finding, "2026-11-22")
	assert.ErrorContains(t, err, "a word that is not seen may still come")
	after.Samples = after.Samples[:19]
	assert.Empty(t, all(compare(t, after, drift.Options{Baseline: before})))
}

// Evidence grows old: nothing for a quarter of a year, then a hint, then a risk.
func TestStale(t *testing.T) {
	set := seen{cases: normal}.look(t)
	at := set.Samples[0].At
	assert.Empty(t, all(compare(t, set, drift.Options{Now: at.AddDate(0, 0, 90)})))
	d := rule(t, compare(t, set, drift.Options{Now: at.AddDate(0, 0, 91)}), "evidence.stale")
	assert.Equal(t, contracts.Info, d.Severity)
	assert.Equal(t, "the newest is 91 days old", d.Actual)
	d = rule(t, compare(t, set, drift.Options{Now: at.AddDate(0, 0, 181)}), "evidence.stale")
	assert.Equal(t, contracts.Risky, d.Severity)
	_, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], d.Finding, "2026-11-22")
	assert.ErrorContains(t, err, "only a new recording helps")
}

// A fault of the provider's own is no drift, and a declared one is no fault.
func TestFaults(t *testing.T) {
	c := compare(t, seen{cases: normal, drifts: one(answer(502, "text/html", "<html>"))}.look(t), drift.Options{})
	assert.Empty(t, all(c))
	assert.Len(t, c.Faults, 1)
}

// A simulator that nobody stands behind is wrong itself.
func TestTheSimulatorForItself(t *testing.T) {
	set := seen{cases: normal, drifts: one(standin.RemoveField("PhoneStatus", "Status"))}.look(t)
	assert.Equal(t, contracts.Simulator, rule(t, compare(t, set, drift.Options{Simulator: true}), "resp.field.removed").Side)
}

// A client whose request leaves the contract is wrong, whatever was answered.
func TestTheClient(t *testing.T) {
	set := seen{cases: batch, drifts: one(standin.RemoveField("", "Data"))}.look(t)
	set.Samples[0].Exchange.Body = []byte(string(set.Samples[0].Exchange.Body) + "&Mobiles=13900000404")
	c := compare(t, set, drift.Options{})
	d := rule(t, c, "req.param.repeated")
	assert.Equal(t, contracts.Client, d.Side)
	assert.Len(t, c.Drifts, 1, "its answer proves nothing: %s", all(c))
	_, err := drift.Accept(contracts.Embedded(), loaded()["ksyun"], d.Finding, "2026-11-22")
	assert.ErrorContains(t, err, "mend the client")
}

// The order of samples does not matter.
func TestShuffled(t *testing.T) {
	set := seen{cases: "aliyun.status.happy.*", drifts: one(standin.AddField("PhoneStatus", "Roaming", true), standin.RemoveField("PhoneStatus", "Carrier"))}.look(t)
	want := compare(t, set, drift.Options{})
	slices.Reverse(set.Samples)
	got := compare(t, set, drift.Options{})
	require.Len(t, got.Drifts, len(want.Drifts))
	for i := range want.Drifts {
		assert.Equal(t, want.Drifts[i].ID, got.Drifts[i].ID)
		assert.Equal(t, want.Drifts[i].Samples, got.Drifts[i].Samples)
	}
}
