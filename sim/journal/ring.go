package journal

import "sync"

// DefaultBytes bounds a ring that was given no bound: 64 MiB.
const DefaultBytes = 64 << 20

// Ring keeps the newest entries that fit in a number of bytes.
type Ring struct {
	mu    sync.Mutex
	limit int
	bytes int
	slots []Entry // circular; grows by doubling until the bytes are used up
	first int     // index of the oldest
	held  int
	next  uint64 // sequence number of the next entry
}

// NewRing returns a ring of at most limit bytes; 0 is DefaultBytes.
func NewRing(limit int) *Ring {
	if limit <= 0 {
		limit = DefaultBytes
	}
	return &Ring{limit: limit, next: 1, slots: make([]Entry, 64)}
}

// Append commits e, drops the oldest entries that no longer fit, and returns
// e's sequence number.
func (r *Ring) Append(e Entry) uint64 {
	cost := e.size()
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.held > 0 && r.bytes+cost > r.limit {
		r.drop()
	}
	if r.held == len(r.slots) {
		r.grow()
	}
	e.Seq = r.next
	r.next++
	r.slots[(r.first+r.held)%len(r.slots)] = e
	r.held++
	r.bytes += cost
	return e.Seq
}

// Delivered notes that the answer of entry seq reached the network. An entry
// already dropped is no error.
func (r *Ring) Delivered(seq uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := int64(seq) - int64(r.next) + int64(r.held); i >= 0 && i < int64(r.held) {
		r.slots[(r.first+int(i))%len(r.slots)].Delivered = true
	}
}

// Entries copies the entries held, oldest first.
func (r *Ring) Entries() []Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]Entry, r.held)
	for i := range out {
		out[i] = r.slots[(r.first+i)%len(r.slots)]
	}
	return out
}

// Dropped is how many entries the ring has forgotten.
func (r *Ring) Dropped() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.next - 1 - uint64(r.held)
}

func (r *Ring) drop() {
	oldest := &r.slots[r.first]
	r.bytes -= oldest.size()
	*oldest = Entry{}
	r.first = (r.first + 1) % len(r.slots)
	r.held--
}

func (r *Ring) grow() {
	bigger := make([]Entry, 2*len(r.slots))
	n := copy(bigger, r.slots[r.first:])
	copy(bigger[n:], r.slots[:r.first])
	r.slots, r.first = bigger, 0
}
