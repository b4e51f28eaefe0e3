package setup

import (
	"fmt"
	"time"

	"github.com/numsim/numsim"
)

const day = 24 * time.Hour

func positive(v string) (time.Duration, error) {
	d, err := numsim.ParseSpan(v)
	if err != nil || d <= 0 || d > day {
		return 0, fmt.Errorf("%q is not a duration such as 15m or 90s, up to 24h", v)
	}
	return d, nil
}

// skew is at most a year either way: clocks count nanoseconds in 64 bits.
func skew(v string) (time.Duration, error) {
	d, err := numsim.ParseSpan(v)
	if err != nil || d.Abs() > 366*day {
		return 0, fmt.Errorf("%q is not a duration such as 1h or -90s, of a year at most", v)
	}
	return d, nil
}

// age bounds what positive bounds, but for no age at all, and longer.
func age(v string) (time.Duration, error) {
	d, err := numsim.ParseSpan(v)
	if err != nil || d < 0 || d > 90*day {
		return 0, fmt.Errorf("%q is not a duration such as 90s or 24h, up to 2160h", v)
	}
	return d, nil
}
