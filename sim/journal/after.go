package journal

// After reads at most so many entries that follow the one with a sequence
// number, oldest first. What lies between that number and the first of them
// was dropped or cleared.
func (r *Ring) After(seq uint64, most int) (list []Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.chunks {
		if seq >= c.first+uint64(len(c.ends)) {
			continue
		}
		for i := max(c.dropped, int(seq+1)-int(c.first)); i < len(c.ends); i++ {
			if len(list) == most {
				return list
			}
			list = append(list, readRecord(c.record(i), c.first+uint64(i)))
		}
	}
	return list
}

// Oldest is the sequence number of the oldest entry held, or of the next one
// where none is.
func (r *Ring) Oldest() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.next - uint64(r.held)
}

// Bytes is how much the records held take.
func (r *Ring) Bytes() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bytes
}

// More is closed once there is an entry after the one with a sequence number.
func (r *Ring) More(seq uint64) <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next > seq+1 {
		now := make(chan struct{})
		close(now)
		return now
	}
	if r.more == nil {
		r.more = make(chan struct{})
	}
	return r.more
}
