package ctl_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// noon is real time here: it stands still, and clocks over it go on by what
// they are told only.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func start(t *testing.T) (*serve.Simulator, *ctl.Client) {
	t.Helper()
	s, err := serve.Start(serve.Config{FreePorts: true, Now: func() time.Time { return noon }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Drain(10*time.Second)) })
	return s, ctl.New(s.Control + "/")
}

// What a clock is told is what it says from then on.
func TestTheClockOfASimulator(t *testing.T) {
	_, c := start(t)
	at := func(elapsed time.Duration) ctl.Clock {
		return ctl.Clock{Now: noon.Add(elapsed), Began: noon, Elapsed: elapsed, Scale: 1}
	}
	now, err := c.Clock(t.Context())
	require.NoError(t, err)
	assert.Equal(t, at(0), now)
	for _, row := range []struct {
		to   ctl.ClockChange
		want ctl.Clock
	}{
		{ctl.ClockChange{Advance: time.Hour}, at(time.Hour)},
		{ctl.ClockChange{Advance: 26*time.Hour - 1}, at(27*time.Hour - 1)},
		{ctl.ClockChange{Elapsed: new(time.Minute)}, at(time.Minute)},
		{ctl.ClockChange{Elapsed: new(time.Duration(0)), Advance: time.Second}, at(time.Second)},
		{ctl.ClockChange{Now: new(noon.Add(-time.Hour))}, at(-time.Hour)},
		{ctl.ClockChange{Frozen: new(true), Elapsed: new(time.Minute)}, ctl.Clock{Now: noon.Add(time.Minute), Began: noon, Elapsed: time.Minute, Frozen: true, Scale: 1}},
		{ctl.ClockChange{Frozen: new(false), Scale: 2.5}, ctl.Clock{Now: noon.Add(time.Minute), Began: noon, Elapsed: time.Minute, Scale: 2.5}},
	} {
		got, err := c.SetClock(t.Context(), row.to)
		require.NoError(t, err)
		assert.Equal(t, row.want, got)
		again, err := c.Clock(t.Context())
		require.NoError(t, err)
		assert.Equal(t, row.want, again)
	}
}

// A scenario that takes the place of another begins when it does.
func TestTheBeginningFollowsTheScenario(t *testing.T) {
	s, c := start(t)
	_, err := c.SetClock(t.Context(), ctl.ClockChange{Frozen: new(true), Advance: time.Hour})
	require.NoError(t, err)
	require.NoError(t, s.Load(&scenarios.Draft{Name: "second"}))
	second := noon.Add(time.Hour)
	now, err := c.Clock(t.Context())
	require.NoError(t, err)
	assert.Equal(t, ctl.Clock{Now: second, Began: second, Frozen: true, Scale: 1}, now, "and the clock goes on as it was")
	now, err = c.SetClock(t.Context(), ctl.ClockChange{Elapsed: new(time.Minute)})
	require.NoError(t, err)
	assert.Equal(t, second.Add(time.Minute), now.Now)

	bad := &scenarios.Draft{Settings: []scenarios.Setting{{Provider: "aliyun", Field: "balance", Value: "much"}}}
	require.Error(t, s.Load(bad))
	now, err = c.Clock(t.Context())
	require.NoError(t, err)
	assert.Equal(t, second, now.Began, "the last good one goes on")
}

// What the simulator refuses comes back in its words.
func TestRefusals(t *testing.T) {
	_, c := start(t)
	for want, to := range map[string]ctl.ClockChange{
		"a clock goes from 1971 to 2200":              {Now: &time.Time{}},
		"the scale of a clock is from 0.001 to 86400": {Scale: 1e9},
		"there is nothing in it":                      {},
		"it is before the beginning":                  {Elapsed: new(-time.Second)},
	} {
		_, err := c.SetClock(t.Context(), to)
		var refused *ctl.Error
		require.ErrorAs(t, err, &refused)
		assert.Equal(t, 400, refused.Status)
		assert.Equal(t, want, refused.What)
		assert.Contains(t, refused.Where, "PUT /v1/clock")
		assert.NotEmpty(t, refused.RequestID)
		assert.Contains(t, err.Error(), want)
		assert.Contains(t, err.Error(), refused.Do)
	}
	now, err := c.Clock(t.Context())
	require.NoError(t, err)
	assert.Equal(t, noon, now.Now)
}

// Something else may listen there, or nothing.
func TestWhatIsNoSimulator(t *testing.T) {
	var elsewhere int
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/text/v1/clock":
			_, _ = w.Write([]byte("it works"))
		case "/away/v1/clock":
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		case "/elsewhere":
			elsewhere++
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer other.Close()
	for path, want := range map[string]string{
		"/text": "does not answer as a simulator's control port",
		"/away": "GET /v1/clock: the answer is not one of a simulator's control port; check the address (HTTP 302)",
		"/none": "GET /v1/clock: the answer is not one of a simulator's control port; check the address (HTTP 404)",
	} {
		_, err := ctl.New(other.URL + path).Clock(t.Context())
		assert.ErrorContains(t, err, want)
	}
	assert.Zero(t, elsewhere)
	other.Close()
	_, err := ctl.New(other.URL).Clock(t.Context())
	assert.ErrorContains(t, err, "no simulator answers: ")
	assert.ErrorContains(t, err, "; start one with the command simulator, or give the address of its control port")
}
