package serve_test

import (
	"net/http"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// lives has settings that are looked at before anybody knows whose call it is.
const lives = `
scenario: lives
accounts:
  aliyun:
    ssl: [{until: 1h, is: required}, {until: 2h, is: optional}, {is: required}]
    status.InvalidAccessKeyId.NotFound: [{until: 30m, is: 404}, {is: 400}]
    skew: [{until: 3h, is: 0s}, {is: 1h}]
  aliyun/numsim: {skew: 2h} # nobody else's
  ywjisu: {ssl: [{until: 1h, is: optional}, {is: required}]}
`

// What a provider looks at before it knows the account follows the clock as
// accounts do, and is the whole provider's.
func TestWhatComesBeforeTheAccountChangesOnTheClock(t *testing.T) {
	d, findings, err := serve.Scenario(fstest.MapFS{"lives.yaml": {Data: []byte(lives)}}, "lives.yaml")
	require.NoError(t, err)
	require.Empty(t, findings.Errors())
	s := newStage(t, d, play{})
	for _, row := range []struct {
		at             time.Duration
		aliyun, ywjisu string
	}{
		{0, "InvalidProtocol.NeedSsl", "0200=1"},
		{time.Hour - 1, "InvalidProtocol.NeedSsl", "0200=1"},
		{time.Hour, "NORMAL", "400001"},
		{2*time.Hour - 1, "NORMAL", "400001"},
		{2 * time.Hour, "InvalidProtocol.NeedSsl", "400001"},
		{time.Minute, "InvalidProtocol.NeedSsl", "0200=1"}, // the clock was set back
	} {
		s.after(row.at)
		s.seen = nil
		s.ahead = 2 * time.Hour
		s.aliyun(good)
		s.ahead = 0
		s.ywjisu(good)
		assert.Equal(t, []string{row.aliyun, row.ywjisu}, s.seen, row.at)
	}
}

// Calls that nobody claims are answered as the provider is then.
func TestCallsOfNobodyChangeOnTheClock(t *testing.T) {
	d, findings, err := serve.Scenario(fstest.MapFS{"lives.yaml": {Data: []byte(lives)}}, "lives.yaml")
	require.NoError(t, err)
	require.Empty(t, findings.Errors())
	r := bootWith(t, serve.Config{Scenario: d, Set: []string{"aliyun.ssl=optional"}})
	for at, want := range map[time.Duration]struct {
		status int
		date   string
	}{
		0:                  {404, "Sun, 22 Nov 2026 12:00:00 GMT"},
		30*time.Minute - 1: {404, "Sun, 22 Nov 2026 12:29:59 GMT"},
		30 * time.Minute:   {400, "Sun, 22 Nov 2026 12:30:00 GMT"},
		3 * time.Hour:      {400, "Sun, 22 Nov 2026 16:00:00 GMT"},
	} {
		r.clock.Set(noon.Add(at))
		a := r.do(t, r.v1(t, r.signer("nobody"), http.MethodGet))
		assert.Equal(t, "InvalidAccessKeyId.NotFound", a.said(t).Code)
		assert.Equal(t, want.status, a.status, at)
		assert.Equal(t, want.date, a.header.Get("Date"), at)
	}
}
