package drift

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/wire"
)

// Watched is a target whose exchanges are kept.
type Watched struct {
	conformance.Target
	// Arranged is what every case is given on top of its own; nil is nothing.
	Arranged func(*conformance.Case)
	// Wrap is put around what a place's calls go by; nil is nothing.
	Wrap func(next http.RoundTripper, c *conformance.Case, p *conformance.Place) http.RoundTripper

	mu      sync.Mutex
	samples []*Sample
}

// Plain are the cases that need nothing of a target but to be there: what drift
// asks.
func Plain(cases []conformance.Case) []conformance.Case {
	return slices.DeleteFunc(slices.Clone(cases), func(c conformance.Case) bool {
		raw := slices.ContainsFunc(c.Steps, func(s conformance.Step) bool { return s.Bytes != nil })
		return len(c.Needs()) > 0 || c.Forced != "" || c.Given.Early || raw
	})
}

// Arrange implements conformance.Target.
func (w *Watched) Arrange(ctx context.Context, c *conformance.Case) (*conformance.Place, error) {
	own := *c
	if w.Arranged != nil {
		w.Arranged(&own)
	}
	place, err := w.Target.Arrange(ctx, &own)
	if err != nil {
		return nil, err
	}
	through := place.HTTP
	if through == nil {
		through = &http.Transport{DisableKeepAlives: true, DisableCompression: true}
	}
	if w.Wrap != nil {
		through = w.Wrap(through, c, place)
	}
	place.HTTP = &tap{watched: w, place: place, c: c, through: through}
	return place, nil
}

// Set is what was kept so far, in the order of time.
func (w *Watched) Set() Set {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := slices.Clone(w.samples)
	slices.SortStableFunc(list, func(a, b *Sample) int { return a.At.Compare(b.At) })
	return Set{Samples: list}
}

// tap keeps the exchanges of one case.
type tap struct {
	watched *Watched
	place   *conformance.Place
	c       *conformance.Case
	through http.RoundTripper
}

// RoundTrip implements http.RoundTripper. An answer that breaks off is no sample.
func (t *tap) RoundTrip(r *http.Request) (*http.Response, error) {
	var asked []byte
	if r.Body != nil {
		var err error
		if asked, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		_ = r.Body.Close()
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(bytes.NewReader(asked))
	}
	began := time.Now()
	res, err := t.through.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	_ = res.Body.Close()
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(answer))
	t.keep(r, asked, res, answer, began)
	return res, nil
}

func (t *tap) keep(r *http.Request, asked []byte, res *http.Response, answer []byte, began time.Time) {
	s := &Sample{
		Provider: t.c.Provider(), Case: t.c.ID, Place: t.watched.Name(), At: began.UTC(), Took: time.Since(began),
		Exchange: &contracts.Exchange{
			Case: t.c.ID, Method: r.Method, URL: r.URL, Header: r.Header.Clone(), Body: asked,
			Status: res.StatusCode, AnswerHeader: res.Header.Clone(), AnswerBody: answer,
		},
	}
	s.meant(t.c)
	s.Signed = t.signed(r, asked, s.Provider)
	t.watched.mu.Lock()
	t.watched.samples = append(t.watched.samples, s)
	t.watched.mu.Unlock()
}

// signed reports whether the signature computes again with the case's key, and
// its time is the target's.
func (t *tap) signed(r *http.Request, asked []byte, provider string) bool {
	key, err := t.place.Account(provider, "numsim")
	q, flaw := wire.Read(provider, r, asked)
	if err != nil || flaw != nil {
		return false
	}
	now := time.Now()
	if t.place.Now != nil {
		now = t.place.Now()
	}
	k := wire.Keys{ID: key.ID, Secret: client.Secret(key.Secret), Password: client.Secret(key.Password), Token: client.Secret(key.Token)}
	at := q.Time()
	return q.Standing(k) == wire.Valid && (at.IsZero() || at.Sub(now).Abs() < mostSkew)
}

// mostSkew is how far a clock is off before a case means it.
const mostSkew = 5 * time.Minute
