package client_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/serve"
)

// catalogueOf is the error table the simulator has of a provider.
func catalogueOf(t *testing.T, provider string) []numsim.Row {
	t.Helper()
	providers, err := all.Providers()
	require.NoError(t, err)
	for _, p := range providers {
		if traits := p.Traits(); traits.Name == provider {
			return traits.Catalogue.Rows()
		}
	}
	require.Fail(t, "no such provider", provider)
	return nil
}

// ksyunPassing are the rows after which the same question may be answered.
var ksyunPassing = []string{
	"ServiceUnavailable/exception", "ServiceUnavailable/auth", "ServiceUnavailable/service", "ServiceTimeout", "LimitExceeded",
}

func TestKsyunRowsAreClassified(t *testing.T) {
	d := startDuo(t, serve.Config{})
	rows := catalogueOf(t, "ksyun")
	require.Len(t, rows, 35, "33 of the gateway and two of the service")
	for _, row := range rows {
		for _, aws4 := range []bool{false, true} {
			t.Run(strings.ReplaceAll(row.Name, "/", "-")+map[bool]string{false: " V1", true: " AWS4"}[aws4], func(t *testing.T) {
				d.forget()
				c := d.ksyunConfig(row.Account())
				c.AWS4 = aws4
				k := d.newKsyun(c)

				_, err := k.PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
				assertKsyunRow(t, d, row, err)
				d.forget()
				_, err = k.BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{Mobiles: lines(2)})
				assertKsyunRow(t, d, row, err)
				d.forget()
				_, err = k.IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: "628120000200"})
				assertKsyunRow(t, d, row, err)
				d.forget()
				result := k.Check(t.Context(), "13900000200")[0]
				assertKsyunRow(t, d, row, result.Err)
				assert.Equal(t, client.NotCharged, result.Charged)
			})
		}
	}
}

func assertKsyunRow(t *testing.T, d *duo, row numsim.Row, err error) {
	t.Helper()
	e := errorIn(t, err)
	passing := slices.Contains(ksyunPassing, row.Name)
	calls := 1
	if passing {
		calls = 3
	}
	require.Len(t, d.seen, calls)
	last := d.seen[calls-1]
	var body struct {
		RequestId string
	}
	require.NoError(t, json.Unmarshal([]byte(last.body), &body))
	require.NotEmpty(t, body.RequestId)

	assert.ErrorIs(t, err, row.Kind)
	assert.Equal(t, "ksyun", e.Provider)
	assert.Equal(t, last.operation, e.Operation)
	assert.Equal(t, row.Code, e.Code)
	assert.Equal(t, body.RequestId, e.RequestID)
	assertInWords(t, row.Message, e.Message)
	assert.Equal(t, row.Status, e.HTTP)
	assert.Equal(t, client.NotCharged, e.Charged)
	assert.Equal(t, passing, e.Retry)
	require.Len(t, d.attempts, calls)
	assert.Len(t, d.waits, calls-1)
}

// assertInWords expects the fixed parts of a row's message. What stands in
// {braces} is of the call, and may be hidden.
func assertInWords(t *testing.T, row, message string) {
	t.Helper()
	for part := range strings.SplitSeq(row, "{") {
		if _, after, found := strings.Cut(part, "}"); found {
			part = after
		}
		assert.Contains(t, message, part)
	}
}

// What the table says is what the simulator's catalogue says, which others
// wrote from the same documents.
func TestKsyunTableHasTheWholeCatalogue(t *testing.T) {
	kinds := map[string][]numsim.Kind{}
	for _, c := range client.KsyunClasses() {
		assert.NotEmpty(t, c.Source, c.Code)
		assert.Equal(t, client.NotCharged, c.Charged, c.Code)
		assert.NotContains(t, kinds[c.Code], c.Kind.String(), c.Code)
		kinds[c.Code] = append(kinds[c.Code], c.Kind)
	}
	documented := map[string]bool{}
	for _, row := range catalogueOf(t, "ksyun") {
		documented[row.Code] = true
		assert.Contains(t, kinds[row.Code], row.Kind, row.Name)
	}
	var others []string
	for code := range kinds {
		if !documented[code] {
			others = append(others, code)
		}
	}
	assert.ElementsMatch(t, []string{"INTERNAL_FAILURE", "InvalidActionOrVesion", "Throttling", "ThrottlingException"}, others,
		"seen in the provider's own code, and in no document")
}

func TestKsyunCodesOfNoDocumentAreOther(t *testing.T) {
	d := startFake(t, alwaysSaying(400, `{"RequestId":"5f0f4ebc-e8c7-4e8c-9a28-9074c1f4ca04","Error":{"Type":"Sender","Code":"Quota.Reached","Message":"13900000200 is one too many"}}`))
	_, err := d.ksyun().PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
	e := errorIn(t, err)
	assert.ErrorIs(t, err, numsim.Other)
	assert.False(t, e.Retry)
	assert.Equal(t, "139****0200 is one too many", e.Message, "the number stays here")
	assert.Len(t, d.seen, 1)
}

// Third-party code has these two, and the SDK's retries the others.
func TestKsyunCodesOfTheProvidersOwnCode(t *testing.T) {
	for code, want := range map[string]numsim.Kind{
		"INTERNAL_FAILURE": numsim.Outage, "InvalidActionOrVesion": numsim.BadRequest,
		"Throttling": numsim.Throttled, "ThrottlingException": numsim.Throttled,
	} {
		d := startFake(t, alwaysSaying(400, `{"RequestId":"r","Error":{"Code":"`+code+`","Message":"m"}}`))
		_, err := d.ksyun().PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
		assert.ErrorIs(t, err, want, code)
	}
}
