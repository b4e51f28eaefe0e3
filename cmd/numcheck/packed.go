package main

import (
	"strconv"

	"github.com/numsim/numsim"
)

// numberSet is the numbers of a run: open addressing over eight bytes each, at
// most half full, so 16 to 32 bytes a number, and 32 MiB for a million. A Go map
// with numbers as strings takes five times that.
type numberSet struct {
	table []uint64 // 0 is free
	size  int
}

// packed is a number in eight bytes: its digits behind a 1, which keeps zeros in
// front. It is 0 for what is no number.
func packed(n numsim.Number) uint64 {
	if len(n) == 0 || len(n) > 15 {
		return 0
	}
	key, err := strconv.ParseUint("1"+string(n), 10, 64)
	if err != nil {
		return 0
	}
	return key
}

// packedLine stands for a line that holds no number; no number has that bit.
func packedLine(line int) uint64 { return 1<<63 | uint64(line) }

// add puts a key in and reports whether it is new.
func (s *numberSet) add(key uint64) bool {
	if 2*(s.size+1) > len(s.table) {
		s.grow()
	}
	at := s.find(key)
	if s.table[at] == key {
		return false
	}
	s.table[at] = key
	s.size++
	return true
}

func (s *numberSet) has(key uint64) bool {
	return len(s.table) > 0 && s.table[s.find(key)] == key
}

// find is where a key is, or where it would be. There is always a free place.
func (s *numberSet) find(key uint64) int {
	mask := uint64(len(s.table) - 1)
	at := key * 0x9e3779b97f4a7c15 >> 20 & mask // the multiplier spreads neighbours
	for s.table[at] != 0 && s.table[at] != key {
		at = (at + 1) & mask
	}
	return int(at)
}

func (s *numberSet) grow() {
	old := s.table
	s.table = make([]uint64, max(1024, 2*len(old)))
	for _, key := range old {
		if key != 0 {
			s.table[s.find(key)] = key
		}
	}
}
