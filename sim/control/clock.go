package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Clock is a tenant's clock, to be asked and changed.
type Clock interface {
	Clock() ClockState
	// SetClock changes all or nothing and returns what came of it.
	SetClock(ClockChange) (ClockState, error)
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
	Now     time.Time `json:"now"`
	Began   time.Time `json:"began"`
	Elapsed string    `json:"elapsed"`
	Frozen  bool      `json:"frozen"`
	Scale   float64   `json:"scale"`
}

func (s ClockState) answer() answer {
	return answer{value: clockWire{s.Now.UTC(), s.Began.UTC(), s.Now.Sub(s.Began).String(), s.Frozen, s.Scale}}
}

func getClock(c Clock) handler {
	return func(*http.Request) answer { return c.Clock().answer() }
}

func putClock(c Clock) handler {
	return func(r *http.Request) answer {
		var to ClockChange
		if p := readFields(r, to.fields()); p != nil {
			return answer{problem: p}
		}
		if to.Now != nil && to.Elapsed != nil {
			return answer{problem: bad(`"now" and "elapsed" are two names of one time`, "body", "send one of them")}
		}
		state, err := c.SetClock(to)
		if err != nil {
			return answer{problem: bad(err.Error(), "body", "choose values between those; GET says what the clock has now")}
		}
		return state.answer()
	}
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
