package explain

import (
	"slices"
	"sync"
	"time"
)

// DeskOptions bound a Desk.
type DeskOptions struct {
	PerSecond int              // signatures explained in a second; 0 is 50
	Bytes     int              // of findings kept; 0 is 1 MiB
	Now       func() time.Time // of the wall; nil is real time
}

// Desk decides which signatures are explained, so that a client in a loop does
// not turn the simulator into a search engine, and keeps what was found.
type Desk struct {
	o       DeskOptions
	mu      sync.Mutex
	second  int64
	seen    int
	by      map[string]int
	kept    map[[16]byte]Kept
	order   [][16]byte // oldest first
	bytes   int
	dropped uint64
	skipped [skips][16]byte // requests that were not looked into, the newest of them
	skips   int             // how many there were
}

// skips is how many requests are remembered that there was no time for.
const skips = 1024

// Kept is a finding as it is asked for later.
type Kept struct {
	Finding
	At       time.Time // on the clock of the account's provider
	Provider string
	Account  string // empty where no account claims the call
	Tenant   string
	Row      string
	Why      string
}

// NewDesk returns an empty desk.
func NewDesk(o DeskOptions) *Desk {
	if o.PerSecond == 0 {
		o.PerSecond = 50
	}
	if o.Bytes == 0 {
		o.Bytes = 1 << 20
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Desk{o: o, by: map[string]int{}, kept: map[[16]byte]Kept{}}
}

// Admit takes the place of one explanation in this second for whoever asks, if
// there is one. Nobody gets more than half of them.
func (d *Desk) Admit(who string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.o.Now().Unix(); now != d.second {
		d.second, d.seen = now, 0
		clear(d.by)
	}
	if d.seen >= d.o.PerSecond || d.by[who] >= (d.o.PerSecond+1)/2 {
		return false
	}
	d.seen++
	d.by[who]++
	return true
}

// Skip notes that the request of that id found no place.
func (d *Desk) Skip(id [16]byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.skipped[d.skips%skips] = id
	d.skips++
}

// Skipped reports whether a request found no place, as far as that is remembered.
func (d *Desk) Skipped(id [16]byte) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Contains(d.skipped[:min(d.skips, skips)], id)
}

// PerSecond is how many signatures are explained in a second.
func (d *Desk) PerSecond() int { return d.o.PerSecond }

// Keep keeps a finding under the id of its request, and forgets the oldest that
// no longer fit.
func (d *Desk) Keep(id [16]byte, k Kept) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if old, ok := d.kept[id]; ok { // ids that follow from the request come again
		d.bytes += k.size() - old.size()
	} else {
		d.order = append(d.order, id)
		d.bytes += k.size()
	}
	d.kept[id] = k
	for d.bytes > d.o.Bytes && len(d.order) > 0 {
		oldest := d.order[0]
		d.order = append(d.order[:0], d.order[1:]...)
		d.bytes -= d.kept[oldest].size()
		delete(d.kept, oldest)
		d.dropped++
	}
}

// Find is the finding of a request, if it is still kept.
func (d *Desk) Find(id [16]byte) (Kept, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k, ok := d.kept[id]
	return k, ok
}

// State is how many findings are kept, and how many were forgotten.
func (d *Desk) State() (kept int, forgotten uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.kept), d.dropped
}

// size is what k takes in memory, a little more rather than less. Sentences are
// shared by all findings but for a few words.
func (k Kept) size() int {
	const fixed = 1 << 9
	n := fixed + len(k.Ours.ToSign) + len(k.Ours.Canonical) + len(k.Why) + 64*len(k.Compare) + 256*len(k.Mistakes)
	if k.Theirs != nil {
		n += len(k.Theirs.ToSign) + len(k.Theirs.Canonical)
	}
	return n
}
