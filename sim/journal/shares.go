package journal

import "sync"

// Shares divides one number of bytes among rings, a fair share each: a tenant
// that asks much forgets its own entries, and nobody else's.
type Shares struct {
	mu    sync.Mutex
	limit int
	rings map[*Ring]bool
}

// NewShares returns shares of limit bytes together; 0 is DefaultBytes.
func NewShares(limit int) *Shares {
	if limit <= 0 {
		limit = DefaultBytes
	}
	return &Shares{limit: limit, rings: map[*Ring]bool{}}
}

// Ring returns one more ring, for which the others make room.
func (s *Shares) Ring() *Ring {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := NewRing(s.limit)
	s.rings[r] = true
	s.divide()
	return r
}

// Release gives a ring's share to the others.
func (s *Shares) Release(r *Ring) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.rings, r)
	s.divide()
}

func (s *Shares) divide() {
	for r := range s.rings {
		r.Bound(s.limit / len(s.rings))
	}
}
