package journal

import "sync"

// DefaultBytes bounds a ring that was given no bound: 64 MiB.
const DefaultBytes = 64 << 20

// Ring keeps the newest entries that fit in a number of bytes.
type Ring struct {
	mu     sync.Mutex
	limit  int
	bytes  int
	chunks []*chunk // oldest first; grown and dropped one at a time
	spare  *chunk
	first  int // index of the oldest entry in the first chunk
	held   int
	next   uint64 // sequence number of the next entry
}

// chunk is small, so that a ring costs what it holds and never copies itself
// to grow.
type chunk [256]Entry

// NewRing returns a ring of at most limit bytes; 0 is DefaultBytes.
func NewRing(limit int) *Ring {
	if limit <= 0 {
		limit = DefaultBytes
	}
	return &Ring{limit: limit, next: 1}
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
	if r.first+r.held == len(r.chunks)*len(chunk{}) {
		r.grow()
	}
	e.Seq = r.next
	r.next++
	r.held++
	*r.at(r.held - 1) = e
	r.bytes += cost
	return e.Seq
}

// Delivered notes that the answer of entry seq reached the network. An entry
// already dropped is no error.
func (r *Ring) Delivered(seq uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := int64(seq) - int64(r.next) + int64(r.held); i >= 0 && i < int64(r.held) {
		r.at(int(i)).Delivered = true
	}
}

// Entries copies the entries held, oldest first.
func (r *Ring) Entries() []Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]Entry, r.held)
	for i := range out {
		out[i] = *r.at(i)
	}
	return out
}

// Dropped is how many entries the ring has forgotten.
func (r *Ring) Dropped() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.next - 1 - uint64(r.held)
}

// at is the i-th oldest entry.
func (r *Ring) at(i int) *Entry {
	i += r.first
	return &r.chunks[i/len(chunk{})][i%len(chunk{})]
}

func (r *Ring) drop() {
	oldest := r.at(0)
	r.bytes -= oldest.size()
	*oldest = Entry{}
	r.held--
	if r.first++; r.first == len(chunk{}) {
		r.spare, r.first = r.chunks[0], 0
		r.chunks = append(r.chunks[:0], r.chunks[1:]...)
	}
}

func (r *Ring) grow() {
	c := r.spare
	if r.spare = nil; c == nil {
		c = new(chunk)
	}
	r.chunks = append(r.chunks, c)
}
