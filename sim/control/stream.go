package control

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// stream is the journal as it grows. The journal itself is the buffer of every
// listener, so a slow one costs no memory and is told what it missed.
func stream(p Journal) resource {
	return resource{"stream", "/v1/journal/stream", map[string]operation{
		http.MethodGet: {
			about: "The journal as it grows, as server-sent events: entry with an entry, dropped with how many there was no time or room for; a comment every 15 seconds",
			query: []string{"tenant", "provider", "account", "operation", "number", "row", "since"}, media: []string{mediaEvents},
			run: func(a *asked) answer { return tail(p, a) },
		},
	}}
}

const mediaEvents = "text/event-stream"

func tail(p Journal, a *asked) answer {
	f := a.filter()
	if last, err := strconv.ParseUint(a.Header.Get("Last-Event-ID"), 10, 63); err == nil && !f.Forward {
		f.Since, f.Forward = last, true
	}
	ticks, err := p.Tail(a.Context(), f)
	if err != nil {
		return answer{problem: problemOf(err)}
	}
	return answer{media: mediaEvents, pieces: func(yield func([]byte) bool) {
		if !yield([]byte(": the journal, from here on\n\n")) {
			return
		}
		for tick := range ticks {
			if !yield(tick.event()) {
				return
			}
		}
	}}
}

// event is a tick as text/event-stream has it.
func (t Tick) event() []byte {
	switch {
	case t.Entry != nil:
		text, _ := json.Marshal(t.Entry) // texts and numbers
		return fmt.Appendf(nil, "event: entry\nid: %d\ndata: %s\n\n", t.Entry.Seq, text)
	case t.Dropped > 0:
		return fmt.Appendf(nil, "event: dropped\ndata: {\"dropped\":%d}\n\n", t.Dropped)
	}
	return []byte(": nothing new\n\n")
}
