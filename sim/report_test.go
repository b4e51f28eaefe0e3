package sim_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A client in a loop cannot bury the line that matters: 20 lines a second, and
// the next second says how many were left out. Time stands still in a bubble.
func TestRefusalsAreLoggedUnderACap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := newToy(t)
		e, _, _ := engineOf(t, p, p.Traits().Account, slog.New(slog.NewTextHandler(&out, nil)))
		lines := func(refusals int) []string {
			out.Reset()
			for range refusals {
				query(e, "key=x")
			}
			return strings.Split(strings.TrimSpace(out.String()), "\n")
		}
		second := time.NewTicker(time.Second)
		defer second.Stop()

		assert.Len(t, lines(20), 20)
		assert.Equal(t, []string{""}, lines(25), "the 21st and what follows")

		<-second.C
		next := lines(21)
		require.Len(t, next, 21, "20 refusals and the line about the second before")
		assert.Contains(t, next[0], `msg="more calls than are logged in a second" "left out"=25`)
		assert.Contains(t, next[1], "msg=refused provider=toy row=NoKey why=NoKey account=\"\" request_id=")

		<-second.C
		assert.Contains(t, lines(1)[0], `"left out"=1`)
		<-second.C
		quiet := lines(1)
		require.Len(t, quiet, 1, "nothing was left out, and nothing is said of it")
		assert.Contains(t, quiet[0], "msg=refused")
		assert.Equal(t, []string{""}, func() []string {
			out.Reset()
			query(e, "key=k&secret=s&numbers=13900000200")
			return strings.Split(out.String(), "\n")
		}(), "an answer is not logged")
	})
}
