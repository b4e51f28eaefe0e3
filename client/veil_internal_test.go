package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// secrets are what no error and no entry of a log may hold, in any spelling.
var secrets = []string{canary, "13900000200", "PhoneNumber=", "hunter2", "%3D", "://"}

// printed is an error in all the ways that somebody may print it, and all that
// is beneath it.
func printed(err error) (all []string) {
	for e := err; e != nil; e = errors.Unwrap(e) {
		all = append(all, e.Error())
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			all = append(all, fmt.Sprintf(verb, e))
		}
	}
	var out bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Error("failed", "err", err)
	}
	text, _ := json.Marshal(err)
	var at *url.Error
	if errors.As(err, &at) {
		all = append(all, at.Error())
	}
	return append(all, out.String(), string(text))
}

func assertNoSecret(t *testing.T, texts []string) {
	t.Helper()
	require.NotEmpty(t, texts)
	for _, text := range texts {
		for _, secret := range secrets {
			assert.NotContains(t, text, secret)
		}
	}
}

// Nothing that was sent comes back in an error or in the log, whoever repeats
// it: a transport, a proxy, a page, the provider.
func TestNoErrorTellsASecret(t *testing.T) {
	echo := func(before string) behaviour {
		return func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, before+" "+r.Form.Encode()+" for 13900000200 by "+canary+" and "+url.QueryEscape(r.Form.Encode()))
		}
	}
	password, err := url.Parse("http://me:hunter2@127.0.0.1:1")
	require.NoError(t, err)
	fails := func(text string, args ...any) *http.Client {
		return &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return nil, fmt.Errorf(text, args...) })}
	}
	long := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		body, _ := io.ReadAll(r.Body)
		return nil, &url.Error{Op: "Post", URL: r.URL.String() + "?" + string(body), Err: fmt.Errorf("no tape for %s %s: %w", r.URL, body, context.DeadlineExceeded)}
	})}
	for name, row := range map[string]struct {
		does behaviour
		o    Options
	}{
		"the provider repeats the form":    {echo("throttled"), Options{}},
		"a page repeats the form":          {echo("<html>"), Options{}},
		"a page repeats it at its start":   {echo(""), Options{}},
		"no HTTP":                          {gibberish, Options{}},
		"a reset":                          {resets, Options{}},
		"a bad redirect":                   {redirects("http://[bad?PhoneNumber=13900000200&Token=" + canary), Options{}},
		"a proxy that is not there":        {says("answer"), Options{Proxy: http.ProxyURL(password)}},
		"a proxy that cannot be read":      {says("answer"), Options{Proxy: badProxy(`http://me:hun ter2@proxy:x`)}},
		"a proxy with a bad escape":        {says("answer"), Options{Proxy: badProxy("http://me:hunter2@%zz")}},
		"a transport with the whole URL":   {says("answer"), Options{HTTP: long}},
		"a transport with a password":      {says("answer"), Options{HTTP: fails("no luck with http://me:hunter2@proxy/ today")}},
		"a transport with a number":        {says("answer"), Options{HTTP: fails("no tape for +8613900000200")}},
		"a transport with a quoted answer": {says("answer"), Options{HTTP: fails("unexpected %q", canary+` says "13900000200"`)}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, row.does)
			target := s.URL
			if row.o.Proxy != nil {
				target = "http://toy.example"
			}
			var out bytes.Buffer
			row.o.Log = slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
			row.o.Retry.Attempts = 2
			y := newToy(t, target, row.o)
			var seen []string
			y.opts.Observe = func(ctx context.Context, a Attempt) (context.Context, func(Attempt)) {
				return ctx, func(a Attempt) { seen = append(seen, printed(a.Err)...); seen = append(seen, fmt.Sprintf("%+v", a)) }
			}
			_, failed := y.ask(t)
			require.NotNil(t, failed)
			assertNoSecret(t, append(append(printed(failed), out.String()), seen...))
			assert.NotContains(t, failed.Error(), "ter2", "nor the rest of a password with a space in it")
		})
	}
}

// badProxy fails as the environment's proxy does when nobody can read it.
func badProxy(text string) func(*http.Request) (*url.URL, error) {
	return func(*http.Request) (*url.URL, error) {
		_, err := url.Parse(text)
		return nil, fmt.Errorf("invalid proxy address %q: %w", text, err)
	}
}

// What an error is can still be asked, and harmless words are left alone.
func TestBareKeepsWhatAnErrorIs(t *testing.T) {
	cause := &tls.CertificateVerificationError{Err: errors.New("unknown authority")}
	for _, err := range []error{
		&url.Error{Op: "Post", URL: "http://x/?PhoneNumber=13900000200", Err: cause},
		&url.Error{Op: "Post", URL: "http://x", Err: fmt.Errorf("by http://me:hunter2@x: %w", cause)},
		fmt.Errorf("outer: %w", &url.Error{Op: "parse", URL: "http://me:hunter2@x", Err: cause}),
	} {
		var found *tls.CertificateVerificationError
		assert.ErrorAs(t, bare(err), &found)
		assert.ErrorIs(t, bare(err), cause)
		assertNoSecret(t, printed(bare(err)))
	}
	plain := errors.New("dial tcp 127.0.0.1:18081: connect: connection refused")
	assert.Same(t, plain, bare(plain))
	assert.NoError(t, bare(nil))
}

func TestWhatIsSaidIsCutAndOnOneLine(t *testing.T) {
	s := newServer(t, says("throttled "+strings.Repeat("long ", 1000)+"\r\nERROR forged"))
	_, failed := newToy(t, s.URL, Options{Retry: Retry{Attempts: 1}}).ask(t)
	require.NotNil(t, failed)
	assert.Less(t, len(failed.Message), 600)
	s = newServer(t, says("throttled \r\nERROR forged\x1b[31m 1234567 123456"))
	_, failed = newToy(t, s.URL, Options{Retry: Retry{Attempts: 1}, Now: func() time.Time { return noon }}).ask(t)
	require.NotNil(t, failed)
	assert.NotContains(t, failed.Error(), "\n")
	assert.NotContains(t, failed.Error(), "\x1b")
	assert.Contains(t, failed.Message, " ####### 123456")
}

// A request comes back in many spellings: as it was, in a query, in a string to
// sign, value by value.
func TestVeilKnowsTheSpellings(t *testing.T) {
	const token = "to ken+/=é"
	req, err := provider("toy").formRequest("http://toy.example", "", "/", url.Values{"Token": {token}, "Mobiles": {"13900000200,13900000404"}}.Encode())
	require.NoError(t, err)
	req.Header.Set("Authorization", "SCHEME Credential=key-1,Signature=f00dfeed")
	for _, text := range []string{
		token, "to+ken%2B%2F%3D%C3%A9", "to%20ken%2B%2F%3D%C3%A9", "to%2520ken%252B%252F%253D%25C3%25A9",
		"13900000404", "f00dfeed", "key-1", "Signature=f00dfeed", req.Header.Get("Authorization"),
	} {
		assert.Equal(t, "<[sent]>", (&veil{req: req}).hide("<"+text+">"))
	}
	assert.Equal(t, "<JSON>", (&veil{req: req}).hide("<JSON>"))
	get, err := provider("toy").request(http.MethodPost, url.URL{Scheme: "http", Host: "toy.example", RawQuery: "PhoneNumber=13900000200&Action=Ask"}, "")
	require.NoError(t, err)
	assert.Equal(t, "Ask [sent]", (&veil{req: get}).hide("Ask 13900000200"))
}
