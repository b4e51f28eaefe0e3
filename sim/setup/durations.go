package setup

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const day = 24 * time.Hour

func positive(v string) (time.Duration, error) {
	d, err := duration(v)
	if err != nil || d <= 0 || d > day {
		return 0, fmt.Errorf("%q is not a duration such as 15m or 90s, up to 24h", v)
	}
	return d, nil
}

// skew is at most a year either way: clocks count nanoseconds in 64 bits.
func skew(v string) (time.Duration, error) {
	d, err := duration(v)
	if err != nil || d.Abs() > 366*day {
		return 0, fmt.Errorf("%q is not a duration such as 1h or -90s, of a year at most", v)
	}
	return d, nil
}

// age bounds what positive bounds, but for no age at all, and longer.
func age(v string) (time.Duration, error) {
	d, err := duration(v)
	if err != nil || d < 0 || d > 90*day {
		return 0, fmt.Errorf("%q is not a duration such as 90s or 24h, up to 2160h", v)
	}
	return d, nil
}

// duration reads what time.ParseDuration reads, and days as scenarios write
// them: 2d, -1d, 1d12h.
func duration(v string) (time.Duration, error) {
	days, rest, ok := strings.Cut(v, "d")
	if !ok {
		return time.ParseDuration(v)
	}
	digits, negative := strings.CutPrefix(days, "-")
	n, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		return 0, err
	}
	d := time.Duration(n) * day
	if rest != "" {
		more, err := time.ParseDuration(rest)
		if err != nil || strings.ContainsAny(rest, "+-") {
			return 0, fmt.Errorf("%q does not follow days", rest)
		}
		if d += more; d < 0 {
			return 0, fmt.Errorf("%q is too long", v)
		}
	}
	if negative {
		d = -d
	}
	return d, nil
}
