package journal

import "sync"

// DefaultBytes bounds a ring that was given no bound: 64 MiB.
const DefaultBytes = 64 << 20

// Ring keeps the records of the newest entries that fit in a number of bytes.
type Ring struct {
	mu     sync.Mutex
	limit  int
	bytes  int      // of the records held
	chunks []*chunk // oldest first
	spare  *chunk
	held   int
	next   uint64        // sequence number of the next entry
	base   uint64        // of the first entry since the ring was cleared
	era    uint64        // the newest
	open   uint64        // the oldest whose entries are taken
	more   chan struct{} // closed when an entry is appended; nil: nobody waits
}

// NewRing returns a ring of at most limit bytes; 0 is DefaultBytes.
func NewRing(limit int) *Ring {
	if limit <= 0 {
		limit = DefaultBytes
	}
	return &Ring{limit: limit, next: 1, base: 1}
}

// Bound gives the ring another limit, and drops what no longer fits.
func (r *Ring) Bound(limit int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.limit = limit
	for r.held > 1 && r.bytes > r.limit {
		r.drop()
	}
}

// Begin opens another era and returns it: a world has one of its own, so that
// nobody takes the entries of another world for its.
func (r *Ring) Begin() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.era++
	return r.era
}

// Renew is Clear and Begin in one step. Entries of earlier eras, whose exchanges
// are still under way, are not taken any more.
func (r *Ring) Renew() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clear()
	r.era++
	r.open = r.era
	return r.era
}

// Append commits a copy of e, drops the oldest entries that no longer fit, and
// returns e's sequence number; 0 is that its era is over.
func (r *Ring) Append(e Entry) uint64 {
	needed := room(&e)
	r.mu.Lock()
	defer r.mu.Unlock()
	if e.Era < r.open {
		return 0
	}
	c := r.newest()
	if c == nil || len(c.records)+needed > cap(c.records) {
		c = r.grow(needed)
	}
	r.bytes += c.append(&e)
	r.held++
	r.next++
	if r.more != nil {
		close(r.more)
		r.more = nil
	}
	for r.held > 1 && r.bytes > r.limit {
		r.drop()
	}
	return r.next - 1
}

// Delivered notes that the answer of entry seq reached the network. An entry
// already dropped is no error.
func (r *Ring) Delivered(seq uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if seq >= r.next {
		return
	}
	for i := len(r.chunks) - 1; i >= 0; i-- { // mostly the newest
		if c := r.chunks[i]; seq >= c.first {
			c.record(int(seq - c.first))[delivered] = 1
			return
		}
	}
}

// Entries reads the entries held, oldest first.
func (r *Ring) Entries() []Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]Entry, 0, r.held)
	for _, c := range r.chunks {
		for i := c.dropped; i < len(c.ends); i++ {
			out = append(out, readRecord(c.record(i), c.first+uint64(i)))
		}
	}
	return out
}

// Clear forgets every entry. Sequence numbers go on.
func (r *Ring) Clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clear()
}

func (r *Ring) clear() {
	for r.held > 0 {
		r.drop()
	}
	r.base = r.next
}

// Next is the sequence number the next entry will have.
func (r *Ring) Next() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.next
}

// Dropped is how many entries the ring has forgotten by itself since it was
// cleared.
func (r *Ring) Dropped() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.next - r.base - uint64(r.held)
}

func (r *Ring) newest() *chunk {
	if len(r.chunks) == 0 {
		return nil
	}
	return r.chunks[len(r.chunks)-1]
}

func (r *Ring) grow(needed int) *chunk {
	c := r.spare
	if r.spare = nil; c == nil || cap(c.records) < needed {
		c = &chunk{records: make([]byte, 0, max(chunkBytes, needed))}
	}
	c.first = r.next
	r.chunks = append(r.chunks, c)
	return c
}

// drop forgets the oldest entry, and its chunk with the chunk's last one.
func (r *Ring) drop() {
	oldest := r.chunks[0]
	r.bytes -= len(oldest.record(oldest.dropped))
	r.held--
	if oldest.dropped++; oldest.dropped < len(oldest.ends) {
		return
	}
	copy(r.chunks, r.chunks[1:])
	r.chunks = r.chunks[:len(r.chunks)-1]
	if cap(oldest.records) == chunkBytes {
		*oldest = chunk{records: oldest.records[:0], ends: oldest.ends[:0]}
		r.spare = oldest
	}
}
