package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// started runs the command in this process and returns its output up to the
// ready line. The test's end stops it, and it must then exit 0.
func started(t *testing.T, args ...string) (banner string, url map[string]string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, w := io.Pipe()
	exit := make(chan int, 1)
	var stderr bytes.Buffer
	go func() {
		exit <- run(ctx, append([]string{"--free-ports"}, args...), func(string) string { return "" }, w, &stderr)
		_ = w.Close()
	}()
	t.Cleanup(func() {
		stop()
		assert.Equal(t, exitOK, <-exit, "a stopped simulator exits 0: %s", &stderr)
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		banner += lines.Text() + "\n"
		if strings.HasPrefix(lines.Text(), "ready ") {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return banner, urls(lines.Text())
		}
	}
	t.Fatalf("no ready line in:\n%s%s", banner, &stderr)
	return "", nil
}

func urls(ready string) map[string]string {
	found := map[string]string{}
	for field := range strings.FieldsSeq(ready) {
		if name, url, ok := strings.Cut(field, "="); ok {
			found[name] = url
		}
	}
	return found
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(url)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(body)
}

func TestBannerIsShortAndItsCurlWorks(t *testing.T) {
	banner, url := started(t)
	assert.Less(t, strings.Count(banner, "\n"), 40, "the banner fits on a screen")
	for _, has := range []string{url["aliyun"], url["control"], "numsim-secret", "0404 vacant", "0429 call throttled", "private key numsim-key", url["ksyun"], url["ywjisu"], "NO_PROXY=127.0.0.1,localhost,127.0.0.1:", "good once, for 15 minutes"} {
		assert.Contains(t, banner, has)
	}
	signed := regexp.MustCompile(`curl .* '(http://\S+)'`).FindStringSubmatch(banner)
	require.Len(t, signed, 2)
	code, body := get(t, signed[1])
	assert.Equal(t, 200, code)
	assert.Contains(t, body, `"Status":"NORMAL"`)
	code, body = get(t, signed[1])
	assert.Equal(t, 400, code, "good once")
	assert.Contains(t, body, `"Code":"SignatureNonceUsed"`)
}

// The curl of the banner is answered in every profile.
func TestBannerFollowsTheProfile(t *testing.T) {
	for profile, has := range map[string]string{"2021": `"Carrier":"CMCC"`, "2022": `"Carrier":"CMCC"`, "today": `"Data":{"Status":"NORMAL"`} {
		banner, _ := started(t, "--set", "aliyun.profile="+profile)
		signed := regexp.MustCompile(`curl .* '(http://\S+)'`).FindStringSubmatch(banner)
		require.Len(t, signed, 2)
		_, body := get(t, signed[1])
		assert.Contains(t, body, has, profile)
	}
}

func TestQuietIsOneLine(t *testing.T) {
	banner, url := started(t, "--quiet")
	assert.Regexp(t, `^ready control=http://127\.0\.0\.1:\d+ aliyun=http://127\.0\.0\.1:\d+ ksyun=http://127\.0\.0\.1:\d+ ywjisu=http://127\.0\.0\.1:\d+\n$`, banner)
	code, body := get(t, url["control"]+"/readyz")
	assert.Equal(t, 200, code)
	assert.Equal(t, "ready\n", body)
}

// A port that is taken is one line that names the flag, and exit code 2.
func TestTakenPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"--free-ports", "--aliyun", l.Addr().String()}, func(string) string { return "" }, io.Discard, &stderr)
	assert.Equal(t, exitUsage, code)
	assert.Equal(t, "simulator: "+l.Addr().String()+" is taken by another program: choose another address with --aliyun, or --aliyun 127.0.0.1:0 for a free port\n", stderr.String())
}

func TestEnvironmentFillsWhatFlagsLeave(t *testing.T) {
	env := map[string]string{"NUMSIM_ALIYUN": "127.0.0.1:70000", "NUMSIM_CONTROL": "127.0.0.1:0"}
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"--quiet"}, func(name string) string { return env[name] }, io.Discard, &stderr)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr.String(), "cannot listen on 127.0.0.1:70000")

	stderr.Reset()
	env["NUMSIM_SET"] = "aliyun.qps=1 aliyun.qps=x"
	code = run(t.Context(), []string{"--quiet"}, func(name string) string { return env[name] }, io.Discard, &stderr)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr.String(), `--set aliyun.qps=x: qps: "x" is not a whole number`)

	ctx, stop := context.WithCancel(t.Context())
	stop()
	flagWins := []string{"--quiet", "--free-ports", "--aliyun", "127.0.0.1:0", "--set", "aliyun.qps=1"}
	assert.Equal(t, exitOK, run(ctx, flagWins, func(name string) string { return env[name] }, io.Discard, &stderr), "flags win over the environment")
}
