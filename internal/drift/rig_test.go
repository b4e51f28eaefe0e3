package drift_test

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/replay/standin"
)

// loaded are the built-in contracts; loading one takes a tenth of a second.
var loaded = sync.OnceValue(func() map[string]*contracts.Document {
	all := map[string]*contracts.Document{}
	for _, name := range contracts.Providers() {
		all[name], _ = contracts.Builtin(name)
	}
	return all
})

var suite = sync.OnceValues(func() (*conformance.Suite, error) { return conformance.New(conformance.Cases()) })

// seen is what the calls of some cases are answered, in the place of a provider.
type seen struct {
	cases    string
	set      []string
	scenario string
	drifts   []standin.Drift
	took     time.Duration
}

func (w seen) look(t *testing.T) drift.Set {
	t.Helper()
	s, err := suite()
	require.NoError(t, err)
	cases, err := s.Select("", w.cases)
	require.NoError(t, err)
	watched := &drift.Watched{Target: builtin.Target{Set: w.set}}
	if w.scenario != "" {
		watched.Arranged = func(c *conformance.Case) { c.Given.Scenario = w.scenario }
	}
	if len(w.drifts) > 0 {
		watched.Wrap = func(next http.RoundTripper, c *conformance.Case, _ *conformance.Place) http.RoundTripper {
			return drifting{next, c.Provider(), w.drifts}
		}
	}
	for _, c := range drift.Plain(cases) {
		s.Run(t.Context(), watched, c)
	}
	set := watched.Set()
	require.NotEmpty(t, set.Samples)
	for _, one := range set.Samples {
		if w.took > 0 {
			one.Took = w.took
		}
	}
	return set
}

// drifting changes answers as the stand-in does.
type drifting struct {
	next     http.RoundTripper
	provider string
	drifts   []standin.Drift
}

func (d drifting) RoundTrip(r *http.Request) (*http.Response, error) {
	var asked []byte
	if r.Body != nil {
		asked, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(asked))
	}
	res, err := d.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	x := &standin.Exchange{Provider: d.provider, Request: r, Asked: asked, Status: res.StatusCode, Header: res.Header, Body: answer}
	for _, drift := range d.drifts {
		drift(x)
	}
	res.StatusCode, res.Header, res.Body = x.Status, x.Header, io.NopCloser(bytes.NewReader(x.Body))
	res.ContentLength = int64(len(x.Body))
	return res, nil
}

func compare(t *testing.T, set drift.Set, o drift.Options) drift.Comparison {
	t.Helper()
	if o.Documents == nil {
		o.Documents = loaded()
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	c, err := drift.Compare(set, o)
	require.NoError(t, err)
	return c
}

// Drifts that the stand-in has no word for.

func answer(status int, contentType, body string) standin.Drift {
	return func(x *standin.Exchange) {
		x.Status, x.Body = status, []byte(body)
		x.Header.Set("Content-Type", contentType)
	}
}

func contentType(kind string) standin.Drift {
	return func(x *standin.Exchange) { x.Header.Set("Content-Type", kind) }
}

func status(from, to int) standin.Drift {
	return func(x *standin.Exchange) {
		if x.Status == from {
			x.Status = to
		}
	}
}

func replaced(from, to string) standin.Drift {
	return func(x *standin.Exchange) { x.Body = bytes.ReplaceAll(x.Body, []byte(from), []byte(to)) }
}

// now and then: every second answer.
func everySecond(d standin.Drift) standin.Drift {
	n := 0
	return func(x *standin.Exchange) {
		if n++; n%2 == 0 {
			d(x)
		}
	}
}
