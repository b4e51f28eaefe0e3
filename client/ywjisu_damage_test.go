package client_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

func TestYwjisuReadsEveryReading(t *testing.T) {
	for _, set := range []string{
		"success=000000", "success=200000", "error-result=null", "error-result=absent", "error-result=empty", "unknown-code=400901",
		"chinese=raw", "chinese=escaped", "last-time=number", "last-time=string", "unseen-time=null", "unseen-time=dated",
		"number-type=network", "number-type=plain", "duplicates=merged", "token-case=lower",
	} {
		t.Run(set, func(t *testing.T) {
			d := startDuo(t, serve.Config{Set: []string{"ywjisu." + set}})
			numbers := []numsim.Number{"13900000402", "13300000404", "13900000402", "10000000422"}
			results := d.ywjisu().Check(t.Context(), numbers...)
			for i, want := range []numsim.Status{numsim.Suspended, numsim.Vacant, numsim.Suspended, numsim.Unlisted} {
				require.NoError(t, results[i].Err)
				assert.Equal(t, want, results[i].Status)
			}
			assert.Equal(t, numsim.ChinaMobile, results[0].Carrier)
			assert.Equal(t, numsim.ChinaTelecom, results[1].Carrier)
			assert.Equal(t, numsim.NoCarrier, results[3].Carrier)
			assert.WithinRange(t, results[0].SeenAt, duoBegan.Add(-8*24*time.Hour), duoBegan)

			err := d.newYwjisu(d.ywjisuConfig("nobody")).Check(t.Context(), "13900000200")[0].Err
			assert.ErrorIs(t, err, numsim.Auth)
			assert.NotEmpty(t, errorIn(t, err).Message)
		})
	}
}

func TestYwjisuKeepsWhatIsUnknown(t *testing.T) {
	d := startFake(t, alwaysSaying(200, `{"resultMsg":"成功","resultCode":0,"resultObj":{"mobile":13900000200,"lastTime":"1795305600000","area":"上海-上海","numberType":"虚拟运营商","chargesStatus":1,"status":9,"risk":{"a":1}},"orderNo":"x"}`))
	got, err := d.ywjisu().GetCheckResult(t.Context(), client.GetCheckResultRequest{Mobiles: lines(1)})
	require.NoError(t, err)
	assert.Equal(t, map[string]json.RawMessage{"orderNo": json.RawMessage(`"x"`)}, got.Extra)
	assert.NotEmpty(t, got.Header)
	require.Len(t, got.ResultObj, 1)
	assert.Equal(t, client.YwjisuStatus{
		Mobile: "13900000200", LastTime: "1795305600000", Area: "上海-上海", NumberType: "虚拟运营商", ChargesStatus: "1", Status: "9",
		NeutralStatus: numsim.Unknown, NeutralCarrier: numsim.NoCarrier, SeenAt: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
		Charged: client.IsCharged, Extra: map[string]json.RawMessage{"risk": json.RawMessage(`{"a":1}`)},
	}, got.ResultObj[0])

	r := d.ywjisu().Check(t.Context(), "13900000200")[0]
	require.NoError(t, r.Err, "a status of tomorrow is an answer")
	assert.Equal(t, told{"9", numsim.Unknown}, told{r.Word, r.Status})
}

// What was charged is said for each number; status 3 is free even where it is
// not said.
func TestYwjisuChargesAreThoseSaid(t *testing.T) {
	for charges, want := range map[string]client.Charged{
		`"chargesStatus":"1","status":"3"`: client.IsCharged,
		`"chargesStatus":"0","status":"1"`: client.NotCharged,
		`"chargesStatus":0,"status":1`:     client.NotCharged,
		`"status":"3"`:                     client.NotCharged,
		`"status":"1"`:                     client.PerhapsCharged,
		`"chargesStatus":"2","status":"3"`: client.PerhapsCharged,
	} {
		d := startFake(t, alwaysSaying(200, `{"resultMsg":"成功","resultCode":"000000","resultObj":[{"mobile":"13900000200",`+charges+`}]}`))
		r := d.ywjisu().Check(t.Context(), "13900000200")[0]
		require.NoError(t, r.Err)
		assert.Equal(t, want, r.Charged, charges)
		assert.Equal(t, want, d.attempts[0].Charged, charges)
	}
}

func TestYwjisuTimes(t *testing.T) {
	for last, want := range map[string]time.Time{
		`1509361607000`:    time.Date(2017, 10, 30, 11, 6, 47, 0, time.UTC), // the document's sample
		`"1509361607000"`:  time.Date(2017, 10, 30, 11, 6, 47, 0, time.UTC),
		`null`:             {},
		`""`:               {},
		`"20171030110647"`: {}, // an order number
		`0`:                {},
		`-1509361607000`:   {},
		`1.5e12`:           {},
		`"yesterday"`:      {},
	} {
		d := startFake(t, alwaysSaying(200, `{"resultCode":"000000","resultObj":[{"mobile":"13900000200","lastTime":`+last+`,"chargesStatus":"1","status":"1"}]}`))
		r := d.ywjisu().Check(t.Context(), "13900000200")[0]
		require.NoError(t, r.Err)
		assert.Equal(t, want, r.SeenAt, last)
	}
}

func TestYwjisuReadsNoAnswerIntoDamage(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"null":               {200, `null`},
		"an array":           {200, `[]`},
		"nothing":            {200, ``},
		"half of it":         {200, `{"resultMsg":"成功","resultCode":"000000","resultObj":[{"mobile":"139000`},
		"something after it": {200, `{"resultCode":"000000","resultObj":[]}x`},
		"a page":             {200, `<!DOCTYPE html><title>Sign in</title>`},
		"an error page":      {502, `<html><head><title>502</title></head></html>`},
		"no code":            {200, `{"resultMsg":"成功","resultObj":[]}`},
		"null for it":        {200, `{"resultCode":null,"resultObj":[]}`},
		"another envelope":   {200, `{"code":"200000","message":"请求成功","chargeStatus":1,"data":[]}`},
		"a list that is not": {200, `{"resultCode":"000000","resultObj":"[]"}`},
		"null for the list":  {200, `{"resultCode":"000000","resultObj":null}`},
		"no list":            {200, `{"resultCode":"000000"}`},
	} {
		t.Run(name, func(t *testing.T) {
			d := startFake(t, alwaysSaying(c.status, c.body))
			r := d.ywjisu().Check(t.Context(), "13900000200")[0]
			e := errorIn(t, r.Err)
			assert.ErrorIs(t, e, numsim.Malformed)
			assert.Equal(t, client.PerhapsCharged, e.Charged)
			assert.Equal(t, client.PerhapsCharged, r.Charged)
			assert.Equal(t, c.status, e.HTTP)
			assert.NotContains(t, e.Error(), "0200")
			assert.Len(t, d.seen, 1, "it may have been paid for")
		})
	}
}

// An element without a status is its number's trouble, and one without a number
// may be about whichever is missing: asking again may pay again.
func TestYwjisuBatchWithHoles(t *testing.T) {
	d := startFake(t, alwaysSaying(200, `{"resultCode":"000000","resultObj":[{"mobile":"13900000200","chargesStatus":"1","status":null},{"mobile":"13900010200","chargesStatus":"1","status":"0"},{"mobile":"139****0200","chargesStatus":"1","status":"1"}]}`))
	results := d.ywjisu().Check(t.Context(), lines(3)...)
	assert.ErrorIs(t, results[0].Err, numsim.Malformed)
	assert.ErrorContains(t, results[0].Err, "no status")
	assert.Equal(t, client.IsCharged, results[0].Charged, "it says so")
	require.NoError(t, results[1].Err)
	assert.Equal(t, numsim.Vacant, results[1].Status)
	assert.ErrorIs(t, results[2].Err, numsim.Malformed)
	assert.Equal(t, client.PerhapsCharged, results[2].Charged)
	assert.Len(t, d.seen, 1)
}

// Order, repetition, strangers and the late do not matter to who is who.
func TestYwjisuBatchIsReadByNumber(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		numbers := lines(rapid.IntRange(2, 8).Draw(rt, "asked"))
		late := rapid.IntRange(1, len(numbers)-1).Draw(rt, "late")
		said := slices.Delete(slices.Clone(numbers), late, late+1)
		said = rapid.Permutation(append(said, "13800000200")).Draw(rt, "order")
		said = append(said, said[0])
		body := ""
		for _, n := range said {
			word := "1"
			if n == numbers[0] {
				word = "0"
			}
			body += fmt.Sprintf(`,{"mobile":"%s","chargesStatus":"1","status":"%s"}`, n, word)
		}
		d := startFake(t, alwaysSaying(200, `{"resultCode":"000000","resultObj":[`+body[1:]+`]}`))
		for i, r := range d.ywjisu().Check(t.Context(), numbers...) {
			assert.Equal(rt, numbers[i], r.Number)
			if i == late {
				assert.ErrorIs(rt, r.Err, numsim.Late)
				continue
			}
			require.NoError(rt, r.Err)
			assert.Equal(rt, i == 0, r.Status == numsim.Vacant)
		}
		assert.Len(rt, d.seen, 3)
		assert.Equal(rt, []numsim.Number{numbers[late]}, d.seen[2].numbers)
	})
}

func TestYwjisuResetsAndMoney(t *testing.T) {
	for _, fault := range []string{"reset-before-charge", "reset-after-charge", "close", "hang"} {
		rule := "rules:\n  - when: {provider: ywjisu, call: 1, per: account}\n    then: {fault: " + fault + "}\n"
		d := startPatientDuo(t, scenarioOf(t, rule))
		results := d.ywjisu().Check(t.Context(), lines(2)...)
		for _, r := range results {
			assert.ErrorIs(t, r.Err, numsim.Transport, fault)
			assert.Equal(t, client.PerhapsCharged, r.Charged)
		}
		assert.Len(t, d.seen, 1, fault)

		again := startPatientDuo(t, scenarioOf(t, rule))
		c := again.ywjisuConfig("numsim")
		c.Options.Retry.Charged = true
		assert.NoError(t, again.newYwjisu(c).Check(t.Context(), "13900000200")[0].Err)
		assert.Len(t, again.seen, 2, fault)
	}
}

// 403000 is all it says of a stale timestamp, and of a wrong password too.
func TestYwjisuLearnsTheTime(t *testing.T) {
	d := startDuo(t, serve.Config{Set: []string{"ywjisu.skew=20m"}})
	err := d.ywjisu().Check(t.Context(), "13900000200")[0].Err
	assert.ErrorIs(t, err, numsim.Auth)
	assert.Len(t, d.seen, 1)

	d.forget()
	c := d.ywjisuConfig("numsim")
	c.Options.CorrectClock = true
	y := d.newYwjisu(c)
	require.NoError(t, y.Check(t.Context(), "13900000200")[0].Err)
	require.NoError(t, y.Check(t.Context(), "13900000404")[0].Err)
	assert.Equal(t, []int{1, 1, 1}, d.sizes())

	d.forget()
	c.Signer.Password = "another"
	err = d.newYwjisu(c).Check(t.Context(), "13900000200")[0].Err
	assert.ErrorIs(t, err, numsim.Auth, "with the right time it is refused again")
	assert.Len(t, d.seen, 2)
}

func TestYwjisuSettingsAreChecked(t *testing.T) {
	good := client.YwjisuConfig{Signer: client.YwjisuSigner{Code: "numsim", Password: "numsim-pwd", PrivateKey: "numsim-key"}}
	_, err := client.NewYwjisu(good)
	require.NoError(t, err)
	for want, spoil := range map[string]func(*client.YwjisuConfig){
		"Code is empty":       func(c *client.YwjisuConfig) { c.Signer.Code = "" },
		"Password is empty":   func(c *client.YwjisuConfig) { c.Signer.Password = "" },
		"PrivateKey has whit": func(c *client.YwjisuConfig) { c.Signer.PrivateKey += "\n" },
		"base URL has a path": func(c *client.YwjisuConfig) { c.Options.BaseURL = "https://kh.ywjisu.com/Api" },
		"check the clock":     func(c *client.YwjisuConfig) { c.Signer.Now = func() time.Time { return time.Unix(1, 0) } },
	} {
		c := good
		spoil(&c)
		y, err := client.NewYwjisu(c)
		assert.Nil(t, y)
		assert.ErrorContains(t, err, want)
	}
	d := startFake(t, alwaysSaying(200, `{}`))
	for _, n := range []int{0, 51} {
		_, err := d.ywjisu().GetCheckResult(t.Context(), client.GetCheckResultRequest{Mobiles: lines(n)})
		assert.ErrorIs(t, err, numsim.BadRequest)
	}
	assert.Empty(t, d.seen)
}
