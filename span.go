package numsim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseSpan reads a duration as time.ParseDuration does, and with days: 2d,
// 1d12h, -1d. What is too long for a time.Duration is an error.
func ParseSpan(text string) (time.Duration, error) {
	days, rest, some := strings.Cut(text, "d")
	if !some {
		return time.ParseDuration(text)
	}
	digits, back := strings.CutPrefix(days, "-")
	n, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		return 0, fmt.Errorf("%q are no days", days)
	}
	d := time.Duration(n) * 24 * time.Hour
	if rest != "" {
		more, err := time.ParseDuration(rest)
		if err != nil || strings.ContainsAny(rest, "+-") {
			return 0, fmt.Errorf("%q does not follow days", rest)
		}
		if d += more; d < 0 {
			return 0, fmt.Errorf("%q is too long", text)
		}
	}
	if back {
		d = -d
	}
	return d, nil
}
