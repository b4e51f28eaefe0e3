package control

import (
	"encoding/json"
	"net/http"
	"strings"
)

// answer is what a request is answered with: a problem, a text, or a value as
// JSON.
type answer struct {
	status  int // 0 is 200
	text    string
	value   any
	problem *problem
}

// problem is why a request was not done. Where is the part of the request that
// is to blame, where it is not the request as a whole.
type problem struct {
	status int

	What  string
	Where string
	Do    string
}

// said is a problem on the wire.
type said struct {
	Error struct {
		What  string `json:"what"`
		Where string `json:"where"`
		Do    string `json:"do"`
	} `json:"error"`
	RequestID string `json:"request_id"`
}

const requestID = "X-Request-Id"

// write is the only place that hands an answer to the network.
func (a answer) write(w http.ResponseWriter, r *http.Request) {
	switch {
	case a.problem != nil && versioned(r):
		a.status, a.value = a.problem.status, a.problem.said(r, w.Header().Get(requestID))
	case a.problem != nil:
		a.status, a.text = a.problem.status, a.problem.String()
	}
	body := []byte(a.text)
	if a.value != nil {
		w.Header().Set("Content-Type", "application/json")
		body, _ = json.Marshal(a.value) // texts, numbers and truths
		body = append(body, '\n')
	}
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	_, _ = w.Write(body)
}

// versioned is for programs, the rest for people with a curl.
func versioned(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/v1/") }

func (p *problem) said(r *http.Request, id string) (s said) {
	const longest = 128
	path := r.URL.EscapedPath()
	s.Error.Where = r.Method + " " + path[:min(len(path), longest)]
	if p.Where != "" {
		s.Error.Where += ", " + p.Where
	}
	s.Error.What, s.Error.Do, s.RequestID = p.What, p.Do, id
	return s
}

func (p *problem) String() string { return "numsim control: " + p.What + "; " + p.Do + ".\n" }
