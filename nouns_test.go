package numsim_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

func TestStatusesHaveTwoNamesEach(t *testing.T) {
	all := numsim.Statuses()
	require.Len(t, all, 14, "a closed list: every operation projects each of them")
	seen := map[string]bool{}
	for _, s := range all {
		assert.False(t, seen[s.String()], "%s is there twice", s)
		seen[s.String()] = true
		assert.NotEmpty(t, s.Chinese())
	}
	assert.Equal(t, "Status(200)", numsim.Status(200).String())
}

func TestNumberForms(t *testing.T) {
	assert.True(t, numsim.Number("13900000200").Mainland())
	for _, bad := range []numsim.Number{"", "1390000020", "139000002000", "23900000200", "1390000020x", "１３９００００"} {
		assert.False(t, bad.Mainland(), "%q", bad)
	}
	assert.Equal(t, "139****0200", numsim.Number("13900000200").Masked())
	assert.Equal(t, "****", numsim.Number("110").Masked(), "too short to show any of it")
}

func TestCatalogueRefusesMistakes(t *testing.T) {
	row := numsim.Row{Name: "Code/slug", Status: 400, Message: "m", Source: "s", Cause: "c"}
	c, err := numsim.NewCatalogue([]numsim.Row{row})
	require.NoError(t, err)
	assert.Equal(t, "Code", c.Find("Code/slug").Code)
	assert.Equal(t, "numsim-Code-slug", c.Find("Code/slug").Account())
	assert.Nil(t, c.Find("Code"))

	_, err = numsim.NewCatalogue([]numsim.Row{row, row})
	assert.ErrorContains(t, err, `the name "Code/slug" is taken`)
	row.Cause = ""
	_, err = numsim.NewCatalogue([]numsim.Row{row})
	assert.ErrorContains(t, err, "is incomplete")
}
