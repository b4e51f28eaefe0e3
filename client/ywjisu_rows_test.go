package client_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// ywjisuPassing are the codes after which the same question may be answered.
var ywjisuPassing = []string{"500000", "500002", "500003", "500004", "500006", "504000"}

func TestYwjisuRowsAreClassified(t *testing.T) {
	d := startDuo(t, serve.Config{})
	rows := catalogueOf(t, "ywjisu")
	require.Len(t, rows, 23)
	for _, row := range rows {
		if row.Name == "200000" {
			continue // success; see TestYwjisuSuccessWithoutNumbersIsLate
		}
		t.Run(row.Name, func(t *testing.T) {
			d.forget()
			y := d.newYwjisu(d.ywjisuConfig(row.Account()))
			_, err := y.GetCheckResult(t.Context(), client.GetCheckResultRequest{Mobiles: lines(2)})
			assertYwjisuRow(t, d, row, err)
			d.forget()
			for _, result := range y.Check(t.Context(), lines(2)...) {
				assertYwjisuRow(t, d, row, result.Err)
				assert.Equal(t, client.NotCharged, result.Charged)
			}
		})
	}
}

func assertYwjisuRow(t *testing.T, d *duo, row numsim.Row, err error) {
	t.Helper()
	e := errorIn(t, err)
	passing := slices.Contains(ywjisuPassing, row.Name)
	calls := 1
	if passing {
		calls = 3
	}
	assert.ErrorIs(t, err, row.Kind)
	assert.Equal(t, "ywjisu", e.Provider)
	assert.Equal(t, "getCheckResult", e.Operation)
	assert.Equal(t, row.Code, e.Code)
	assert.Equal(t, row.Message, e.Message)
	assert.Empty(t, e.RequestID, "the provider has none")
	assert.Equal(t, 200, e.HTTP)
	assert.Equal(t, client.NotCharged, e.Charged)
	assert.Equal(t, passing, e.Retry)
	assert.Len(t, d.seen, calls)
	assert.Len(t, d.waits, calls-1)
}

func TestYwjisuTableHasTheWholeCatalogue(t *testing.T) {
	kinds := map[string]numsim.Kind{"200000": numsim.Other} // success has no class
	for _, c := range client.YwjisuClasses() {
		assert.NotEmpty(t, c.Source, c.Code)
		assert.Equal(t, client.NotCharged, c.Charged, c.Code)
		assert.NotContains(t, kinds, c.Code, "there is one class for each code")
		kinds[c.Code] = c.Kind
	}
	want := map[string]numsim.Kind{}
	for _, row := range catalogueOf(t, "ywjisu") {
		want[row.Code] = row.Kind
	}
	assert.Equal(t, want, kinds)
}

func TestYwjisuCodesOfNoDocumentAreOther(t *testing.T) {
	d := startFake(t, alwaysSaying(200, `{"resultMsg":"请求被风控拦截 13900000200","resultCode":403900,"resultObj":null}`))
	_, err := d.ywjisu().GetCheckResult(t.Context(), client.GetCheckResultRequest{Mobiles: []numsim.Number{"13900000200"}})
	e := errorIn(t, err)
	assert.ErrorIs(t, err, numsim.Other)
	assert.Equal(t, "403900", e.Code, "a number is a code too")
	assert.Equal(t, "请求被风控拦截 139****0200", e.Message)
	assert.False(t, e.Retry)
	assert.Len(t, d.seen, 1)
}
