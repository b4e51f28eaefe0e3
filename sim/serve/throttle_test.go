package serve_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/serve"
)

func TestOneCallASecond(t *testing.T) {
	r := boot(t)
	call := func() string {
		return r.do(t, r.v1(t, r.signer("numsim-qps-1"), http.MethodGet)).said(t).Code
	}
	for _, row := range []struct {
		at   time.Duration
		code string
	}{
		{0, "OK"}, {0, "System.LimitControl"}, {999 * time.Millisecond, "System.LimitControl"},
		{time.Second, "OK"}, {time.Second, "System.LimitControl"}, {2 * time.Second, "OK"}, {time.Hour, "OK"},
	} {
		r.clock.Set(noon.Add(row.at))
		assert.Equal(t, row.code, call(), "%s after the first", row.at)
	}
}

// The documented 200 a second, exactly, whoever comes at once. The clock
// stands still, so nothing here depends on how fast the machine is.
func TestTheDocumentedLimitIsExact(t *testing.T) {
	r := bootWith(t, serve.Config{})
	assert.Equal(t, map[string]int{"OK": 200, "System.LimitControl": 800}, r.tally(t, r.distinct(t, "numsim", 1000)))
	r.clock.Add(time.Second)
	assert.Equal(t, map[string]int{"OK": 200, "System.LimitControl": 50}, r.tally(t, r.distinct(t, "numsim", 250)), "and again in the next")
}

func TestAThrottledCallIsFree(t *testing.T) {
	r := boot(t, "aliyun.qps=1", "aliyun.balance=0.20")
	assert.Equal(t, map[string]int{"OK": 1, "System.LimitControl": 19}, r.tally(t, r.distinct(t, "numsim", 20)))
	r.clock.Add(time.Second)
	assert.Equal(t, map[string]int{"OK": 1}, r.tally(t, r.distinct(t, "numsim", 1)))
	r.clock.Add(time.Second)
	assert.Equal(t, map[string]int{"Insufficient.Balance": 1}, r.tally(t, r.distinct(t, "numsim", 1)))
}

// Who cannot sign takes none of the account's calls either.
func TestABadSignatureTakesNoSlot(t *testing.T) {
	r := boot(t)
	forged := r.signer("numsim-qps-1")
	forged.AccessKeySecret = "guess"
	assert.Equal(t, map[string]int{"SignatureDoesNotMatch": 20}, r.tally(t, copies(r.v1(t, forged, http.MethodGet), 20)))
	assert.Equal(t, map[string]int{"OK": 1}, r.tally(t, r.distinct(t, "numsim-qps-1", 1)))
}

// Calls on two sides of a second's boundary may reach the throttle in the
// wrong order, since each reads the clock before its signature is verified.
// That does not open either second again.
func TestASecondIsNotOpenedTwice(t *testing.T) {
	var ticks atomic.Int64
	crossing := func() time.Time { return noon.Add(time.Duration(ticks.Load()%2) * time.Second) }
	r := bootWith(t, serve.Config{Now: crossing})
	codes := map[string]int{}
	for range 20 {
		codes[r.do(t, r.v1(t, r.signer("numsim-qps-1"), http.MethodGet)).said(t).Code]++
		ticks.Add(1)
	}
	assert.Equal(t, map[string]int{"OK": 2, "System.LimitControl": 18}, codes, "two seconds, one call each")
}
