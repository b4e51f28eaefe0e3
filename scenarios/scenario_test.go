package scenarios_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/numbering"
)

func TestThePlanComesBeforeTheEnding(t *testing.T) {
	s := scenarios.Default(0)
	assert.Equal(t, numsim.Active, s.Truth("13900000200", true, 0).Status)
	assert.Equal(t, numsim.WrongNumber, s.Truth("12000000200", false, 0).Status, "outside the plan, magic ending or not")
	assert.Equal(t, numbering.CallThrottled, s.Truth("13900000429", true, 0).Trouble)
	assert.Equal(t, numbering.NoTrouble, s.Truth("12000000429", false, 0).Trouble)
}

// An entry that says no status leaves everything else to what would be true
// without it: a shorter beginning, the plan, the ending, the draw.
func TestAnEntryWithoutAStatus(t *testing.T) {
	d, found := scenarios.Read(document(`
scenario: x
weights: {silent: 1}
include: base.yaml
numbers:
  "1390000*": {carrier: unicom}
  "13900000*": {area: 上海-上海}
  "13900000555": {network: XL}
  "137*": {status: vacant, carrier: telecom, area: 北京-北京}
  "1370000*": {carrier: broadnet}
  "13700001111": busy
  "13800001111": {carrier: telecom}
  "13800002222": [{until: 1h, carrier: unicom}, {until: 2h, status: off}, {area: 上海-上海}]
  "120*": {carrier: mobile}
`, "base.yaml", `
numbers:
  "13800001111": suspended
  "13800002222": [{until: 90m, status: suspended, area: 北京-北京}, {until: 3h, status: vacant}, real]
`), "s.yaml")
	require.Empty(t, found)
	s := scenarios.New(d)
	for _, row := range []struct {
		number  numsim.Number
		elapsed time.Duration
		want    numbering.Truth
		why     string
	}{
		{"13900005555", 0, numbering.Truth{Status: numsim.Silent, Carrier: numsim.ChinaUnicom}, "the draw"},
		{"13900000404", 0, numbering.Truth{Status: numsim.Vacant, Carrier: numsim.ChinaUnicom, Area: "上海-上海"}, "two beginnings and the ending"},
		{"13900000429", 0, numbering.Truth{Status: numsim.Active, Trouble: numbering.CallThrottled, Carrier: numsim.ChinaUnicom, Area: "上海-上海"}, "with its trouble"},
		{"13900000555", 0, numbering.Truth{Status: numsim.Silent, Carrier: numsim.ChinaUnicom, Area: "上海-上海", Network: "XL"}, "itself, two beginnings and the draw"},
		{"13700000200", 0, numbering.Truth{Status: numsim.Vacant, Carrier: numsim.ChinaBroadnet, Area: "北京-北京"}, "a beginning with a status"},
		{"13700001111", 0, numbering.Truth{Status: numsim.Busy}, "one with a status stands by itself"},
		{"13800001111", 0, numbering.Truth{Status: numsim.Suspended, Carrier: numsim.ChinaTelecom}, "what was said before"},
		{"13800002222", 0, numbering.Truth{Status: numsim.Suspended, Carrier: numsim.ChinaUnicom, Area: "北京-北京"}, "a life over a life"},
		{"13800002222", time.Hour, numbering.Truth{Status: numsim.PoweredOff}, "then its own"},
		{"13800002222", 2*time.Hour - 1, numbering.Truth{Status: numsim.PoweredOff}, "to its end"},
		{"13800002222", 2 * time.Hour, numbering.Truth{Status: numsim.Vacant, Area: "上海-上海"}, "then that of before"},
		{"13800002222", 3 * time.Hour, numbering.Truth{Status: numsim.Active, Area: "上海-上海"}, "which ends too"},
	} {
		assert.Equal(t, row.want, s.Truth(row.number, true, row.elapsed), "%s at %s: %s", row.number, row.elapsed, row.why)
	}
	assert.Equal(t, numbering.Truth{Status: numsim.WrongNumber, Carrier: numsim.ChinaMobile}, s.Truth("12000000200", false, 0), "outside the plan, whoever carries it")
	assert.Equal(t, numbering.Truth{Status: numsim.Silent, Carrier: numsim.ChinaUnicom}, s.Truth("13900005555", true, time.Hour), "for ever")
}
