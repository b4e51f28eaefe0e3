package ywjisu_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

// What each ending answers in the document's digits, and whether it is billed:
// the column of this provider in the table of statuses. No digit: the number is
// left out.
func TestStatusesAndTheirPrice(t *testing.T) {
	seen := map[numsim.Status]bool{}
	for _, tt := range []struct {
		ending, digit, charged string
		status                 numsim.Status
		dated                  bool
	}{
		{"0200", "1", "1", numsim.Active, true},
		{"0404", "0", "1", numsim.Vacant, true},
		{"0402", "2", "1", numsim.Suspended, true},
		{"0206", "5", "1", numsim.PartSuspended, true},
		{"0408", "1", "1", numsim.PoweredOff, true},
		{"0203", "1", "1", numsim.SuspectedOff, true},
		{"0486", "1", "1", numsim.Busy, true},
		{"0480", "3", "0", numsim.Unreachable, false},
		{"0304", "4", "1", numsim.Silent, false},
		{"0403", "5", "1", numsim.Risky, true},
		{"0204", "3", "0", numsim.Unlisted, false},
		{"0422", "3", "0", numsim.WrongNumber, false},
		{"0500", "", "0", numsim.ProbeFailed, false},
		{"0999", "", "0", numsim.Unknown, false},
	} {
		t.Run(tt.status.String(), func(t *testing.T) {
			r := newRig(t, "quota=10", "price=0.05", "balance=1")
			body := r.ask(t, "numsim", "1390000"+tt.ending)
			if tt.digit == "" {
				assert.Equal(t, `{"resultMsg":"成功","resultCode":"000000","resultObj":[]}`, body)
			} else {
				assert.Contains(t, body, `"chargesStatus":"`+tt.charged+`","status":"`+tt.digit+`"}]}`)
				assert.Equal(t, tt.dated, !strings.Contains(body, `"lastTime":null`), body)
			}
			require.Len(t, r.last().Lines, 1)
			assert.Equal(t, tt.status, r.last().Lines[0].Status)
			left, charged := 10, numsim.Money(0)
			if tt.charged == "1" {
				left, charged = 9, 500
			}
			assert.Equal(t, left, r.quota("numsim"), "the quota follows chargesStatus")
			assert.Equal(t, charged, r.last().Charged, "and the money")
		})
		seen[tt.status] = true
	}
	assert.Len(t, seen, len(numsim.Statuses()), "every status is asked for")
}

// Nothing is throttled, and no ending makes it so.
func TestAThrottledEndingIsAnswered(t *testing.T) {
	r := newRig(t)
	for range 300 {
		require.Contains(t, r.ask(t, "numsim", "13900000429"), `"status":"1"`)
	}
}

// A late number is left out and free, and there three seconds after it was
// first asked for: section 1.4.
func TestALateNumberIsThereAfterThreeSeconds(t *testing.T) {
	r := newRig(t, "quota=10")
	const both = "13900000425,13900000200"
	for _, tt := range []struct {
		wait time.Duration
		late bool
		left int
	}{
		{0, true, 9}, {2999 * time.Millisecond, true, 8}, {time.Millisecond, false, 6}, {time.Hour, false, 4},
	} {
		r.clock.Advance(tt.wait)
		body := r.ask(t, "numsim", both)
		assert.Contains(t, body, `"mobile":"13900000200"`)
		assert.Equal(t, tt.late, !strings.Contains(body, `"mobile":"13900000425"`))
		assert.Equal(t, tt.left, r.quota("numsim"))
	}
}

// Asking again does not help a number that the provider cannot find out about.
func TestANumberThatIsAlwaysLate(t *testing.T) {
	r := newRig(t)
	for range 3 {
		assert.Contains(t, r.ask(t, "numsim", "13900000999,13900000500"), `"resultObj":[]`)
		r.clock.Advance(time.Hour)
	}
}

// The whole batch has to be paid for beforehand, and is paid for as billed.
func TestABatchIsPaidForByItsLines(t *testing.T) {
	r := newRig(t, "quota=4", "price=0.10", "balance=0.50")
	const four = "13900000200,13900000204,13900000425,13900000404"
	assert.Contains(t, r.ask(t, "numsim", four), `"resultCode":"000000"`)
	assert.Equal(t, 2, r.quota("numsim"), "real and vacant; not in the library and late are free")
	assert.Equal(t, numsim.Money(2000), r.last().Charged)
	assert.Contains(t, r.ask(t, "numsim", four), `"resultCode":"510101"`, "four asked for, two left")
	assert.Equal(t, 2, r.quota("numsim"))
	assert.Contains(t, r.ask(t, "numsim", "13900000200,13900000404"), `"resultCode":"000000"`)
	assert.Equal(t, 0, r.quota("numsim"))
	assert.Contains(t, r.ask(t, "numsim", "13900000204"), `"resultCode":"510101"`, "even for what would be free")
}

func TestFiftyNumbersAreAnswered(t *testing.T) {
	list := strings.TrimSuffix(strings.Repeat(good+",13900000404,", 25), ",")
	r := newRig(t)
	body := r.ask(t, "numsim", list)
	assert.Equal(t, 50, strings.Count(body, `"mobile":"`))
	assert.Equal(t, 1_000_000-50, r.quota("numsim"), "a number asked for twice is charged twice")
}
