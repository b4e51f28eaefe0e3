package ledger

// table is a set of hashes, each kept until its generation is past. It is one
// flat array without pointers, of slots like this:
//
//	| 56 bits of a hash | 8 bits: its generation, counted from base, 1 and up |
//
// Among a million nonces two are taken for the same once in ten million full
// windows, since the bits that pick the shard count too. A clock set back by
// more generations than a slot can count finds everything forgotten, and so it
// finds what was forgotten while it was ahead; that is the caller's clock, not
// an attack.
type table struct {
	slots []uint64 // open addressing, as many as a power of two; 0 is free
	base  int64
	held  int // slots in use, stale ones among them
}

const (
	generationBits = 8
	generationMask = 1<<generationBits - 1
	smallestTable  = 16
)

// has reports whether hash was added, in a generation that is oldest or later.
func (t *table) has(hash uint64, oldest int64) bool {
	if len(t.slots) == 0 {
		return false
	}
	for i := t.home(hash); t.slots[i] != 0; i = t.next(i) {
		if t.slots[i]>>generationBits == hash>>generationBits && t.live(t.slots[i], oldest) {
			return true
		}
	}
	return false
}

// add keeps a hash that the table does not have until generation is past, and
// returns how many stale ones it forgot on the way.
func (t *table) add(hash uint64, oldest, generation int64) (forgotten int) {
	offset := generation - t.base
	if crowded := (t.held+1)*4 > len(t.slots)*3; crowded || offset < 1 || offset > generationMask {
		forgotten = t.rebuild(oldest)
		offset = min(max(generation-t.base, 1), generationMask)
	}
	i := t.home(hash)
	for t.live(t.slots[i], oldest) {
		i = t.next(i)
	}
	if t.slots[i] == 0 {
		t.held++
	} else {
		forgotten++
	}
	t.slots[i] = hash&^generationMask | uint64(offset)
	return forgotten
}

// rebuild counts generations from oldest on and forgets what is not live. A
// slot's hash stays as it is: what is live fits its bits before and after.
func (t *table) rebuild(oldest int64) (forgotten int) {
	old := *t
	live := 0
	for _, slot := range old.slots {
		if old.live(slot, oldest) {
			live++
		}
	}
	*t = table{slots: make([]uint64, tableSize(live)), base: oldest - 1, held: live}
	for _, slot := range old.slots {
		if !old.live(slot, oldest) {
			continue
		}
		i := t.home(slot)
		for t.slots[i] != 0 {
			i = t.next(i)
		}
		t.slots[i] = slot - uint64(t.base-old.base)
	}
	return old.held - live
}

// tableSize leaves half of the slots free, and one at least.
func tableSize(live int) int {
	size := smallestTable
	for size < 2*(live+1) {
		size *= 2
	}
	return size
}

// home is where the search for a hash begins. The bits that picked the shard
// are not among those used.
func (t *table) home(hash uint64) int { return int(hash >> generationBits & uint64(len(t.slots)-1)) }

func (t *table) next(i int) int { return (i + 1) & (len(t.slots) - 1) }

// live reports whether a slot is in use and its generation one of those that
// can be counted from oldest on.
func (t *table) live(slot uint64, oldest int64) bool {
	offset := t.base + int64(slot&generationMask) - oldest
	return slot != 0 && 0 <= offset && offset < generationMask
}
