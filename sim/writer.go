package sim

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync/atomic"
	"time"
)

// write is the only place that hands a provider's bytes to the network.
func (r *Reply) write(w http.ResponseWriter, req *Request, date string) error {
	r.Set("Date", date)
	if len(r.Body) > 1024 || req.Method == http.MethodHead {
		r.Set("Content-Length", strconv.Itoa(len(r.Body))) // net/http counts shorter ones itself
	}
	h := w.Header()
	for i, key := range r.keys {
		h[key] = r.values[i : i+1 : i+1] // net/http copies them when the head is settled
	}
	if req.closing || req.Flaw != "" {
		h["Connection"] = []string{"close"}
		delete(h, "Keep-Alive")
	}
	w.WriteHeader(r.Status)
	if req.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(r.Body)
	return err
}

// dates keeps the text of the second it was last asked for.
type dates struct{ last atomic.Pointer[dated] }

type dated struct {
	second int64
	text   string
}

func (d *dates) text(now time.Time) string {
	last := d.last.Load()
	if second := now.Unix(); last == nil || last.second != second {
		last = &dated{second, now.UTC().Format(http.TimeFormat)}
		d.last.Store(last)
	}
	return last.text
}

// answerFault turns a panic into a plain 500 that names numsim. It never looks
// like a provider's answer: a test must not take our bug for the provider's.
func answerFault(w http.ResponseWriter, provider string, log *reporter) {
	fault := recover()
	if fault == nil {
		return
	}
	if fault == http.ErrAbortHandler {
		panic(fault)
	}
	log.fault(provider, fault, debug.Stack())
	h := w.Header()
	clear(h)
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Numsim-Fault", "1")
	h.Set("Connection", "close") // whatever was wrong may be wrong with the framing
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = fmt.Fprintf(w, "numsim: internal fault while simulating %s: %v\nThis is a bug of the simulator, not an answer of the provider. The log has the stack; please report it.\n", provider, fault)
}
