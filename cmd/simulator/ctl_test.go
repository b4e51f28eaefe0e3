package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ctlClock runs ctl clock in this process, with an environment that serve would
// take something from.
func ctlClock(t *testing.T, control string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	env := map[string]string{"NUMSIM_SET": "aliyun.qps=1", "NUMSIM_ELAPSED": "9h", "NUMSIM_CONTROL": control}
	var out, mistakes bytes.Buffer
	code = run(t.Context(), append([]string{"ctl", "clock"}, args...), func(name string) string { return env[name] }, &out, &mistakes)
	return code, out.String(), mistakes.String()
}

func TestCtlClockTellsARunningSimulator(t *testing.T) {
	_, url := started(t, "--quiet")
	control := url["control"]
	_, stdout, _ := ctlClock(t, control)
	assert.Regexp(t, `^20\S+Z, \S+s after the scenario began, running\n$`, stdout)
	for _, row := range []struct {
		args []string
		says string
	}{
		{[]string{"--freeze", "--elapsed", "0s"}, "Z, 0s after the scenario began, frozen\n"},
		{nil, "Z, 0s after the scenario began, frozen\n"},
		{[]string{"--advance", "1d2h"}, "Z, 26h0m0s after the scenario began, frozen\n"},
		{[]string{"--advance=-30m"}, "Z, 25h30m0s after the scenario began, frozen\n"},
		{[]string{"--elapsed", "1h", "--advance", "1s"}, "Z, 1h0m1s after the scenario began, frozen\n"},
		{[]string{"--set", "2030-01-02T03:04:05+08:00"}, "2030-01-01T19:04:05Z, "},
		{[]string{"--run", "--scale", "60"}, "s after the scenario began, running, 60 seconds in each\n"},
		{[]string{"--scale", "1"}, "s after the scenario began, running\n"},
	} {
		code, stdout, stderr := ctlClock(t, control, row.args...)
		require.Equal(t, exitOK, code, stderr)
		assert.Contains(t, stdout, row.says, "%s", row.args)
	}
}

// The address is one as the simulator was given it too.
func TestCtlTakesTheListenAddress(t *testing.T) {
	_, url := started(t, "--quiet")
	address := strings.TrimPrefix(url["control"], "http://")
	for _, control := range []string{address, strings.TrimPrefix(address, "127.0.0.1"), strings.Replace(address, "127.0.0.1", "0.0.0.0", 1), "http://" + address + "/"} {
		code, stdout, stderr := ctlClock(t, "127.0.0.1:1", "--control", control)
		assert.Equal(t, exitOK, code, "%s: %s", control, stderr)
		assert.Contains(t, stdout, "after the scenario began")
	}
}

func TestCtlClockMistakes(t *testing.T) {
	_, url := started(t, "--quiet")
	for _, row := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--freeze", "--run"}, exitUsage, "--freeze and --run: a clock stands still or goes on"},
		{[]string{"--scale", "0"}, exitUsage, "--scale is above 0; --freeze stops the clock"},
		{[]string{"--scale", "fast"}, exitUsage, "see simulator ctl clock --help"},
		{[]string{"--set", "noon"}, exitUsage, "--set noon is not a time such as 2026-11-22T12:00:00Z"},
		{[]string{"--elapsed", "60"}, exitUsage, "--elapsed 60 is not a duration such as 60s, 1h30m or 2d12h"},
		{[]string{"--advance", "36601d"}, exitUsage, "--advance 36601d is longer than a hundred years"},
		{[]string{"--control", "18080"}, exitUsage, "--control 18080: write it as host:port"},
		{[]string{"now"}, exitUsage, `simulator ctl clock has no use for "now"`},
		{[]string{"--scale", "1e9"}, exitFault, "PUT /v1/clock, body: the scale of a clock is from 0.001 to 86400; choose values between those"},
		{[]string{"--set", "2026-11-22T12:00:00Z", "--elapsed", "1h"}, exitFault, `"now" and "elapsed" are two names of one time`},
		{[]string{"--control", url["aliyun"]}, exitFault, "the answer is not one of a simulator's control port; check the address"},
	} {
		code, stdout, stderr := ctlClock(t, url["control"], row.args...)
		assert.Equal(t, row.code, code, "%s", row.args)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, row.says, "%s", row.args)
	}
}
