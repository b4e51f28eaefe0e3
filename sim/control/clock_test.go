package control_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/control"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// settable is a clock that notes what it is told.
type settable struct {
	changes int
	last    control.ClockChange
	err     error
}

func (s *settable) Clock() control.ClockState {
	beijing := time.FixedZone("", 8*3600)
	return control.ClockState{Now: noon.Add(26*time.Hour + 1).In(beijing), Began: noon, Frozen: true, Scale: 1.5}
}

func (s *settable) SetClock(to control.ClockChange) (control.ClockState, error) {
	s.changes, s.last = s.changes+1, to
	return s.Clock(), s.err
}

const state = `{"now":"2026-11-23T14:00:00.000000001Z","began":"2026-11-22T12:00:00Z","elapsed":"26h0m0.000000001s","frozen":true,"scale":1.5}` + "\n"

func put(t *testing.T, addr, body string) answer {
	t.Helper()
	return ask(t, addr, "PUT /v1/clock HTTP/1.1", "Host: "+addr, "Content-Type: application/json", fmt.Sprintf("Content-Length: %d", len(body)), "", body)
}

func TestTheClockIsRead(t *testing.T) {
	addr := start(t, clockOnly(&settable{}))
	a := get(t, addr, "/v1/clock")
	assert.Equal(t, 200, a.status)
	assert.Equal(t, state, a.body)
	assert.Equal(t, 404, get(t, addr, "/v1/clock/").status)
	assert.Equal(t, 404, get(t, start(t, control.Options{}), "/v1/clock").status, "there is none")
	missing := problemOf(t, get(t, addr, "/v1/clocks"))
	assert.Equal(t, "did you mean /v1/clock? GET /v1/openapi.json lists every route. Providers answer on their own ports", missing.Error.Do)
}

func TestTheClockIsChanged(t *testing.T) {
	for body, want := range map[string]control.ClockChange{
		`{"frozen":true}`:                        {Frozen: new(true)},
		`{"frozen": false, "scale": 60}`:         {Frozen: new(false), Scale: 60},
		`{"now":"2026-11-22T12:00:00Z"}`:         {Now: &noon},
		`{"elapsed":"0s"}`:                       {Elapsed: new(time.Duration(0))},
		`{"elapsed":"1d2h","advance":"-90m"}`:    {Elapsed: new(26 * time.Hour), Advance: -90 * time.Minute},
		`{"advance":"2d"}`:                       {Advance: 48 * time.Hour},
		`{"scale":0.5}`:                          {Scale: 0.5},
		"\n{ \"adv\\u0061nce\" : \"1.5h\" }\r\n": {Advance: 90 * time.Minute},
	} {
		c := &settable{}
		a := put(t, start(t, clockOnly(c)), body)
		assert.Equal(t, 200, a.status, a.body)
		assert.Equal(t, state, a.body)
		assert.Equal(t, want, c.last, body)
		assert.Equal(t, 1, c.changes)
	}
}

// Whoever is misunderstood is told which field, and what to write instead.
func TestWhatTheClockDoesNotTake(t *testing.T) {
	c := &settable{}
	addr := start(t, clockOnly(c))
	for _, row := range []struct{ body, what, where, do string }{
		{`{"frozn":true}`, "there is no such field", `field "frozn"`, `did you mean "frozen"?`},
		{`{"Frozen":true}`, "there is no such field", `field "Frozen"`, `did you mean "frozen"?`},
		{`{"elapse":"1h"}`, "there is no such field", `field "elapse"`, `did you mean "elapsed"? There are frozen, now, elapsed, advance and scale`},
		{`{"frozen":true,"` + strings.Repeat("x", 50_000) + `":1}`, "there is no such field", `field "` + strings.Repeat("x", 64) + `"`, "There are frozen"},
		{`{"frozen":true,"frozen":false}`, "it is there twice", `field "frozen"`, "send it once"},
		{`{"frozen":"yes"}`, "it is not true or false", `field "frozen"`, "GET says"},
		{`{"frozen":null}`, "it is not true or false", `field "frozen"`, "GET says"},
		{`{"frozen":1}`, "it is not true or false", `field "frozen"`, "GET says"},
		{`{"now":"noon"}`, `it is not a time such as "2026-11-22T12:00:00Z"`, `field "now"`, "GET says"},
		{`{"now":1795348800}`, `it is not a time`, `field "now"`, "GET says"},
		{`{"now":"2026-11-22 12:00:00"}`, `it is not a time`, `field "now"`, "GET says"},
		{`{"elapsed":60}`, `it is not a text such as "1h30m"`, `field "elapsed"`, "GET says"},
		{`{"elapsed":"60"}`, "it is not a duration such as 60s, 1h30m or 2d12h", `field "elapsed"`, "GET says"},
		{`{"elapsed":"-1s"}`, "it is before the beginning", `field "elapsed"`, "GET says"},
		{`{"elapsed":""}`, "it is not a duration", `field "elapsed"`, "GET says"},
		{`{"advance":"36600d1ns"}`, "it is longer than a hundred years", `field "advance"`, "GET says"},
		{`{"advance":"1d-2h"}`, "it is not a duration", `field "advance"`, "GET says"},
		{`{"advance":"--2h"}`, "it is not a duration", `field "advance"`, "GET says"},
		{`{"scale":0}`, "it is not above 0; a clock that is to stand still is frozen", `field "scale"`, "GET says"},
		{`{"scale":"2"}`, "it is not a number such as 60", `field "scale"`, "GET says"},
		{`{"scale":1e999}`, "it is not a number such as 60", `field "scale"`, "GET says"},
		{`{"now":"2026-11-22T12:00:00Z","elapsed":"1h"}`, `"now" and "elapsed" are two names of one time`, "body", "send one"},
		{`{}`, "there is nothing in it", "body", "frozen, now, elapsed, advance and scale"},
		{``, "it is not one JSON object", "body", `{"frozen": true}`},
		{`null`, "it is not one JSON object", "body", `{"frozen": true}`},
		{`[{"frozen":true}]`, "it is not one JSON object", "body", `{"frozen": true}`},
		{`{"frozen":true`, "it is not one JSON object", "body", `{"frozen": true}`},
		{`{"frozen":true}}`, "it is not one JSON object", "body", `{"frozen": true}`},
		{`{"frozen":true}{"frozen":true}`, "it is not one JSON object", "body", `{"frozen": true}`},
		{`{"frozen" true}`, "it is not one JSON object", "body", `{"frozen": true}`},
		{`frozen=true`, "it is not one JSON object", "body", `{"frozen": true}`},
		{`{"frozen":` + strings.Repeat("[", 20_000), "it is not one JSON object", "body", `{"frozen": true}`},
	} {
		a := put(t, addr, row.body)
		assert.Equal(t, 400, a.status, row.body)
		p := problemOf(t, a)
		assert.Contains(t, p.Error.What, row.what, row.body)
		assert.Equal(t, "PUT /v1/clock, "+row.where, p.Error.Where)
		assert.Contains(t, p.Error.Do, row.do)
	}
	large := put(t, addr, `{"frozen":true}`+strings.Repeat(" ", 64<<10))
	assert.Equal(t, 413, large.status)
	assert.Equal(t, "the body is larger than 64 KiB", problemOf(t, large).Error.What)
	assert.Zero(t, c.changes, "nothing of it is done")

	c.err = errors.New("a clock goes from 1971 to 2200")
	refused := put(t, addr, `{"now":"9999-01-01T00:00:00Z"}`)
	assert.Equal(t, 400, refused.status)
	assert.Equal(t, "a clock goes from 1971 to 2200", problemOf(t, refused).Error.What)
}
