package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/serve"
)

// asked runs numcheck against a simulator, with the real clients.
func asked(t *testing.T, args ...string) (rows map[string]row, code int, stderr string) {
	t.Helper()
	s, err := serve.Start(serve.Config{FreePorts: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Drain(10*time.Second)) })
	for _, p := range s.Providers {
		args = append(args, "--base-url", p.Traits.Name+"="+p.URL)
	}
	var out, mistakes bytes.Buffer
	code = run(t.Context(), append(args, "--format", "json", "--price-cny", "ksyun=0.05", "--price-cny", "ywjisu=0.02"), world{
		getenv: readyMade, stdin: strings.NewReader(""), stdout: &out, stderr: &mistakes, source: newSource, now: time.Now,
	})
	rows = map[string]row{}
	for line := range strings.Lines(out.String()) {
		r, err := fromJSON([]byte(line))
		require.NoError(t, err)
		rows[r.Number] = r
	}
	return rows, code, mistakes.String()
}

func readyMade(name string) string {
	return map[string]string{
		"ALIBABA_CLOUD_ACCESS_KEY_ID": "numsim", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "numsim-secret",
		"KSYUN_ACCESS_KEY": "numsim", "KSYUN_SECRET_KEY": "numsim-secret",
		"YWJISU_CODE": "numsim", "YWJISU_PWD": "numsim-pwd", "YWJISU_KEY": "numsim-key",
	}[name]
}

// The same ending tells the same truth everywhere, and no two providers are
// taken to differ about it.
func TestProvidersAgreeAboutEveryEnding(t *testing.T) {
	endings := []string{"0200", "0404", "0402", "0206", "0408", "0203", "0486", "0480", "0304", "0403", "0204", "0422"}
	numbers := make([]string, len(endings))
	for i, ending := range endings {
		numbers[i] = "1390000" + ending
	}
	for _, pair := range []string{"aliyun,ksyun", "aliyun,ywjisu", "ksyun,ywjisu", "aliyun,ksyun --realtime"} {
		providers, realtime, _ := strings.Cut(pair, " ")
		args := append([]string{"--provider", providers, "--agree", "2"}, numbers...)
		if realtime != "" {
			args = append(args, realtime)
		}
		rows, code, stderr := asked(t, args...)
		assert.Equal(t, exitAnswered, code, "%s: %s", pair, stderr)
		assert.Len(t, rows, len(endings))
		for n, r := range rows {
			assert.NotEqual(t, "differs", r.Agreement, "%s about %s: %+v", pair, n[7:], r)
			assert.NotEmpty(t, r.Agreement, "%s about %s", pair, n[7:])
			unknowing := []string{numsim.Unknown.String(), numsim.Unlisted.String()}
			if len(r.Others) == 1 && !slices.Contains(unknowing, r.Status) && !slices.Contains(unknowing, r.Others[0].Status) {
				assert.Equal(t, "agrees", r.Agreement, "%s about %s: %+v", pair, n[7:], r)
			}
		}
	}
}

// What one provider refuses for itself, the next answers; what is the number's
// fault, nobody is asked again.
func TestFailoverAgainstTheSimulator(t *testing.T) {
	rows, code, stderr := asked(t, "--provider", "aliyun,ywjisu", "--max-cny", "1", "13900000200", "13900000400", "13900000429", "13900000404")
	assert.Equal(t, exitSome, code, stderr)
	assert.Equal(t, "aliyun", rows["13900000200"].Provider)
	assert.Equal(t, "0.10", rows["13900000200"].Cost)
	assert.Equal(t, "bad-number", rows["13900000400"].Reason)
	assert.Empty(t, rows["13900000400"].Others)
	assert.Equal(t, "0.00", rows["13900000400"].Cost)
	assert.Equal(t, "vacant", rows["13900000404"].Status)
	assert.NotContains(t, stderr, "13900", "no number on the terminal")
}
