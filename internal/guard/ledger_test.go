package guard_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay/standin"
)

// childVariable tells a test that it runs in a process of its own; its value
// may be a path.
const childVariable = "NUMSIM_GUARD_TEST_CHILD"

func child(t *testing.T, test string, environment ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.timeout=60s")
	c.Env = append(append(os.Environ(), childVariable+"=1"), environment...)
	return c
}

func TestTheWorstCaseIsPaidFirst(t *testing.T) {
	var warned []string
	r := start(t, "ksyun", standin.Options{}, func(o *guard.Options) {
		o.MaxCNY, o.Warn = yuan("0.50"), func(s string) { warned = append(warned, s) }
	})
	ask := func(numbers string) error {
		_, _, err := r.send(marked(guard.Billable), request(t, r, "ksyun", map[string]string{"Mobiles": numbers}))
		return err
	}
	require.NoError(t, ask("13900000200,13900000404"))
	assert.Equal(t, *yuan("0.20"), r.Tally().Spent, "a batch costs as much as its numbers")
	assert.Empty(t, warned)
	require.NoError(t, ask("13900000200,13900000200"))
	assert.Equal(t, *yuan("0.40"), r.Tally().Spent, "a number that is there twice costs twice")
	require.Len(t, warned, 1)
	assert.Contains(t, warned[0], "0.40 of 0.50 yuan")
	err := ask("13900000200,13900000404")
	var no *guard.Refusal
	require.ErrorAs(t, err, &no)
	assert.Equal(t, guard.Spending, no.Rule)
	assert.Equal(t, guard.ExitLimit, no.Code())
	require.NoError(t, ask("13900000200"), "a cheaper call still fits")
	assert.Equal(t, *yuan("0.50"), r.Tally().Spent)
	require.ErrorAs(t, ask("12"), &no, "a malformed number costs as much as a good one")
	assert.Len(t, warned, 1, "it is said once")
	assert.Equal(t, 3, r.server.Calls())
}

func TestAnUnknownPriceIsNoPrice(t *testing.T) {
	r := start(t, "ksyun", standin.Options{}, func(o *guard.Options) { o.PriceCNY = nil })
	_, _, err := r.send(marked(guard.Billable), request(t, r, "ksyun", nil))
	refused(t, r, guard.Price, guard.ExitRefused, err)
	a := start(t, "aliyun", standin.Options{}, func(o *guard.Options) { o.PriceCNY = nil })
	_, err = a.aliyun(t).PhoneNumberStatusForPublic(marked(guard.Billable), client.PhoneNumberStatusForRequest{AuthCode: a.o.Keys.AuthCode, InputNumber: "13900000200"})
	refused(t, a, guard.Price, guard.ExitRefused, err, "the successors' price is printed nowhere")
	require.NoError(t, a.query(t, "13900000200"))
	assert.Equal(t, *yuan("0.10"), a.Tally().Spent, "000:207")
}

// Many calls at once never spend more than there is.
func TestParallelCallsAtTheCap(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) { o.MaxCNY, o.MaxCalls = yuan("0.50"), 100 })
	var wg sync.WaitGroup
	errs := make([]error, 40)
	c := r.aliyun(t)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = c.DescribePhoneNumberStatus(marked(guard.Billable), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
		})
	}
	wg.Wait()
	sent := 0
	for _, err := range errs {
		var no *guard.Refusal
		if err == nil {
			sent++
		} else if assert.ErrorAs(t, err, &no) {
			assert.Equal(t, guard.Spending, no.Rule)
		}
	}
	assert.Equal(t, 5, sent)
	assert.Equal(t, 5, r.server.Calls())
	assert.Equal(t, *yuan("0.50"), r.Tally().Spent)
}

// The day's cap holds over runs; another key has its own, and so has tomorrow.
func TestTheDayIsKeptAcrossRuns(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) { o.MaxCNY, o.DailyCNY = yuan("0.20"), *yuan("0.30") })
	r.clock.set(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	again := func(keys string) {
		require.NoError(t, r.Close())
		r.o.Keys = r.server.Keys("aliyun", keys)
		r.open(t)
	}
	again("numsim")
	_ = r.query(t, "13900000200")
	_ = r.query(t, "13900000200")
	assert.Equal(t, *yuan("0.20"), r.Tally().Spent)
	again("numsim")
	assert.Equal(t, guard.Tally{Today: *yuan("0.20")}, r.Tally())
	_ = r.query(t, "13900000200")
	var no *guard.Refusal
	require.ErrorAs(t, r.query(t, "13900000200"), &no)
	assert.Contains(t, no.What, "0.30 of the day's 0.30")
	again("numsim-unlimited")
	assert.Zero(t, r.Tally().Today)
	r.clock.set(time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC)) // midnight in China
	again("numsim")
	assert.Zero(t, r.Tally().Today)
}

// A clock that is put back would give a day's money twice.
func TestTheClockDoesNotGoBack(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	require.NoError(t, r.query(t, "13900000200"))
	at := r.clock.now()
	r.clock.set(at.Add(-time.Minute))
	require.NoError(t, r.query(t, "13900000200"), "time servers do this")
	r.clock.set(at.Add(-25 * time.Hour))
	var no *guard.Refusal
	require.ErrorAs(t, r.query(t, "13900000200"), &no)
	assert.Equal(t, guard.Clock, no.Rule)
	assert.Equal(t, guard.ExitRefused, no.Code())
	require.NoError(t, r.Close())
	_, err := guard.Open(r.o)
	refused(t, nil, guard.Clock, guard.ExitRefused, err)
	assert.Equal(t, 2, r.server.Calls())
}

// A process that is killed between the charge and the answer has spent it, and
// keeps the ledger no longer.
func TestKilledAfterTheCharge(t *testing.T) {
	if path := os.Getenv("NUMSIM_GUARD_TEST_LEDGER"); path != "" {
		r := start(t, "aliyun", standin.Options{Before: hang}, func(o *guard.Options) {
			o.Ledger, o.Keys.ID = path, "the-same-key"
		})
		_ = r.query(t, "13900000200")
		return
	}
	path := filepath.Join(t.TempDir(), "ledger")
	c := child(t, "TestKilledAfterTheCharge", "NUMSIM_GUARD_TEST_LEDGER="+path)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() && !strings.Contains(lines.Text(), arrived) {
	}

	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) { o.Keys.ID = "the-same-key" })
	o := r.o
	o.Ledger = path
	_, err = guard.Open(o)
	refused(t, nil, guard.Ledger, guard.ExitRefused, err)
	assert.ErrorContains(t, err, "another run holds the ledger")

	require.NoError(t, c.Process.Kill())
	_ = c.Wait() // it was killed
	s, err := guard.Open(o)
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	assert.Equal(t, guard.Tally{Today: *yuan("0.10")}, s.Tally())
}

// Whatever happens to the file, a damaged one stops every run.
func TestADamagedLedger(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	for range 3 {
		require.NoError(t, r.query(t, "13900000200"))
	}
	require.NoError(t, r.Close())
	whole, err := os.ReadFile(r.o.Ledger)
	require.NoError(t, err)
	require.Equal(t, 4, strings.Count(string(whole), "\n"))
	assert.NotContains(t, string(whole), r.o.Keys.ID)
	open := func(text []byte) error {
		require.NoError(t, os.WriteFile(r.o.Ledger, text, 0o600))
		s, err := guard.Open(r.o)
		if err == nil {
			require.NoError(t, s.Close())
		}
		return err
	}
	require.NoError(t, open(whole))
	for end := range len(whole) {
		refused(t, nil, guard.Ledger, guard.ExitRefused, open(whole[:end]), "cut at byte", end)
	}
	for at := range len(whole) {
		text := append([]byte{}, whole...)
		text[at] ^= 1
		if at == 25 { // the head's last digit: it knows of one charge fewer, as after a crash
			require.NoError(t, open(text))
			continue
		}
		refused(t, nil, guard.Ledger, guard.ExitRefused, open(text), "changed at byte", at)
	}
	refused(t, nil, guard.Ledger, guard.ExitRefused, open(append(whole, "x\n"...)), "with a line too many")
	refused(t, nil, guard.Ledger, guard.ExitRefused, open([]byte(strings.Repeat("a", 1<<20))), "one long line")
}

// A crash after the line and before the head is the one gap there may be.
func TestTheHeadIsALineBehind(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	require.NoError(t, r.query(t, "13900000200"))
	require.NoError(t, r.Close())
	whole, err := os.ReadFile(r.o.Ledger)
	require.NoError(t, err)
	behind := strings.Replace(string(whole), "numsim-ledger 1 0000000001", "numsim-ledger 1 0000000000", 1)
	require.NoError(t, os.WriteFile(r.o.Ledger, []byte(behind), 0o600))
	r.open(t)
	require.NoError(t, r.query(t, "13900000200"))
	assert.Equal(t, *yuan("0.20"), r.Tally().Today)
	require.NoError(t, r.Close())
	r.open(t)
	assert.Equal(t, *yuan("0.20"), r.Tally().Today)
}

// A ledger that can no longer be written lets nothing out.
func TestALedgerThatCannotBeWritten(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	require.NoError(t, r.Close())
	refused(t, r, guard.Ledger, guard.ExitRefused, r.query(t, "13900000200"))
}

// The file is its owner's alone, and no case name puts a number into it.
func TestTheLedgerTellsNobody(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	ctx := guard.With(t.Context(), guard.Call{Case: "case 13900000200\nwith a line"})
	_, _, err := r.send(ctx, request(t, r, "aliyun", nil))
	require.NoError(t, err)
	info, err := os.Stat(r.o.Ledger)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	text, err := os.ReadFile(r.o.Ledger)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "13900000200")
	assert.Equal(t, 2, strings.Count(string(text), "\n"))
	require.NoError(t, r.Close())
	r.open(t)
}

func TestErrorsAreFoundThroughTheClient(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	err := r.query(t, "13900000999")
	var no *guard.Refusal
	require.True(t, errors.As(err, &no))
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", err, no, no), "13900000999")
}
