package ctl

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Clock is the tenant's clock at one moment.
type Clock struct {
	Now     time.Time
	Began   time.Time // when the scenario began that is on
	Elapsed time.Duration
	Frozen  bool
	Scale   float64 // how many of its seconds a real one is, while it is not frozen
}

// ClockChange is what is to become of a clock; what is nil or zero stays.
type ClockChange struct {
	Now     *time.Time
	Elapsed *time.Duration // instead of Now: since the scenario began
	Advance time.Duration  // after those; backwards if negative
	Frozen  *bool
	Scale   float64
}

// clockState and clockChange are those on the wire.
type clockState struct {
	Now     time.Time `json:"now"`
	Began   time.Time `json:"began"`
	Elapsed string    `json:"elapsed"`
	Frozen  bool      `json:"frozen"`
	Scale   float64   `json:"scale"`
}

type clockChange struct {
	Now     *time.Time `json:"now,omitempty"`
	Elapsed string     `json:"elapsed,omitempty"`
	Advance string     `json:"advance,omitempty"`
	Frozen  *bool      `json:"frozen,omitempty"`
	Scale   float64    `json:"scale,omitempty"`
}

const clockPath = "/v1/clock"

// Clock asks what time it is.
func (c *Client) Clock(ctx context.Context) (Clock, error) {
	return c.clock(ctx, http.MethodGet, nil)
}

// SetClock changes the clock in one step and returns what came of it.
func (c *Client) SetClock(ctx context.Context, to ClockChange) (Clock, error) {
	change := clockChange{Now: to.Now, Frozen: to.Frozen, Scale: to.Scale}
	if to.Elapsed != nil {
		change.Elapsed = to.Elapsed.String()
	}
	if to.Advance != 0 {
		change.Advance = to.Advance.String()
	}
	return c.clock(ctx, http.MethodPut, change)
}

func (c *Client) clock(ctx context.Context, method string, send any) (Clock, error) {
	var s clockState
	if err := c.ask(ctx, method, c.about(clockPath), send, &s); err != nil {
		return Clock{}, err
	}
	elapsed, err := time.ParseDuration(s.Elapsed)
	if err != nil {
		return Clock{}, fmt.Errorf("the clock's elapsed: %w", err)
	}
	return Clock{s.Now, s.Began, elapsed, s.Frozen, s.Scale}, nil
}

// MarshalJSON writes the clock as it is on the wire.
func (c Clock) MarshalJSON() ([]byte, error) {
	return json.Marshal(clockState{c.Now, c.Began, c.Elapsed.String(), c.Frozen, c.Scale})
}
