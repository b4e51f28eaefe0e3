package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// Nobody is asked on once there is nowhere to write the answers.
func TestAnOutputThatIsFullStopsTheRun(t *testing.T) {
	asked := 0
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"--provider", "aliyun", "--workers", "1", "--format", "json", "-"}, world{
		getenv: func(string) string { return "" }, stdin: strings.NewReader(strings.Repeat("13900000200\n13900000404\n13900000402\n13900000206\n", 50)),
		stdout: full{}, stderr: &stderr, now: time.Now,
		source: func(wanted) (client.Source, error) { return counting{&asked}, nil },
	})
	assert.Equal(t, exitSome, code)
	assert.Contains(t, stderr.String(), "numcheck: stopped: the output cannot be written: no space left on device")
	assert.LessOrEqual(t, asked, 2, "the one whose row failed, and one under way")
}

// An interrupt between two providers: the answer that was paid for stays, and the
// other was not asked.
func TestAnInterruptBetweenTwoProviders(t *testing.T) {
	first := rowOf(client.Result{
		Number: "13900000200", Provider: "aliyun", Charged: client.IsCharged,
		Others: []client.Result{{Provider: "ksyun", Err: errLater}},
	}, documented(func(string) string { return "" }), earlier{})
	assert.Equal(t, answered, first.Outcome)
	assert.Equal(t, "0.10", first.Cost)
	require.Len(t, first.Others, 1)
	assert.Equal(t, reasonStopped, first.Others[0].Reason)
}
