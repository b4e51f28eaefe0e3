package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Clock is each tenant's clock, to be asked and changed.
type Clock interface {
	Clock(tenant string) (ClockState, error)
	// SetClock changes all or nothing and returns what came of it.
	SetClock(tenant string, to ClockChange) (ClockState, error)
}

// ClockState is a clock at one moment.
type ClockState struct {
	Now    time.Time
	Began  time.Time // when the scenario that is on began
	Frozen bool
	Scale  float64 // how many of its seconds a real one is, while it is not frozen
}

// ClockChange is what is to become of a clock; what is nil or zero stays.
type ClockChange struct {
	Now     *time.Time
	Elapsed *time.Duration // instead of Now: since the scenario began
	Advance time.Duration  // after those; backwards if negative
	Frozen  *bool
	Scale   float64
}

// clockWire is a ClockState on the wire.
type clockWire struct {
	Now     moment  `json:"now" about:"what time it is"`
	Began   moment  `json:"began" about:"when the scenario began"`
	Elapsed string  `json:"elapsed" about:"how long ago by this clock that was"`
	Frozen  bool    `json:"frozen" about:"whether it stands still"`
	Scale   float64 `json:"scale" about:"how many of its seconds a real one is"`
}

// clockTake is what the body of a change may have; ClockChange.fields reads it.
type clockTake struct {
	Frozen  bool    `json:"frozen,omitempty" about:"whether it stands still from now on"`
	Now     moment  `json:"now,omitempty" about:"what time it is to be"`
	Elapsed string  `json:"elapsed,omitempty" about:"in the place of now: how long since the scenario began, such as 1h30m or 2d"`
	Advance string  `json:"advance,omitempty" about:"put forward after that, with a minus back"`
	Scale   float64 `json:"scale,omitempty" about:"how many of its seconds a real one is to be"`
}

func (s ClockState) answer() answer {
	return answer{value: clockWire{s.Now.UTC(), s.Began.UTC(), s.Now.Sub(s.Began).String(), s.Frozen, s.Scale}}
}

func clock(p Clock) resource {
	return resource{"clock", "/v1/clock", map[string]operation{
		http.MethodGet: {
			about: "The clock that scenarios, limits and signatures follow", query: []string{"tenant"}, gives: clockWire{},
			run: func(a *asked) answer {
				s, err := p.Clock(a.tenant)
				if err != nil {
					return answer{problem: problemOf(err)}
				}
				return s.answer()
			},
		},
		http.MethodPut: {
			about: "Change it, all of it in one step", query: []string{"tenant"}, takes: clockTake{}, reads: true, gives: clockWire{},
			run: func(a *asked) answer { return putClock(p, a) },
		},
	}}
}

func putClock(p Clock, a *asked) answer {
	var to ClockChange
	if p := readFields(a.Request, to.fields()); p != nil {
		return answer{problem: p}
	}
	if to.Now != nil && to.Elapsed != nil {
		return answer{problem: bad(`"now" and "elapsed" are two names of one time`, "body", "send one of them")}
	}
	s, err := p.SetClock(a.tenant, to)
	var own *Error
	switch {
	case errors.As(err, &own):
		return answer{problem: problemOf(err)}
	case err != nil:
		return answer{problem: bad(err.Error(), "body", "choose values between those; GET says what the clock has now")}
	}
	return s.answer()
}

func (c *ClockChange) fields() []field {
	return []field{
		{"frozen", func(raw json.RawMessage) error { return read(raw, &c.Frozen, "true or false") }},
		{"now", func(raw json.RawMessage) error { return read(raw, &c.Now, "a time such as \"2026-11-22T12:00:00Z\"") }},
		{"elapsed", func(raw json.RawMessage) error {
			d, err := readSpan(raw)
			if c.Elapsed = &d; err == nil && d < 0 {
				err = errors.New("before the beginning")
			}
			return err
		}},
		{"advance", func(raw json.RawMessage) (err error) {
			c.Advance, err = readSpan(raw)
			return err
		}},
		{"scale", func(raw json.RawMessage) error {
			var scale *float64
			err := read(raw, &scale, "a number such as 60")
			if err == nil && *scale <= 0 {
				err = errors.New("not above 0; a clock that is to stand still is frozen")
			}
			if err == nil {
				c.Scale = *scale
			}
			return err
		}},
	}
}

// read takes a value of one kind; null is none.
func read[T any](raw json.RawMessage, into **T, kind string) error {
	if json.Unmarshal(raw, into) != nil || *into == nil {
		return fmt.Errorf("not %s", kind)
	}
	return nil
}

func readSpan(raw json.RawMessage) (d time.Duration, err error) {
	var text *string
	if err := read(raw, &text, "a text such as \"1h30m\""); err != nil {
		return 0, err
	}
	return ParseSpan(*text)
}
