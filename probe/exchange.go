package probe

import (
	"net/http"
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

// roll is every exchange of a front, in the order of their requests.
type roll struct {
	mu      sync.Mutex
	list    []*Exchange
	changed chan struct{}
}

func newRoll() *roll { return &roll{changed: make(chan struct{}, 1)} }

func (r *roll) add(x *Exchange) {
	r.mu.Lock()
	r.list = append(r.list, x)
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

// since is a copy of what came after the first n, and whether all of it is over.
func (r *roll) since(n int) (list []Exchange, over bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	over = true
	for _, x := range r.list[n:] {
		list = append(list, *x)
		over = over && x.over()
	}
	return list, over
}

func (r *roll) length() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.list)
}
