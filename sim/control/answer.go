package control

import (
	"bytes"
	"encoding/json"
	"iter"
	"net/http"
	"strings"
	"time"
)

// answer is what a request is answered with: a problem, a text, a value as
// JSON, or pieces one after the other.
type answer struct {
	status  int // 0 is 200
	text    string
	value   any
	pieces  iter.Seq[[]byte] // written as they come, whatever time that takes
	media   string           // of text and pieces; empty is plain text
	problem *problem
}

// problem is why a request was not done. Where is the part of the request that
// is to blame, where it is not the request as a whole.
type problem struct {
	status int

	What     string
	Where    string
	Do       string
	findings []Finding
}

// said is a problem on the wire.
type said struct {
	Error     trouble   `json:"error" about:"why it was not done"`
	Findings  []Finding `json:"findings,omitempty" about:"what is wrong with a document, and where"`
	RequestID string    `json:"request_id" about:"as in the header X-Request-Id"`
}

type trouble struct {
	What  string `json:"what" about:"happened"`
	Where string `json:"where" about:"in the request"`
	Do    string `json:"do" about:"next"`
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
	switch {
	case a.value != nil:
		w.Header().Set("Content-Type", "application/json")
		body = plainJSON(a.value)
	case a.media != "":
		w.Header().Set("Content-Type", a.media)
	}
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	if a.pieces == nil {
		_, _ = w.Write(body)
		return
	}
	a.stream(w, r)
}

// plainJSON has < and & as they are, for people with a curl: it is never part of
// a page.
func plainJSON(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value) // texts, numbers and truths
	return b.Bytes()
}

// pieceTime is what writing one piece may take: a listener that does not read
// is let go.
const pieceTime = 10 * time.Second

// stream writes pieces as they come. Each has a deadline of its own, in the
// place of the server's for a whole answer.
func (a answer) stream(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	if r.Method == http.MethodHead {
		return
	}
	for piece := range a.pieces {
		_ = c.SetWriteDeadline(time.Now().Add(pieceTime))
		if _, err := w.Write(piece); err != nil {
			return
		}
		if err := c.Flush(); err != nil {
			return
		}
	}
}

// versioned is for programs, the rest for people with a curl.
func versioned(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/v1/") }

func (p *problem) said(r *http.Request, id string) said {
	const longest = 128
	path := r.URL.EscapedPath()
	where := r.Method + " " + path[:min(len(path), longest)]
	if p.Where != "" {
		where += ", " + p.Where
	}
	return said{trouble{p.What, where, p.Do}, p.findings, id}
}

func (p *problem) String() string { return "numsim control: " + p.What + "; " + p.Do + ".\n" }
