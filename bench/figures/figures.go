package figures

import (
	"cmp"
	"math"
	"slices"
)

// Percentile is the smallest of the sorted values that p (0 to 1) of them do
// not exceed: the nearest rank, so always a value that was measured. Of no
// values it is zero.
func Percentile[T cmp.Ordered](sorted []T, p float64) (v T) {
	if len(sorted) == 0 {
		return v
	}
	rank := int(math.Ceil(p * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// Median is the middle one, the lower of two.
func Median[T cmp.Ordered](values []T) T {
	return Percentile(slices.Sorted(slices.Values(values)), 0.5)
}

// Least is the smallest value; of none it is zero.
func Least[T cmp.Ordered](values []T) (v T) {
	if len(values) == 0 {
		return v
	}
	return slices.Min(values)
}

// Ratio is a over b, and not a number where b is zero: a report must not turn a
// failed measurement into a good one.
func Ratio[T ~int64 | ~float64](a, b T) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}
