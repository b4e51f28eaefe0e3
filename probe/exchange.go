package probe

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// Exchange is one request as it came over the wire, and its answer.
type Exchange struct {
	Conn   int // connections are numbered from 1 in the order they were opened
	Nth    int // request of that connection, from 1
	At     time.Time
	Proto  string
	Method string
	Target string // of the request line
	Host   string
	Header http.Header
	Body   []byte
	Raw    []byte // of the whole request

	Answered     bool
	AnsweredAt   time.Time
	Status       int
	AnswerHeader http.Header
	AnswerBody   []byte
	Broken       bool      // the answer did not come, or not whole
	Left         time.Time // when the client went away without it; zero: it stayed
}

// over reports that nothing more will come of the exchange.
func (x *Exchange) over() bool { return x.Answered || x.Broken || !x.Left.IsZero() }

// roll is every exchange of a module, in the order of their requests.
type roll struct {
	mu      sync.Mutex
	list    []*Exchange
	missed  int
	changed chan struct{}
}

// mostOfModule is how many are kept. A client that makes more has been seen.
const mostOfModule = 10_000

func newRoll() *roll { return &roll{changed: make(chan struct{}, 1)} }

func (r *roll) add(x *Exchange) {
	r.mu.Lock()
	if len(r.list) < mostOfModule {
		r.list = append(r.list, x)
	} else {
		r.missed++
	}
	r.mu.Unlock()
	r.tell()
}

// change edits an exchange that others may be reading.
func (r *roll) change(edit func()) {
	r.mu.Lock()
	edit()
	r.mu.Unlock()
	r.tell()
}

func (r *roll) tell() {
	select {
	case r.changed <- struct{}{}:
	default: // somebody will look anyway
	}
}

func (r *roll) ended(x *Exchange) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return x.over()
}

func (r *roll) lost() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.missed
}

// begin forgets what came so far.
func (r *roll) begin() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list, r.missed = nil, 0
}

// all is a copy of what came, and whether all of it is over.
func (r *roll) all() (list []Exchange, over bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	over = true
	for _, x := range r.list {
		list = append(list, *x)
		over = over && x.over()
	}
	return list, over
}

// over is whether all of what came is.
func (r *roll) over() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !slices.ContainsFunc(r.list, func(x *Exchange) bool { return !x.over() })
}
