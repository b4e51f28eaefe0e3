package control

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// longestSpan is far beyond any test, and its sums fit a time.Duration.
const longestSpan = 100 * 366 * 24 * time.Hour

// ParseSpan reads a duration as scenarios have them, 60s, 1h30m or 2d12h, with
// a minus before it for backwards.
func ParseSpan(text string) (time.Duration, error) {
	unsigned, back := strings.CutPrefix(text, "-")
	days, rest, some := strings.Cut(unsigned, "d")
	switch {
	case !some:
		days, rest = "0", unsigned
	case rest == "":
		rest = "0s"
	}
	n, err := strconv.ParseUint(days, 10, 16)
	d, bad := time.ParseDuration(rest)
	if err != nil || bad != nil || d < 0 || rest[0] == '+' || rest[0] == '-' {
		return 0, errors.New("not a duration such as 60s, 1h30m or 2d12h")
	}
	if d > longestSpan || time.Duration(n)*24*time.Hour > longestSpan-d {
		return 0, errors.New("longer than a hundred years")
	}
	d += time.Duration(n) * 24 * time.Hour
	if back {
		d = -d
	}
	return d, nil
}
