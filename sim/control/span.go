package control

import (
	"errors"
	"strings"
	"time"

	"github.com/numsim/numsim"
)

// longestSpan is far beyond any test.
const longestSpan = 100 * 366 * 24 * time.Hour

// ParseSpan reads a duration as scenarios have them, 60s, 1h30m or 2d12h, with
// a minus before it for backwards.
func ParseSpan(text string) (time.Duration, error) {
	d, err := numsim.ParseSpan(text)
	switch {
	case err != nil || strings.HasPrefix(text, "+"):
		return 0, errors.New("not a duration such as 60s, 1h30m or 2d12h")
	case d.Abs() > longestSpan:
		return 0, errors.New("longer than a hundred years")
	}
	return d, nil
}
