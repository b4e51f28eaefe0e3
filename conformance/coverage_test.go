package conformance_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/contracts"
)

// unmet is what no case meets, and why. It may only shrink: the number below is
// lowered with it.
func unmet() map[string]string {
	return map[string]string{
		"aliyun reading:carrier-location=flat":   "the tables print it, no sample does, and the simulator has no switch for it",
		"aliyun reading:endpoint=variable":       "a literal [Endpoint] is no host",
		"ksyun reading:sample-signature=printed": "nothing computes the printed value",
		"ywjisu reading:param-gap=six":           "nobody knows the sixth parameter",
		"ywjisu reading:empty-parameter=refused": "the simulator has no switch for it; the PHP sample sends one",
		"ywjisu reading:free-answers=listed":     "the simulator has no switch for it; 002:121 has the other answer free",
		"ywjisu reading:trailing-space=exact":    "the simulator has no switch for it; the PHP sample sends one",
	}
}

const mostUnmet = 7

// Every error code, value, limit and reading of the contracts is met by a case.
func TestEveryPromiseIsMet(t *testing.T) {
	s := suite(t)
	known := unmet()
	for _, p := range contracts.Providers() {
		assert.Greater(t, len(s.Promises(p)), 40, "%s promises hardly anything", p)
		for _, promise := range s.Unmet(p) {
			assert.NotEmpty(t, known[p+" "+promise], "%s: no case meets %s", p, promise)
			delete(known, p+" "+promise)
		}
	}
	assert.Empty(t, known, "these are met by now: take them off the list")
	assert.LessOrEqual(t, len(unmet()), mostUnmet, "the list may only shrink")
}

// What is only forced is listed with its reason, and stays as short as it is.
func TestForcedRowsAreFew(t *testing.T) {
	s := suite(t)
	rows := 0
	for _, p := range contracts.Providers() {
		for _, promise := range s.OnlyForced(p) {
			if strings.HasPrefix(promise, "error:") {
				rows++
			}
		}
	}
	assert.LessOrEqual(t, rows, 18, "a row that has a cause is provoked by it")
	for _, c := range s.Cases {
		forced := strings.Contains(c.ID, ".forced.")
		assert.Equal(t, forced, c.Forced != "", "%s: forced cases are listed apart, with why", c.ID)
	}
}
