package numbering

// Hash is FNV-1a with 64 bits, begun from its usual offset changed by seed:
// whatever is drawn for a number is drawn from it, the same on every machine.
func Hash[T ~string](digits T, seed uint64) uint64 {
	h := uint64(14695981039346656037) ^ seed
	for i := range len(digits) {
		h = (h ^ uint64(digits[i])) * 1099511628211
	}
	return h
}
