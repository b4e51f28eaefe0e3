package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/bench/load"
	"github.com/numsim/numsim/bench/process"
)

func TestARunIsBounded(t *testing.T) {
	for flag, says := range map[string]string{
		"-duration=1h":        "-duration is from 0.01 to 20",
		"-connections=100000": "-connections is from 1 to 1024",
		"-requests=0":         "-requests is from 1 to 500000",
		"-rate=-1":            "-rate is from 0 to 200000",
		"-soak=1000000000":    "-soak is from 0 to 5e+06",
		"-rounds=0":           "-rounds is from 1 to 100",
	} {
		_, err := parse([]string{flag})
		assert.EqualError(t, err, says)
	}
	o, err := parse(nil)
	require.NoError(t, err)
	assert.Equal(t, 15, o.rounds, "what one gets without asking is what the figures are made with")
}

func TestSummary(t *testing.T) {
	result := load.Result{Took: 2 * time.Second, Latencies: []time.Duration{9, 1, 5, 3}, Errors: 1}
	r, err := summary(result, reading{server: 80 * time.Microsecond, own: time.Second, busy: 2 * time.Second})
	require.NoError(t, err)
	assert.Equal(t, 20*time.Microsecond, r.cpu, "of each request that was answered right")
	assert.InDelta(t, 2.0, r.rate, 1e-9)
	assert.EqualValues(t, 3, r.p50)
	assert.EqualValues(t, 9, r.p99)
	assert.InDelta(t, 0.49996, r.foreign, 1e-9, "(2 s busy - 1 s own - 80 µs server) over 2 s")

	_, err = summary(load.Result{First: errors.New("answered 500")}, reading{})
	assert.EqualError(t, err, "no request was answered right; the first error: answered 500")
}

func TestVerdict(t *testing.T) {
	at := func(mebibytes ...int) (list []sample) {
		for i, m := range mebibytes {
			list = append(list, sample{after: time.Duration(i+1) * 20 * time.Second, resident: m << 20})
		}
		return list
	}
	for _, tt := range []struct {
		why, says string
		samples   []sample
	}{
		{"too short", "The run ended before it could show", at(10, 20, 30, 40, 40, 40)},
		{"flat", "at most 40.0 MiB in the first half, 40.0 MiB in the second, a ratio of 1.000", at(10, 20, 30, 40, 39, 38, 40)},
		{"growing", "at most 50.0 MiB in the first half, 70.0 MiB in the second, a ratio of 1.400", at(10, 20, 30, 40, 50, 60, 70)},
	} {
		assert.Contains(t, verdict(tt.samples), tt.says, tt.why)
	}
}

func TestARowComparesLikeWithLike(t *testing.T) {
	of := func(name string, micros ...int) *contender {
		c := &contender{name: name, idle: process.Memory{Resident: 9 << 20}}
		for _, m := range micros {
			c.rounds = append(c.rounds, round{cpu: time.Duration(m) * time.Microsecond, rate: 1000, p50: time.Millisecond, p99: 4 * time.Millisecond})
		}
		return c
	}
	floor, us := of("floor", 14, 10, 18), of("numsim", 21, 13, 17)
	us.errors = 2
	assert.Equal(t, "| numsim | 13.0 | 17.0 | 1.30 | 1.21 | 1000 | 1.00 ms | 4.0 ms | 9.0 MiB | 64.0 MiB | 2 |\n", us.row(floor, 64<<20))
	assert.Contains(t, floor.row(floor, 0), "| 10.0 | 14.0 | 1.00 | 1.00 |")
}

// TestFromEndToEnd builds what it measures, as a run does.
func TestFromEndToEnd(t *testing.T) {
	for _, tt := range []struct {
		args []string
		says []string
	}{
		{[]string{"-rounds", "2", "-requests", "300", "-connections", "4", "-starts", "2"},
			[]string{"| floor |", "| floor again (control) |", "| numsim, aliyun |", "of 2 starts", "2 rounds of at most 2s or 300 requests each, closed loop, 4 connections"}},
		{[]string{"-soak", "500", "-rate", "2000", "-connections", "4"},
			[]string{"| 500 |", "2000 requests/s on 4 connections", "ended before it could show"}},
	} {
		var out strings.Builder
		require.NoError(t, run(t.Context(), tt.args, &out))
		for _, says := range tt.says {
			assert.Contains(t, out.String(), says)
		}
		assert.NotContains(t, out.String(), "First error", "every answer was right")
	}
}

func TestDescribe(t *testing.T) {
	o, err := parse([]string{"-rate", "5000"})
	require.NoError(t, err)
	assert.Contains(t, o.describe(), "open loop of 5000 requests/s, 64 connections")
	assert.True(t, strings.HasPrefix(o.describe(), "15 rounds of at most 2s or 150000 requests"))
}
