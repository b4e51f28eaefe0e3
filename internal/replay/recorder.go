package replay

import (
	"bytes"
	"crypto/rand"
	"io"
	"net/http"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/wire"
)

// Seen is an exchange as it was: what a contract judges. It is never written
// down.
type Seen struct {
	Case     string
	Provider string
	Method   string
	URL      string
	Header   http.Header
	Body     []byte

	Status       int
	AnswerHeader http.Header
	AnswerBody   []byte
}

// Recorder writes every exchange of a marked call below Dir. Its fields are set
// before it is used; it may be used by several goroutines.
type Recorder struct {
	Next     http.RoundTripper // a live session
	Dir      string
	Provider string
	Keys     wire.Keys // that calls are made with: none of them may be written down
	Tool     string    // name and version of the program
	// Keep says what may be written down of an exchange.
	Keep func(Seen) Keep
	// Numbers are the allow-list, with what is expected of each number.
	Numbers map[numsim.Number]numsim.Status
	// Account is the simulator's ready-made one that answers alike; empty is
	// numsim.
	Account string
	// Others are credentials that calls are not made with, and that an answer may
	// tell all the same: those of whoever stands between here and there.
	Others []wire.Keys
	// StandIn says that a simulator answers in the provider's place.
	StandIn bool
	// Seen is told of every exchange, written down or not; nil is nobody.
	Seen func(Seen)
	// Wrote is told the path of every recording; nil is nobody.
	Wrote func(path string)
	Now   func() time.Time // nil is time.Now

	key []byte // of stand-ins; nil is a fresh one for each recording
}

// RoundTrip makes the call and writes it down. A recording that would tell a
// secret is a *Leak, and then there is neither a file nor an answer.
func (c *Recorder) RoundTrip(r *http.Request) (*http.Response, error) {
	asked, err := drain(r.Body, wire.MaxBody)
	if err != nil {
		return nil, err
	}
	own := r.Clone(r.Context())
	own.Body, own.ContentLength = io.NopCloser(bytes.NewReader(asked)), int64(len(asked))
	watch, traced := newWatch(own, c.now)
	res, err := c.Next.RoundTrip(traced)
	if err != nil {
		return nil, err
	}
	answer, failed := drain(res.Body, longest)
	watch.done()
	res.Body = io.NopCloser(bytes.NewReader(answer))
	if failed != nil { // an answer that broke off is no evidence
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(answer), failing{failed}))
		return res, nil
	}
	if err := c.record(r, asked, res, answer, watch); err != nil {
		return nil, err
	}
	return res, nil
}

// Peek is a request's body, which can be read again afterwards.
func Peek(r *http.Request) ([]byte, error) {
	body, err := drain(r.Body, wire.MaxBody)
	if err == nil {
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	return body, err
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// drain reads a body to its end, or to more than there may be.
func drain(from io.ReadCloser, most int64) ([]byte, error) {
	if from == nil {
		return nil, nil
	}
	defer func() { _ = from.Close() }()
	text, err := io.ReadAll(io.LimitReader(from, most+1))
	if err == nil && int64(len(text)) > most {
		err = io.ErrShortBuffer
	}
	return text, err
}

func (c *Recorder) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

func (c *Recorder) record(r *http.Request, asked []byte, res *http.Response, answer []byte, watch *watch) error {
	call, marked := guard.CallOf(r.Context())
	seen := Seen{
		Case: call.Case, Provider: c.Provider, Method: r.Method, URL: r.URL.String(), Header: r.Header, Body: asked,
		Status: res.StatusCode, AnswerHeader: res.Header, AnswerBody: answer,
	}
	if c.Seen != nil {
		c.Seen(seen)
	}
	if !marked || !caseName(call.Case) {
		return &Leak{What: "a call has no case's name to be recorded under", Where: "the request"}
	}
	q, err := wire.Read(c.Provider, r, asked)
	if err != nil {
		return &Leak{What: "a request that cannot be read cannot be redacted", Where: "the request"}
	}
	rec, forbidden, err := c.redacted(q, seen, watch)
	if err != nil {
		return err
	}
	path, err := write(c.Dir, rec, forbidden)
	if err == nil && c.Wrote != nil {
		c.Wrote(path)
	}
	return err
}

// redacted is the recording, with what must not be in it.
func (c *Recorder) redacted(q *wire.Request, seen Seen, watch *watch) (*Recording, *forbidden, error) {
	keep := c.Keep(seen)
	key := c.key
	if key == nil {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails: the program ends before it returns an error
	}
	names := newStandIns(key, c.Numbers, q.Entries())
	secrets := secretsOf(c.Keys, q, keep)
	if published(c.Provider, c.Keys) { // and what they prove is nobody's secret
		secrets = nil
	}
	for _, k := range c.Others {
		if !published(c.Provider, k) {
			secrets = append(secrets, named(k)...)
		}
	}
	r := newRedactor(keep, names, secrets)
	r.right = map[string]string{"pwd": c.Keys.Password.Reveal(), "AuthCode": c.Keys.AuthCode.Reveal()}
	rec := &Recording{
		Form: Form, Tool: c.Tool, Case: seen.Case, Provider: c.Provider, Operation: keep.Operation,
		Contract: keep.Contract, Profile: keep.Profile, Account: c.Account, StandIn: c.StandIn, At: watch.began.UTC().Truncate(time.Millisecond), Timing: watch.timing(),
	}
	if rec.Account == "" {
		rec.Account = "numsim"
	}
	rec.Answer = r.answer(seen) // first, for it tells the carriers of the numbers
	rec.Request = r.asked(q, rec, q.Standing(c.Keys))
	bad := newForbidden(secrets, names, rec.Account)
	return rec, bad, bad.inPieces(r.unveiled)
}

func (r *redactor) answer(seen Seen) Answered {
	a := Answered{Status: seen.Status, Header: map[string]string{}, Bytes: len(seen.AnswerBody)}
	for _, name := range KeptHeaders() {
		if value := seen.AnswerHeader.Get(name); value != "" {
			a.Header[name] = r.header(name, value)
		}
	}
	b, err := parseBody(seen.AnswerHeader.Get("Content-Type"), seen.AnswerBody)
	if err != nil {
		a.Opaque, a.Body, a.Decoded = true, opaque(len(seen.AnswerBody)), []byte("null")
		return a
	}
	r.body(b)
	a.Body, a.Decoded, a.Dropped, a.Undeclared = b.encode(), b.json(), r.dropped, r.undeclared
	return a
}
