package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/numbering"
	"github.com/numsim/numsim/sim/serve"
)

// ending is what each operation tells of a number with a magic ending, after
// the tables of the two documents: a word and what it means.
type ending struct {
	realtime, batch, abroad, ywjisu told
}

type told struct {
	word   string
	status numsim.Status
}

var endingWords = map[string]ending{
	"0200": {told{"1", numsim.Active}, told{"1", numsim.Active}, told{"1", numsim.Active}, told{"1", numsim.Active}},
	"0404": {told{"2", numsim.Vacant}, told{"0", numsim.Vacant}, told{"3", numsim.Vacant}, told{"0", numsim.Vacant}},
	"0402": {told{"13", numsim.Suspended}, told{"2", numsim.Suspended}, told{"2", numsim.PoweredOff}, told{"2", numsim.Suspended}},
	"0206": {told{"13", numsim.Suspended}, told{"2", numsim.Suspended}, told{"1", numsim.Active}, told{"5", numsim.Risky}},
	"0408": {told{"5", numsim.PoweredOff}, told{"1", numsim.Active}, told{"2", numsim.PoweredOff}, told{"1", numsim.Active}},
	"0203": {told{"7", numsim.SuspectedOff}, told{"1", numsim.Active}, told{"2", numsim.PoweredOff}, told{"1", numsim.Active}},
	"0486": {told{"3", numsim.Busy}, told{"1", numsim.Active}, told{"1", numsim.Active}, told{"1", numsim.Active}},
	"0480": {told{"4", numsim.Unreachable}, told{"99", numsim.Unknown}, told{"2", numsim.PoweredOff}, told{"3", numsim.Unlisted}},
	"0304": {told{"1", numsim.Active}, told{"4", numsim.Silent}, told{"1", numsim.Active}, told{"4", numsim.Silent}},
	"0403": {told{"1", numsim.Active}, told{"3", numsim.Risky}, told{"1", numsim.Active}, told{"5", numsim.Risky}},
	"0204": {told{"10", numsim.Unknown}, told{"6", numsim.Unlisted}, told{"99", numsim.Unknown}, told{"3", numsim.Unlisted}},
	"0422": {told{"12", numsim.WrongNumber}, told{"5", numsim.WrongNumber}, told{"3", numsim.Vacant}, told{"3", numsim.Unlisted}},
	"0500": {told{"9", numsim.ProbeFailed}, told{"99", numsim.Unknown}, told{"99", numsim.Unknown}, told{}},
	"0999": {told{"10", numsim.Unknown}, told{"99", numsim.Unknown}, told{"99", numsim.Unknown}, told{}},
	"0425": {told{"10", numsim.Unknown}, told{"99", numsim.Unknown}, told{"99", numsim.Unknown}, told{}},
	"0429": {ywjisu: told{"1", numsim.Active}}, // throttled at the other
	"0400": {},                                 // refused everywhere
}

// untold are the words of Kingsoft Cloud that tell nothing; whether they are
// charged is in no document.
var untold = map[string][]string{"realtime": {"9", "10"}, "batch": {"6", "99"}, "abroad": {"99"}}

func TestEveryEndingIsExpected(t *testing.T) {
	require.Len(t, numbering.Endings(), len(endingWords))
	for _, e := range numbering.Endings() {
		assert.Contains(t, endingWords, e.Digits)
	}
}

func TestKsyunEndings(t *testing.T) {
	d := startDuo(t, serve.Config{})
	k := d.ksyun()
	for digits, want := range endingWords {
		if digits == "0400" || digits == "0429" {
			continue
		}
		mainland, abroad := numsim.Number("1390000"+digits), numsim.Number("62812000"+digits)
		t.Run(digits, func(t *testing.T) {
			one, err := k.PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: mainland})
			require.NoError(t, err)
			assertTold(t, "realtime", want.realtime, one.CheckStatus, one.NeutralStatus, one.Charged)
			assert.Equal(t, string(mainland), one.Mobile)
			assert.Equal(t, "移动", one.Carrier)
			assert.Equal(t, numsim.ChinaMobile, one.NeutralCarrier)
			assert.Nil(t, one.Extra)

			several, err := k.BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{Mobiles: []numsim.Number{mainland, "13300000200"}})
			require.NoError(t, err)
			require.Len(t, several.Data, 2)
			assertTold(t, "batch", want.batch, several.Data[0].CheckStatus, several.Data[0].NeutralStatus, several.Data[0].Charged)
			assert.Equal(t, numsim.ChinaTelecom, several.Data[1].NeutralCarrier)
			assert.Nil(t, several.Extra)

			there, err := k.IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: abroad})
			require.NoError(t, err)
			require.Len(t, there.Result, 1)
			assertTold(t, "abroad", want.abroad, there.Result[0].PhoneStatus, there.Result[0].NeutralStatus, there.Result[0].Charged)
			assert.Equal(t, "ID", there.Result[0].NationEnCode)
			assert.Nil(t, there.Extra)
		})
	}
}

func assertTold(t *testing.T, operation string, want told, word string, status numsim.Status, charged client.Charged) {
	t.Helper()
	assert.Equal(t, want, told{word, status}, operation)
	paid := client.IsCharged
	for _, w := range untold[operation] {
		if w == word {
			paid = client.PerhapsCharged
		}
	}
	assert.Equal(t, paid, charged, operation)
}

// A number that is refused is refused in every operation, and so is one over
// the limit.
func TestKsyunEndingsOfTrouble(t *testing.T) {
	d := startDuo(t, serve.Config{})
	k := d.ksyun()
	for digits, kind := range map[string]numsim.Kind{"0400": numsim.BadNumber, "0429": numsim.Throttled} {
		mainland, abroad := numsim.Number("1390000"+digits), numsim.Number("62812000"+digits)
		_, err := k.PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: mainland})
		assert.ErrorIs(t, err, kind)
		_, err = k.BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{Mobiles: []numsim.Number{mainland, "13300000200"}})
		assert.ErrorIs(t, err, kind)
		_, err = k.IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: abroad})
		assert.ErrorIs(t, err, kind)
	}
}

// Check says the same as the operation it uses.
func TestKsyunCheckReadsEveryEnding(t *testing.T) {
	d := startDuo(t, serve.Config{})
	c := d.ksyunConfig("numsim")
	c.Realtime = true
	slow, fast := d.newKsyun(c), d.ksyun()
	for digits, want := range endingWords {
		if digits == "0400" || digits == "0429" {
			continue
		}
		mainland, abroad := numsim.Number("1390000"+digits), numsim.Number("62812000"+digits)
		for i, r := range slow.Check(t.Context(), mainland, abroad, "13300000200") {
			require.NoError(t, r.Err)
			says := []told{want.realtime, want.abroad, {"1", numsim.Active}}[i]
			assert.Equal(t, says, told{r.Word, r.Status}, digits)
			assert.Equal(t, []string{"PhoneNumberStatus", "IsmsPhoneNumberStatus", "PhoneNumberStatus"}[i], r.Operation)
			assert.NotEmpty(t, r.RequestID)
		}
		for i, r := range fast.Check(t.Context(), mainland, abroad, "13300000200") {
			require.NoError(t, r.Err)
			says := []told{want.batch, want.abroad, {"1", numsim.Active}}[i]
			assert.Equal(t, says, told{r.Word, r.Status}, digits)
			assert.Equal(t, []string{"BatchPhoneNumberStatus", "IsmsPhoneNumberStatus", "BatchPhoneNumberStatus"}[i], r.Operation)
		}
	}
}
