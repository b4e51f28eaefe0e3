//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

// job is a run that can be killed and continued.
type job struct {
	shop    *shop
	in, out string
	numbers int
}

func newJob(t *testing.T, numbers int) *job {
	t.Helper()
	j := &job{shop: newShop(), numbers: numbers}
	t.Cleanup(j.shop.Close)
	dir := t.TempDir()
	j.in, j.out = filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	var list strings.Builder
	for i := range numbers {
		fmt.Fprintf(&list, "1390%03d0200\n", i)
	}
	require.NoError(t, os.WriteFile(j.in, []byte(list.String()), 0o600))
	return j
}

func (j *job) args(more ...string) []string {
	return append([]string{"--provider", "ywjisu", "--base-url", "ywjisu=" + j.shop.URL, "--price-cny", "ywjisu=0.01", "--max-cny", "100", "--in", j.in, "--out", j.out, "--workers", "3"}, more...)
}

// killed runs numcheck in a process of its own until the shop has been asked
// about the numbered number, and kills it while it waits for that answer.
func (j *job) killed(t *testing.T, at int, more ...string) {
	t.Helper()
	reached, release := make(chan struct{}), make(chan struct{})
	asked := 0
	j.shop.holdAt(func(numsim.Number) {
		j.shop.mu.Lock()
		asked++
		over := asked >= at
		if asked == at {
			close(reached)
		}
		j.shop.mu.Unlock()
		if over {
			<-release
		}
	})
	self, err := os.Executable()
	require.NoError(t, err)
	var stderr bytes.Buffer
	cmd := exec.Command(self, j.args(more...)...)
	cmd.Env, cmd.Stderr = append(os.Environ(), "NUMCHECK_CHILD=1"), &stderr
	require.NoError(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-reached:
		require.NoError(t, cmd.Process.Kill())
		assert.Error(t, <-ended)
	case err := <-ended:
		t.Errorf("it ended before it could be killed: %v: %s", err, &stderr)
	}
	j.shop.holdAt(nil)
	close(release)
}

func (j *job) finished(t *testing.T, more ...string) (code int, stderr string) {
	t.Helper()
	var out, mistakes bytes.Buffer
	code = run(context.Background(), j.args(more...), world{
		getenv: func(string) string { return "" }, stdin: strings.NewReader(""), stdout: &out, stderr: &mistakes, source: newRemote, now: time.Now,
	})
	return code, mistakes.String()
}

// rows are outcome and reason of each number.
func (j *job) rows(t *testing.T) map[string][2]string {
	t.Helper()
	file, err := os.Open(j.out)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	all, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	rows := map[string][2]string{}
	for _, cells := range all[1:] {
		assert.NotContains(t, rows, cells[0], "one row for each number")
		rows[cells[0]] = [2]string{cells[1], cells[13]}
	}
	return rows
}

// However often a run is killed, nobody pays twice for a number, and each number
// has one row that is true.
func TestNothingIsPaidTwiceAfterAKill(t *testing.T) {
	j := newJob(t, 200)
	j.killed(t, 1)
	j.killed(t, 40, "--resume")
	j.killed(t, 77, "--resume")
	file, err := os.OpenFile(j.out, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = file.WriteString("139001") // as if a row was torn
	require.NoError(t, err)
	require.NoError(t, file.Close())

	code, stderr := j.finished(t, "--resume")
	assert.Equal(t, exitSome, code, stderr)
	rows := j.rows(t)
	assert.Len(t, rows, 200)
	inDoubt := 0
	for n, says := range rows {
		switch says {
		case [2]string{"answered", ""}:
			assert.Equal(t, 1, j.shop.paid[numsim.Number(n)], "an answer is paid for")
		case [2]string{"perhaps", "killed"}:
			inDoubt++
		default:
			t.Errorf("%s says %v", numsim.Number(n).Masked(), says)
		}
	}
	assert.Positive(t, inDoubt)
	assert.LessOrEqual(t, inDoubt, 3*3*3, "three kills, of three workers, with three numbers each")
	for n, times := range j.shop.paid {
		assert.Equal(t, 1, times, n.Masked())
	}
	assert.NoFileExists(t, j.out+askedSuffix)

	before, _ := j.shop.bill()
	_, stderr = j.finished(t, "--resume")
	after, _ := j.shop.bill()
	assert.Equal(t, before, after, "there is nothing left to ask: %s", stderr)

	code, stderr = j.finished(t, "--resume", "--retry-perhaps")
	assert.Equal(t, exitAnswered, code, stderr)
	_, times := j.shop.bill()
	assert.LessOrEqual(t, times, 200+inDoubt, "only what was in doubt was paid twice")
	for n, says := range j.rows(t) {
		assert.Equal(t, [2]string{"answered", ""}, says, numsim.Number(n).Masked())
	}
}

// An interrupt lets finish what is under way, writes it, and says how to go on.
func TestAnInterruptIsOrderly(t *testing.T) {
	j := newJob(t, 200)
	ctx, interrupt := context.WithCancel(t.Context())
	asked := 0
	j.shop.holdAt(func(numsim.Number) {
		j.shop.mu.Lock()
		defer j.shop.mu.Unlock()
		if asked++; asked == 50 {
			interrupt()
		}
	})
	var stderr bytes.Buffer
	code := run(ctx, j.args(), world{
		getenv: func(string) string { return "" }, stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &stderr, source: newRemote, now: time.Now,
	})
	assert.Equal(t, exitInterrupted, code)
	assert.Contains(t, stderr.String(), "numcheck: interrupted; the same command with --resume goes on")
	assert.NotContains(t, stderr.String(), "13900", "no number on the terminal")
	paid, _ := j.shop.bill()
	rows := j.rows(t)
	assert.Len(t, rows, paid, "every number that was paid for has a row, and no other")
	assert.Less(t, paid, 200)
	assert.NoFileExists(t, j.out+askedSuffix)

	j.shop.holdAt(nil)
	code, _ = j.finished(t, "--resume")
	assert.Equal(t, exitAnswered, code)
	paid, times := j.shop.bill()
	assert.Equal(t, 200, paid)
	assert.Equal(t, 200, times)
}

// The cap of a run that is continued counts what was spent before.
func TestTheCapHoldsOverRuns(t *testing.T) {
	j := newJob(t, 60)
	code, stderr := j.finished(t, "--max-cny", "0.25")
	assert.Equal(t, exitCap, code)
	assert.Contains(t, stderr, "numcheck: the cap is reached; the same command with --resume and a higher --max-cny goes on")
	_, times := j.shop.bill()
	assert.Equal(t, 25, times)
	assert.Len(t, j.rows(t), 60)

	code, _ = j.finished(t, "--max-cny", "0.25", "--resume")
	assert.Equal(t, exitCap, code)
	_, times = j.shop.bill()
	assert.Equal(t, 25, times, "it is the same money")

	code, _ = j.finished(t, "--max-cny", "0.40", "--resume")
	assert.Equal(t, exitCap, code)
	_, times = j.shop.bill()
	assert.Equal(t, 40, times)
	assert.Len(t, j.rows(t), 60)

	code, _ = j.finished(t, "--resume")
	assert.Equal(t, exitAnswered, code)
	_, times = j.shop.bill()
	assert.Equal(t, 60, times)
	assert.Len(t, j.rows(t), 60)
}
