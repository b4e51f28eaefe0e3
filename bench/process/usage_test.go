package process

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStat(t *testing.T) {
	const rest = " S 1 42 42 0 -1 4194560 5000 0 1 0 312 88 7 9 20 0 8 0 12345 1000000 4000"
	for _, tt := range []struct{ why, name string }{
		{"a plain name", "simulator"},
		{"a name with spaces", "my server 1 2 3"},
		{"a name with parentheses", "a) R 9 (b"},
	} {
		got, err := parseStat("42 (" + tt.name + ")" + rest)
		require.NoError(t, err, tt.why)
		assert.Equal(t, 4*time.Second, got, "312 + 88 ticks of 10 ms; children's 7 and 9 are not the server's")
	}
	for _, bad := range []string{"", "42 (x) S 1 2", "42 (x) S 1 42 42 0 -1 4194560 5000 0 1 0 x 88 7"} {
		_, err := parseStat(bad)
		assert.Error(t, err, bad)
	}
}

func TestBusy(t *testing.T) {
	got, err := parseBusy("cpu  100 20 30 9999 8888 4 5 6 77 66\ncpu0 1 1 1 1 1 1 1 1 1 1\n")
	require.NoError(t, err)
	assert.Equal(t, 1650*time.Millisecond, got, "user, nice, system, irq, softirq and steal: neither idle nor iowait nor guests")
	_, err = parseBusy("intr 1 2 3\n")
	assert.EqualError(t, err, `/proc/stat begins with "intr 1 2 3"`)
}

func TestStatus(t *testing.T) {
	got, err := parseStatus("Name:\tVmRSS: 1 kB\nVmPeak:\t  999 kB\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\n")
	require.NoError(t, err)
	assert.Equal(t, Memory{Resident: 10 << 20, Peak: 20 << 20}, got)
	_, err = parseStatus("Name:\tx\nVmRSS:\t 1 kB\n")
	assert.EqualError(t, err, "/proc/PID/status has no VmHWM:")
}

func TestOwnUsageGrowsWithWork(t *testing.T) {
	before, err := Own()
	require.NoError(t, err)
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		now, err := Own()
		require.NoError(t, err)
		if now > before {
			busy, err := Busy()
			require.NoError(t, err)
			assert.GreaterOrEqual(t, busy, now, "the machine has done at least what this process did")
			return
		}
	}
	t.Fatal("ten seconds of work were not counted")
}
