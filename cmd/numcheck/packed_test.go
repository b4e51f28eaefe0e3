package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/numsim/numsim"
)

func TestPacked(t *testing.T) {
	assert.Equal(t, uint64(113900000200), packed("13900000200"))
	assert.NotEqual(t, packed("062812340200"), packed("62812340200"), "zeros in front count")
	assert.NotZero(t, packed("999999999999999"), "the longest there is")
	for _, none := range []numsim.Number{"", "1390000020x", "+8613900000200", "-1", "1234567890123456"} {
		assert.Zero(t, packed(none), "%q", none)
	}
	assert.NotEqual(t, packedLine(113900000200), packed("13900000200"))
}

// A set does what a map does.
func TestNumberSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set numberSet
		map_ := map[uint64]bool{}
		few := rapid.Uint64Range(1, 3000)
		for _, key := range rapid.SliceOfN(few, 0, 4000).Draw(t, "keys") {
			key *= 1 << 20 // neighbours in the bits that the hash drops
			require.Equal(t, map_[key], set.has(key))
			require.Equal(t, !map_[key], set.add(key))
			map_[key] = true
			require.True(t, set.has(key))
		}
		require.Equal(t, len(map_), set.size)
	})
}

// A million numbers take 16 to 32 bytes each.
func TestNumberSetIsSmall(t *testing.T) {
	var set numberSet
	for i := range uint64(1_000_000) {
		set.add(113900000000 + i)
	}
	assert.LessOrEqual(t, 8*len(set.table), 32<<20)
	assert.Equal(t, 1_000_000, set.size)
}
