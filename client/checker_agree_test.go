package client_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// saying is a source whose answers are one operation's.
func saying(provider, operation string, s numsim.Status) *fake {
	return &fake{name: provider, most: 10, answer: func(numsim.Number) client.Result {
		return client.Result{Status: s, Operation: operation, Charged: client.IsCharged}
	}}
}

// By the table of the providers' words: two answers agree if one truth can be
// behind both.
func TestAgreement(t *testing.T) {
	const describe, realtime, batch, abroad, check = "DescribePhoneNumberStatus", "PhoneNumberStatus", "BatchPhoneNumberStatus", "IsmsPhoneNumberStatus", "getCheckResult"
	for _, tt := range []struct {
		a, b *fake
		want client.Agreement
		why  string
	}{
		{saying("aliyun", describe, numsim.Active), saying("ksyun", realtime, numsim.Active), client.Agrees, "the same"},
		{saying("aliyun", describe, numsim.Active), saying("ksyun", realtime, numsim.Vacant), client.Differs, "both of now"},
		{saying("aliyun", describe, numsim.Active), saying("ksyun", realtime, numsim.Busy), client.Agrees, "2020 and 2021 say NORMAL of a busy number"},
		{saying("aliyun", describe, numsim.PoweredOff), saying("ywjisu", check, numsim.Active), client.Agrees, "ywjisu sells no powered-off and says 1"},
		{saying("aliyun", describe, numsim.PoweredOff), saying("ksyun", batch, numsim.Active), client.Agrees, "neither does the batch"},
		{saying("aliyun", describe, numsim.PoweredOff), saying("ksyun", realtime, numsim.Active), client.Differs, "real time has a word of its own"},
		{saying("aliyun", describe, numsim.PartSuspended), saying("ksyun", realtime, numsim.Suspended), client.Agrees, "13 is both"},
		{saying("aliyun", describe, numsim.PartSuspended), saying("ywjisu", check, numsim.Risky), client.Agrees, "5 is both"},
		{saying("aliyun", describe, numsim.Active), saying("ywjisu", check, numsim.Silent), client.Agrees, "Aliyun sells no silent"},
		{saying("aliyun", describe, numsim.Active), saying("ywjisu", check, numsim.Vacant), client.MayDiffer, "ywjisu saw it some time ago"},
		{saying("ksyun", batch, numsim.Suspended), saying("aliyun", describe, numsim.Active), client.MayDiffer, "the batch is not real time"},
		{saying("aliyun", describe, numsim.Unknown), saying("ksyun", realtime, numsim.Vacant), client.MayDiffer, "not knowing contradicts nobody"},
		{saying("aliyun", describe, numsim.Unknown), saying("ksyun", realtime, numsim.Unknown), client.Agrees, "neither knows"},
		{saying("ksyun", abroad, numsim.PoweredOff), saying("aliyun", describe, numsim.Suspended), client.Agrees, "2 is everything off the network"},
		{saying("mine", "", numsim.Active), saying("yours", "", numsim.Busy), client.Differs, "nothing is known of others' words"},
	} {
		c := &client.Checker{Sources: []client.Source{tt.a, tt.b}, Agree: 2, Price: map[string]numsim.Money{tt.a.name: 1000, tt.b.name: 10}}
		r := c.Check(t.Context(), one)[0]
		require.NoError(t, r.Err)
		assert.Equal(t, tt.want, r.Agreement, tt.why)
		assert.Equal(t, tt.a.name, r.Provider, tt.why)
		require.Len(t, r.Others, 1, tt.why)
		assert.Equal(t, tt.b.name, r.Others[0].Provider, tt.why)
		assert.Equal(t, numsim.Money(1010), c.Totals().Spent, "each is charged for itself")
	}
}

// An observation of another day may differ from today's, whoever made it.
func TestAnObservationOfAnotherDayMayDiffer(t *testing.T) {
	old := saying("aliyun", "", numsim.Vacant)
	old.answer = func(numsim.Number) client.Result {
		return client.Result{Status: numsim.Vacant, SeenAt: time.Unix(1795305600, 0)}
	}
	c := &client.Checker{Sources: []client.Source{old, saying("ksyun", "PhoneNumberStatus", numsim.Active)}, Agree: 2}
	assert.Equal(t, client.MayDiffer, c.Check(t.Context(), one)[0].Agreement)
}

// A provider that cannot answer is replaced by the next, and one answer is better
// than none.
func TestAgreementNeedsTwoAnswers(t *testing.T) {
	down := &fake{name: "aliyun", most: 1, answer: fails("aliyun", numsim.Outage, client.NotCharged)}
	two, three := saying("ksyun", "PhoneNumberStatus", numsim.Vacant), saying("ywjisu", "", numsim.Vacant)
	c := &client.Checker{Sources: []client.Source{down, two, three}, Agree: 2}
	r := c.Check(t.Context(), one)[0]
	assert.Equal(t, client.Agrees, r.Agreement)
	assert.Equal(t, []string{"ksyun", "ywjisu", "aliyun"}, []string{r.Provider, r.Others[0].Provider, r.Others[1].Provider})

	c = &client.Checker{Sources: []client.Source{down, two}, Agree: 2}
	r = c.Check(t.Context(), one)[0]
	require.NoError(t, r.Err)
	assert.Equal(t, client.NotCompared, r.Agreement)
	assert.ErrorIs(t, r.Others[0].Err, numsim.Outage)
}

// All of three are asked, and the two least alike decide.
func TestAgreementOfThree(t *testing.T) {
	c := &client.Checker{Agree: 3, Sources: []client.Source{
		saying("aliyun", "", numsim.Active), saying("ksyun", "PhoneNumberStatus", numsim.Suspended), saying("ywjisu", "", numsim.Active),
	}}
	assert.Equal(t, client.Differs, c.Check(t.Context(), one)[0].Agreement)
	assert.Equal(t, "agrees may-differ differs", fmt.Sprint(client.Agrees, client.MayDiffer, client.Differs))
}
