package client_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// Every reading of the document that the answer depends on, each with the same
// results.
func TestKsyunReadsEveryReading(t *testing.T) {
	for _, set := range []string{
		"phone-status=number", "phone-status=string", "result=object", "result=array", "mobile=full", "mobile=masked",
		"request-id=lower", "request-id=upper", "error-type=Sender", "error-type=sender", "error-order=gateway",
		"error-order=service", "no-carrier=unknown", "no-carrier=empty", "duplicates=merged", "signature-method=required",
	} {
		t.Run(set, func(t *testing.T) {
			d := startDuo(t, serve.Config{Set: []string{"ksyun." + set}})
			k := d.ksyun()
			results := k.Check(t.Context(), "13900000200", "628120000404", "13000000402", "10000000422", "13900000200")
			var status []numsim.Status
			for _, r := range results {
				require.NoError(t, r.Err)
				require.NotEmpty(t, r.RequestID)
				status = append(status, r.Status)
			}
			assert.Equal(t, []numsim.Status{numsim.Active, numsim.Vacant, numsim.Suspended, numsim.WrongNumber, numsim.Active}, status)
			assert.Equal(t, []numsim.Carrier{numsim.ChinaMobile, numsim.NoCarrier, numsim.ChinaUnicom, numsim.NoCarrier, numsim.ChinaMobile},
				[]numsim.Carrier{results[0].Carrier, results[1].Carrier, results[2].Carrier, results[3].Carrier, results[4].Carrier})

			_, err := k.PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000400"})
			e := errorIn(t, err)
			assert.Equal(t, "InvalidMobile", e.Code)
			assert.Equal(t, "Invalid mobile", e.Message)
			assert.NotEmpty(t, e.RequestID)
		})
	}
}

// The table's words for the international answer together: strings in an array.
func TestKsyunReadsTheTableAndTheSample(t *testing.T) {
	for name, body := range map[string]string{
		"sample":      `{"RequestId":"r","Result":{"NationEnCode":"ID","PhoneStatus":1,"Mobile":"62******"}}`,
		"table":       `{"RequestId":"r","Result":[{"NationEnCode":"ID","PhoneStatus":"1","Mobile":"628120000200"}]}`,
		"lower case":  `{"requestId":"r","result":[{"nationEnCode":"ID","phoneStatus":"1","mobile":"628120000200"}]}`,
		"numbers":     `{"RequestId":"r","Result":{"NationEnCode":"ID","PhoneStatus":1,"Mobile":628120000200}}`,
		"no Mobile":   `{"RequestId":"r","Result":{"NationEnCode":"ID","PhoneStatus":" 1 "}}`,
		"a mark":      "\ufeff" + `{"RequestId":"r","Result":{"NationEnCode":"ID","PhoneStatus":1,"Mobile":null}}`,
		"other stars": `{"RequestId":"r","Result":{"NationEnCode":"ID","PhoneStatus":1,"Mobile":"628****0200"}}`,
	} {
		d := startFake(t, alwaysSaying(200, body))
		got, err := d.ksyun().IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: "628120000200"})
		require.NoError(t, err, name)
		assert.Equal(t, "r", got.RequestID, name)
		require.Len(t, got.Result, 1, name)
		s := got.Result[0]
		assert.Equal(t, told{"1", numsim.Active}, told{s.PhoneStatus, s.NeutralStatus}, name)
		assert.Equal(t, "ID", s.NationEnCode, name)
		assert.Nil(t, s.Extra, name)
		assert.Nil(t, got.Extra, name)
		assert.NotEmpty(t, got.Header, name)
	}
}

func TestKsyunReadsNoOtherNumberAbroad(t *testing.T) {
	for name, result := range map[string]string{
		"another":   `{"PhoneStatus":1,"Mobile":"628120000404"}`,
		"elsewhere": `{"PhoneStatus":1,"Mobile":"86******"}`,
		"two":       `[{"PhoneStatus":1,"Mobile":"628120000200"},{"PhoneStatus":3,"Mobile":"628120000404"}]`,
		"none":      `[]`,
		"no status": `[{"Mobile":"628120000200"}]`,
	} {
		d := startFake(t, alwaysSaying(200, `{"RequestId":"r","Result":`+result+`}`))
		_, err := d.ksyun().IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: "628120000200"})
		assert.ErrorIs(t, err, numsim.Malformed, name)
		assert.Equal(t, "r", errorIn(t, err).RequestID, name)
	}
}

func TestKsyunKeepsWhatIsUnknown(t *testing.T) {
	d := startFake(t, alwaysSaying(200, `{"CheckStatus":21,"Mobile":"13900000200","Carrier":"虚拟","Note":{"a":1},"RequestId":"r","Fee":null}`))
	got, err := d.ksyun().PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
	require.NoError(t, err)
	assert.Equal(t, told{"21", numsim.Unknown}, told{got.CheckStatus, got.NeutralStatus})
	assert.Equal(t, client.PerhapsCharged, got.Charged, "what a word of tomorrow costs is in no document either")
	assert.Equal(t, "虚拟", got.Carrier)
	assert.Equal(t, numsim.NoCarrier, got.NeutralCarrier)
	assert.Equal(t, map[string]json.RawMessage{"Note": json.RawMessage(`{"a":1}`), "Fee": json.RawMessage("null")}, got.Extra)

	d = startFake(t, alwaysSaying(200, `{"Data":[{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动","Risk":7}],"Total":1,"RequestId":"r"}`))
	several, err := d.ksyun().BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{Mobiles: lines(1)})
	require.NoError(t, err)
	assert.Equal(t, map[string]json.RawMessage{"Risk": json.RawMessage("7")}, several.Data[0].Extra)
	assert.Equal(t, map[string]json.RawMessage{"Total": json.RawMessage("1")}, several.Extra)

	d = startFake(t, alwaysSaying(200, `{"RequestId":"r","Result":{"PhoneStatus":9,"Net":"XL"},"Total":1}`))
	there, err := d.ksyun().IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: "628120000200"})
	require.NoError(t, err)
	assert.Equal(t, told{"9", numsim.Unknown}, told{there.Result[0].PhoneStatus, there.Result[0].NeutralStatus})
	assert.Equal(t, map[string]json.RawMessage{"Net": json.RawMessage(`"XL"`)}, there.Result[0].Extra)
	assert.Equal(t, map[string]json.RawMessage{"Total": json.RawMessage("1")}, there.Extra)
}

// What is not an answer of the provider's is no success, whatever it looks
// like, and is asked once: it may have been paid for.
func TestKsyunReadsNoAnswerIntoDamage(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		id     string
	}{
		"null":                       {200, `null`, ""},
		"an array":                   {200, `[{"CheckStatus":"1"}]`, ""},
		"nothing":                    {200, ``, ""},
		"half of it":                 {200, `{"CheckStatus":"1","Mobile":"139000`, ""},
		"something after it":         {200, `{"CheckStatus":"1","RequestId":"r"}{}`, ""},
		"a page":                     {200, `<!DOCTYPE html><title>Sign in</title>`, ""},
		"an error page":              {503, `<html><head><title>503</title></head></html>`, ""},
		"XML of a success":           {200, `<Response><RequestId>r</RequestId><CheckStatus>1</CheckStatus></Response>`, ""},
		"no status":                  {200, `{"Mobile":"13900000200","Carrier":"移动","RequestId":"r"}`, "r"},
		"null for it":                {200, `{"CheckStatus":null,"Mobile":"13900000200","RequestId":"r"}`, "r"},
		"blank":                      {200, `{"CheckStatus":" ","Mobile":"13900000200","RequestId":"r"}`, "r"},
		"an object for it":           {200, `{"CheckStatus":{"Code":"1"},"Mobile":"13900000200","RequestId":"r"}`, "r"},
		"another number":             {200, `{"CheckStatus":"1","Mobile":"13900000404","RequestId":"r"}`, "r"},
		"another number under stars": {200, `{"CheckStatus":"1","Mobile":"139****0404","RequestId":"r"}`, "r"},
		"an answer that failed":      {500, `{"CheckStatus":"1","Mobile":"13900000200","RequestId":"r"}`, "r"},
		"an error without a code":    {400, `{"RequestId":"r","Error":{"Message":"Invalid mobile"}}`, "r"},
		"an error that is text":      {400, `{"RequestId":"r","Error":"InvalidMobile"}`, "r"},
		"a failure without an error": {502, `{"RequestId":"r"}`, "r"},
		"somebody else's refusal":    {401, `{"message":"unauthorized"}`, ""},
		"moved":                      {307, ``, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := startFake(t, alwaysSaying(c.status, c.body))
			k := d.ksyun()
			_, err := k.PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
			e := errorIn(t, err)
			assert.ErrorIs(t, err, numsim.Malformed)
			assert.Equal(t, client.PerhapsCharged, e.Charged)
			assert.Equal(t, c.status, e.HTTP)
			assert.Equal(t, c.id, e.RequestID)
			assert.NotContains(t, err.Error(), "0200")
			assert.NotContains(t, err.Error(), "0404")
			_, err = k.BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{Mobiles: lines(2)})
			assert.ErrorIs(t, err, numsim.Malformed)
			_, err = k.IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: "628120000200"})
			assert.ErrorIs(t, err, numsim.Malformed)
			assert.Len(t, d.seen, 3)
		})
	}
}

// One number of a batch without a status is that number's trouble.
func TestKsyunBatchWithHoles(t *testing.T) {
	d := startFake(t, alwaysSaying(200, `{"Data":[{"CheckStatus":null,"Mobile":"13900000200"},null,7,{"CheckStatus":"0","Mobile":"13900010200"},{"CheckStatus":"1"}],"RequestId":"r"}`))
	results := d.ksyun().Check(t.Context(), lines(3)...)
	assert.ErrorIs(t, results[0].Err, numsim.Malformed)
	assert.ErrorContains(t, results[0].Err, "no CheckStatus")
	assert.Equal(t, client.PerhapsCharged, results[0].Charged)
	require.NoError(t, results[1].Err)
	assert.Equal(t, numsim.Vacant, results[1].Status)
	assert.ErrorContains(t, results[2].Err, "leaves the number out")
	assert.Equal(t, client.PerhapsCharged, results[2].Charged)
	assert.Len(t, d.seen, 1)
}

// The gateway's other services refuse in XML; their roots have several names.
func TestKsyunReadsXMLRefusals(t *testing.T) {
	for _, root := range []string{"ErrorResponse", "Response"} {
		d := startFake(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(409)
			_, _ = w.Write([]byte(`<?xml version="1.0" encoding="UTF-8"?><` + root + `><RequestId>5f0f4ebc</RequestId>` +
				`<Error><Type>Sender</Type><Code>LimitExceeded</Code><Message>slow down</Message></Error></` + root + `>`))
		})
		_, err := d.ksyun().PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
		e := errorIn(t, err)
		assert.ErrorIs(t, err, numsim.Throttled, root)
		assert.Equal(t, "5f0f4ebc", e.RequestID)
		assert.Equal(t, "slow down", e.Message)
		assert.Len(t, d.seen, 3)
	}
}

func TestKsyunResetsAndMoney(t *testing.T) {
	for _, fault := range []string{"reset-before-charge", "reset-after-charge", "close", "hang"} {
		d := startPatientDuo(t, scenarioOf(t, "rules:\n  - when: {provider: ksyun, call: 1, per: account}\n    then: {fault: "+fault+"}\n"))
		err := d.ksyun().Check(t.Context(), "13900000200")[0].Err
		e := errorIn(t, err)
		assert.ErrorIs(t, err, numsim.Transport, fault)
		assert.Equal(t, client.PerhapsCharged, e.Charged, "the two resets look the same from here")
		assert.True(t, e.Retry)
		assert.Len(t, d.seen, 1, fault)

		again := startPatientDuo(t, scenarioOf(t, "rules:\n  - when: {provider: ksyun, call: 1, per: account}\n    then: {fault: "+fault+"}\n"))
		c := again.ksyunConfig("numsim")
		c.Options.Retry.Charged = true
		assert.NoError(t, again.newKsyun(c).Check(t.Context(), "13900000200")[0].Err, "told to, it asks again")
		assert.Len(t, again.seen, 2, fault)
	}
}
