package numsim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
)

func TestSpansHaveDays(t *testing.T) {
	const day = 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"90s": 90 * time.Second, "-90s": -90 * time.Second, "0": 0, "2d": 2 * day, "-1d": -day, "1d12h": 36 * time.Hour, "-1d12h": -36 * time.Hour, "65535d": 65535 * day,
	} {
		got, err := numsim.ParseSpan(text)
		assert.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "d", "1", "1d2", "1d-2h", "1d+2h", "+1d", "--1d", "1.5d", "1d1d", "65536d", "65535d2540000h", "two"} {
		_, err := numsim.ParseSpan(text)
		assert.Error(t, err, text)
	}
}
