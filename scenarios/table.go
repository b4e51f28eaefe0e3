package scenarios

import "github.com/numsim/numsim"

// table maps numbers to what is known of them. It is flat, without pointers,
// and costs 12 to 24 bytes a number, since a scenario may name a million: a key
// is the digits as one integer, a value the index of a fact that many share.
type table struct {
	keys   []uint64 // open addressing, as many as a power of two; 0 is free
	values []uint32
	held   int
}

// longest is how many digits a key can hold; E.164 ends at fifteen.
const longest = 17

// pack makes one integer of digits; 0 is no number. The length is part of it,
// so that a prefix differs from a number that begins with it.
func pack(digits numsim.Number) uint64 {
	if len(digits) == 0 || len(digits) > longest {
		return 0
	}
	v := uint64(0)
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0
		}
		v = v*10 + uint64(d)
	}
	return v<<5 | uint64(len(digits))
}

func (t *table) get(key uint64) (value uint32, ok bool) {
	if len(t.keys) == 0 {
		return 0, false
	}
	for i := t.home(key); t.keys[i] != 0; i = t.next(i) {
		if t.keys[i] == key {
			return t.values[i], true
		}
	}
	return 0, false
}

// put sets the value of a key, which is not 0.
func (t *table) put(key uint64, value uint32) {
	if (t.held+1)*4 > len(t.keys)*3 {
		t.grow()
	}
	i := t.home(key)
	for t.keys[i] != 0 && t.keys[i] != key {
		i = t.next(i)
	}
	if t.keys[i] == 0 {
		t.held++
	}
	t.keys[i], t.values[i] = key, value
}

func (t *table) grow() {
	old := *t
	size := max(16, 2*len(old.keys))
	*t = table{keys: make([]uint64, size), values: make([]uint32, size), held: old.held}
	for j, key := range old.keys {
		if key == 0 {
			continue
		}
		i := t.home(key)
		for t.keys[i] != 0 {
			i = t.next(i)
		}
		t.keys[i], t.values[i] = key, old.values[j]
	}
}

// home spreads keys, which often follow one another, over the table.
func (t *table) home(key uint64) int {
	return int(key * 0x9E3779B97F4A7C15 >> 20 & uint64(len(t.keys)-1))
}

func (t *table) next(i int) int { return (i + 1) & (len(t.keys) - 1) }
