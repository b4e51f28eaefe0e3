package main

import (
	"errors"
	"net/http"
	"os"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/wire"
)

// strangers are the credentials in the environment. No call is made with them, but
// whatever stands behind a target may have them, and tell them.
func (d *drifting) strangers(provider string) []wire.Keys {
	if len(d.target) == 0 {
		return nil
	}
	keys, err := guard.FromEnvironment(provider, os.Getenv)
	if err != nil { // there are none
		return nil
	}
	return []wire.Keys{keys}
}

// leaked keeps the first recording that would have told a secret.
func (d *drifting) leaked(leak *replay.Leak) { d.leak.CompareAndSwap(nil, leak) }

// recorder writes down what a simulator answers, by the keep-list of a live run.
// What cannot be written down is passed on all the same.
func (d *drifting) recorder(next http.RoundTripper, c *conformance.Case, _ *conformance.Place) http.RoundTripper {
	provider := c.Provider()
	own := d.documents[provider]
	contract, _ := own.For("", own.Live()) // without one nothing is kept
	rec := &replay.Recorder{
		Next: next, Dir: d.record, Provider: provider, Tool: "numsim contract", Keep: keeper(contract, provider),
		Keys: replay.ReadyKeys(provider, "numsim"), Others: d.strangers(provider),
	}
	return recording{rec, next, c.ID, d.leaked}
}

// recording marks calls with their case. What no provider could be asked, such as
// a parameter given twice, is not recorded.
type recording struct {
	rec  *replay.Recorder
	next http.RoundTripper
	id   string
	told func(*replay.Leak)
}

// RoundTrip implements http.RoundTripper.
func (r recording) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := replay.Peek(req)
	if err != nil {
		return nil, err
	}
	if _, err := wire.Read(r.rec.Provider, req, body); err != nil {
		return r.next.RoundTrip(req)
	}
	res, err := r.rec.RoundTrip(req.WithContext(guard.With(req.Context(), guard.Call{Case: r.id})))
	var leak *replay.Leak
	if errors.As(err, &leak) {
		r.told(leak)
	}
	return res, err
}
