package ledger

// table is a set of hashes, each kept until its generation is past. It is one
// flat array without pointers: a slot holds 56 bits of a hash above the 8 bits
// of its generation, counted from base. Among a million nonces two are taken
// for the same once in ten million full windows, since the bits that pick the
// shard count too. A clock set back by more generations than a slot can count
// finds everything forgotten; that is the caller's clock, not an attack.
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

// has reports whether hash was added and its generation is not past.
func (t *table) has(hash uint64, past int64) bool {
	if len(t.slots) == 0 {
		return false
	}
	for i := t.home(hash); t.slots[i] != 0; i = t.next(i) {
		if t.slots[i]>>generationBits == hash>>generationBits && t.live(t.slots[i], past) {
			return true
		}
	}
	return false
}

// add keeps a hash that the table does not have until generation is past, and
// returns how many stale ones it forgot on the way.
func (t *table) add(hash uint64, past, generation int64) (forgotten int) {
	late := generation - t.base
	if crowded := (t.held+1)*4 > len(t.slots)*3; crowded || late < 1 || late > generationMask {
		forgotten = t.rebuild(past)
		late = min(max(generation-t.base, 1), generationMask)
	}
	i := t.home(hash)
	for t.live(t.slots[i], past) {
		i = t.next(i)
	}
	if t.slots[i] == 0 {
		t.held++
	} else {
		forgotten++
	}
	t.slots[i] = hash&^generationMask | uint64(late)
	return forgotten
}

// rebuild counts generations from past on and forgets what is not live.
func (t *table) rebuild(past int64) (forgotten int) {
	old := *t
	live := 0
	for _, slot := range old.slots {
		if old.live(slot, past) {
			live++
		}
	}
	*t = table{slots: make([]uint64, tableSize(live)), base: past - 1, held: live}
	for _, slot := range old.slots {
		if !old.live(slot, past) {
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
// can be counted from past on.
func (t *table) live(slot uint64, past int64) bool {
	late := t.base + int64(slot&generationMask) - past
	return slot != 0 && 0 <= late && late < generationMask
}
