package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

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
