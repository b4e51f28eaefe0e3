package conformance

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Numbers with the endings that a simulator gives a meaning to; a live target
// puts its own in their place.
const (
	active    = "13900000200"
	vacant    = "13900000404"
	suspended = "13900000402"
	off       = "13900000408"
	suspected = "13900000203"
	busy      = "13900000486"
	away      = "13900000480" // unreachable
	silent    = "13900000304"
	risky     = "13900000403"
	unlisted  = "13900000204"
	wrong     = "13900000422"
	broken    = "13900000500" // the provider could not tell
	unknown   = "13900000999"
	refusing  = "13900000400" // the number is refused
	late      = "13900000425"
	throttled = "13900000429"
	partial   = "13900000206"

	ofUnicom    = "18600000200"
	ofTelecom   = "18900000200"
	ofBroadnet  = "19200000200"
	unassigned  = "11900000200" // in no segment
	indonesian  = "62810000200"
	germanPhone = "4915000000200" // a place that is not on the list
)

// sent is a step whose request keeps the contract.
func sent(w Wire, checks ...Check) Step { return Step{Send: w, Checks: checks} }

// broke is a step whose request breaks the contract on purpose.
func broke(w Wire, checks ...Check) Step { return Step{Send: w, Wrong: true, Checks: checks} }

// asked is a step by a production client.
func asked(a Ask, checks ...Check) Step { return Step{Ask: a, Checks: checks} }

func steps(list ...Step) []Step { return list }

// later is a step some time after the one before.
func (s Step) later(seconds int) Step {
	s.After = time.Duration(seconds) * time.Second
	return s
}

// change is an edit of a request that was signed already.
func (w Wire) change(edit func(*http.Request)) Wire {
	return func(s *Stage) (*http.Request, error) {
		req, err := w(s)
		if err != nil {
			return nil, err
		}
		edit(req)
		return req, nil
	}
}

// pairs edits the text of the parameters, wherever they stand: in the body of a
// request that has one, or in the query.
func (w Wire) pairs(edit func(string) string) Wire {
	return func(s *Stage) (*http.Request, error) {
		req, err := w(s)
		if err != nil {
			return nil, err
		}
		if req.Body == nil || req.ContentLength == 0 {
			req.URL.RawQuery = edit(req.URL.RawQuery)
			return req, nil
		}
		text, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		setBody(req, edit(string(text)))
		return req, nil
	}
}

func setBody(req *http.Request, text string) {
	req.Body, req.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader([]byte(text))), nil }
}

// without leaves a parameter out after signing; with gives it another value.
func (w Wire) without(name string) Wire {
	return w.values(func(v url.Values) { v.Del(name) })
}

func (w Wire) with(name, value string) Wire {
	return w.values(func(v url.Values) { v.Set(name, value) })
}

func (w Wire) values(edit func(url.Values)) Wire {
	return w.pairs(func(text string) string {
		v, _ := url.ParseQuery(text) // it was made by a signer
		edit(v)
		return v.Encode()
	})
}

// and appends raw text behind the parameters.
func (w Wire) and(text string) Wire {
	return w.pairs(func(pairs string) string { return pairs + text })
}

// header sets a header, or takes it away if the value is empty; its name stays
// as it is written.
func (w Wire) header(name, value string) Wire {
	return w.change(func(r *http.Request) {
		r.Header.Del(name)
		if value != "" {
			r.Header[name] = []string{value}
		}
	})
}

func (w Wire) method(method string) Wire {
	return w.change(func(r *http.Request) { r.Method = method })
}

func (w Wire) path(path string) Wire {
	return w.change(func(r *http.Request) { r.URL.Path = path })
}

func (w Wire) host(host string) Wire {
	return w.change(func(r *http.Request) { r.Host = host })
}

// inQuery moves the parameters from the body to the query.
func (w Wire) inQuery() Wire {
	return w.change(func(r *http.Request) {
		if r.Body == nil {
			return
		}
		text, _ := io.ReadAll(r.Body) // of a string
		r.URL.RawQuery, r.Body, r.ContentLength, r.GetBody = string(text), nil, 0, nil
	})
}

// merged is parameters with changes: name and value in turn; a minus leaves one
// out.
func merged(params map[string]string, over []string) map[string]string {
	for i := 0; i+1 < len(over); i += 2 {
		if over[i+1] == "-" {
			delete(params, over[i])
			continue
		}
		params[over[i]] = over[i+1]
	}
	return params
}
