package replay

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/numsim/numsim/internal/wire"
)

// Player makes recorded requests to a simulator.
type Player struct {
	// Target is the base URL of each provider.
	Target map[string]string
	// Keys are a recording's credentials at the simulator; nil is ReadyKeys, by
	// its account.
	Keys func(provider, account string) wire.Keys
	HTTP *http.Client     // nil is one that goes there itself and follows nobody
	Now  func() time.Time // the simulator's; nil is time.Now
}

// Played is one recording next to what a simulator answers.
type Played struct {
	File
	Skipped     string // why it could not be played; empty: it was
	Differences []Difference
}

// Difference is a place where the simulator answers otherwise.
type Difference struct {
	Case      string `json:"case"`
	Pointer   string `json:"pointer"` // /status, /header/NAME, /body, /body/..., and /client/... of what the client reads
	Recorded  string `json:"recorded"`
	Simulated string `json:"simulated"`
}

func (d Difference) String() string {
	return fmt.Sprintf("%s %s: recorded %s, the simulator answers %s", d.Case, d.Pointer, d.Recorded, d.Simulated)
}

// Play makes the recorded request, signed for now, and compares the answers:
// as they stand, and as the production client reads them.
// An error is the environment's: no answer came.
func (p *Player) Play(ctx context.Context, file File) (Played, error) {
	done := Played{File: file}
	rec := file.Recording
	base := p.Target[rec.Provider]
	switch {
	case provider(base):
		return done, errors.New("a recording is played to a simulator, and " + base + " is a provider's: contract run --live asks providers")
	case base == "":
		done.Skipped = "there is no simulator of " + rec.Provider
	case rec.Request.Unsigned != "":
		done.Skipped = rec.Request.Unsigned
	case rec.Answer.Opaque:
		done.Skipped = "nothing of its answer is declared, so nothing of it was kept"
	}
	if done.Skipped != "" {
		return done, nil
	}
	keys := ReadyKeys
	if p.Keys != nil {
		keys = p.Keys
	}
	k := keys(rec.Provider, rec.Account)
	q, err := rec.request()
	if err != nil {
		return done, err
	}
	req, err := rec.Request.sign(base, q, k, p.now())
	if err != nil {
		done.Skipped = err.Error()
		return done, nil
	}
	other, err := p.send(req.WithContext(ctx), rec.Provider, k)
	if err != nil {
		return done, fmt.Errorf("%s: %w", rec.Case, err)
	}
	done.Differences = compare(rec.Case, rec.side(q), other)
	read, err := compareTyped(ctx, rec, q, rec.Answer.canned(), other.raw)
	done.Differences = append(done.Differences, read...)
	return done, err
}

// provider reports whether a URL is that of a provider, or cannot be told from it.
func provider(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return true
	}
	return wire.Real(u.Hostname())
}

func (p *Player) now() time.Time {
	if p.Now == nil {
		return time.Now()
	}
	return p.Now()
}

func (p *Player) client() *http.Client {
	own := http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	if p.HTTP != nil {
		own = *p.HTTP
	}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

// send asks the simulator, and takes out of its answer what the request held
// that proves who sent it, as the recorder does.
func (p *Player) send(req *http.Request, provider string, k wire.Keys) (side, error) {
	asked, err := drain(req.Body, wire.MaxBody)
	if err != nil {
		return side{}, err
	}
	req.Body = io.NopCloser(strings.NewReader(string(asked)))
	res, err := p.client().Do(req)
	if err != nil {
		return side{}, errors.New("the simulator did not answer: " + cause(err))
	}
	answer, err := drain(res.Body, longest)
	if err != nil {
		return side{}, errors.New("the simulator's answer broke off: " + cause(err))
	}
	q, err := wire.Read(provider, req, asked)
	if err != nil {
		return side{}, err
	}
	s := side{status: res.StatusCode, header: map[string]string{}, host: req.URL.Host, raw: canned{status: res.StatusCode, header: res.Header, body: answer}}
	r := newRedactor(Keep{}, newStandIns(nil, nil, nil), secretsOf(k, q, Keep{Parameters: map[string]bool{}}))
	for _, name := range KeptHeaders() {
		if value := res.Header.Get(name); value != "" {
			s.header[name] = r.header(name, value)
		}
	}
	if s.body, err = parseBody(res.Header.Get("Content-Type"), answer); err != nil {
		s.body = &body{top: &node{kind: isString, text: string(opaque(len(answer)))}}
		return s, nil
	}
	s.body.top.each(func(n *node) {
		if n.kind == isString {
			n.text = r.veil.Replace(n.text)
		}
	})
	return s, nil
}

// cause is an error without the URL, which holds the query.
func cause(err error) string {
	inner := errors.Unwrap(err)
	return cmp.Or(inner, err).Error()
}

// side is one of the two answers.
type side struct {
	status int
	header map[string]string
	body   *body
	host   string // that was asked
	raw    canned // as it came; of the simulator alone
}

// side is the recorded answer.
func (rec *Recording) side(q *wire.Request) side {
	s := side{status: rec.Answer.Status, header: rec.Answer.Header, host: q.Host}
	b, err := parseBody(rec.Answer.Header["Content-Type"], rec.Answer.Body)
	if err != nil {
		b = &body{top: &node{kind: isString, text: string(rec.Answer.Body)}}
	}
	s.body = b
	return s
}

// each visits every value.
func (n *node) each(visit func(*node)) {
	visit(n)
	for _, m := range n.members {
		m.value.each(visit)
	}
	for _, e := range n.elements {
		e.each(visit)
	}
}
