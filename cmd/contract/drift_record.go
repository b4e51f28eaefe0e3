package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
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
	rec := &replay.Recorder{
		Next: next, Dir: d.record, Provider: provider, Tool: "numsim contract", Keep: keeper(d.documents[provider]),
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

// keeper is what a contract declares of an exchange.
func keeper(d *contracts.Document) func(replay.Seen) replay.Keep {
	hash := ""
	if text, err := fs.ReadFile(contracts.Embedded(), d.Provider+"/"+document); err == nil {
		sum := sha256.Sum256(text)
		hash = hex.EncodeToString(sum[:])
	}
	return func(s replay.Seen) replay.Keep {
		k := replay.Keep{Contract: hash, Parameters: map[string]bool{}, Headers: map[string]bool{}}
		c, err := d.For("", d.Live())
		u, flaw := url.Parse(s.URL)
		if err != nil || flaw != nil { // nothing is declared of what cannot be read
			return k
		}
		declared := c.Declared(&contracts.Exchange{
			Method: s.Method, URL: u, Header: s.Header, Body: s.Body, Status: s.Status, AnswerHeader: s.AnswerHeader, AnswerBody: s.AnswerBody,
		})
		k.Profile, k.Operation, k.Parameters, k.Headers, k.Members = c.Profile, declared.Operation, declared.Parameters, declared.Headers, declared.Members
		return k
	}
}
