package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

func openLedger(t *testing.T) (*ledger, *output) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out.csv")
	out, err := create(path, asCSV, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = out.close() })
	l, err := newLedger(out, path+askedSuffix)
	require.NoError(t, err)
	return l, out
}

// What is noted is in the file before anybody is asked, and one fsync serves all
// who wait for it.
func TestTheLedgerIsWrittenFirst(t *testing.T) {
	l, out := openLedger(t)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() { assert.NoError(t, l.ask("aliyun", []numsim.Number{number(i)})) })
	}
	all.Wait()
	open, err := readLedger(l.path)
	require.NoError(t, err)
	require.Len(t, open, 20)
	assert.Equal(t, []string{"aliyun"}, open[number(3)].providers)
	assert.Equal(t, out.size.Load(), open[number(3)].at)
	assert.Equal(t, l.written, l.synced)

	require.NoError(t, l.ask("ksyun", []numsim.Number{number(3)}))
	open, err = readLedger(l.path)
	require.NoError(t, err)
	assert.Equal(t, []string{"aliyun", "ksyun"}, open[number(3)].providers)
}

func number(i int) numsim.Number {
	digits := []byte("13900000200")
	digits[5], digits[6] = byte('0'+i/10), byte('0'+i%10)
	return numsim.Number(digits)
}

// It stays small: what has a row is left out.
func TestTheLedgerStaysSmall(t *testing.T) {
	l, _ := openLedger(t)
	l.most = 200
	for i := range 50 {
		require.NoError(t, l.ask("aliyun", []numsim.Number{number(i)}))
		if i != 7 {
			require.NoError(t, l.settle(number(i)))
		}
		l.most = 200
	}
	info, err := os.Stat(l.path)
	require.NoError(t, err)
	assert.Less(t, info.Size(), int64(300))
	open, err := readLedger(l.path)
	require.NoError(t, err)
	assert.Contains(t, open, number(7), "nobody has answered")
	assert.NotContains(t, open, number(8))
	require.NoError(t, l.end())
	assert.FileExists(t, l.path, "number 7 has no row")
	require.NoError(t, l.settle(number(7)))
}

func TestATornLineWasNeverAsked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv.asked")
	require.NoError(t, os.WriteFile(path, []byte("aliyun 13900000200 131\naliyun 139000"), 0o600))
	open, err := readLedger(path)
	require.NoError(t, err)
	assert.Len(t, open, 1)

	require.NoError(t, os.WriteFile(path, []byte("somebody's notes\n"), 0o600))
	_, err = readLedger(path)
	assert.ErrorContains(t, err, "has a line that is not numcheck's")
	open, err = readLedger(filepath.Join(t.TempDir(), "none"))
	require.NoError(t, err)
	assert.Empty(t, open)
}

// Without a ledger nobody is asked: the numbers are a later run's.
func TestADiskThatIsFullStopsTheRun(t *testing.T) {
	l, _ := openLedger(t)
	require.NoError(t, l.file.Close()) // as good as full
	asked := 0
	g := gate{Source: counting{&asked}, run: t.Context(), ledger: l}
	for range 2 {
		r := g.Check(t.Context(), number(1))
		require.Len(t, r, 1)
		assert.ErrorIs(t, r[0].Err, errLater)
		assert.ErrorContains(t, r[0].Err, "make room and go on with --resume")
	}
	assert.Zero(t, asked)
	assert.ErrorIs(t, l.broken(), errLater)
	assert.Empty(t, l.asking, "nobody was asked")
}

// Nor is anybody asked once somebody has interrupted.
func TestAnInterruptShutsTheGate(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	asked := 0
	g := gate{Source: counting{&asked}, run: ctx}
	require.Len(t, g.Check(t.Context(), number(1)), 1)
	assert.Equal(t, 1, asked)
	interrupt()
	assert.ErrorIs(t, g.Check(t.Context(), number(2))[0].Err, errLater)
	assert.Equal(t, 1, asked)
}

// Two runs into one file would both ask, and both pay.
func TestOneRunAtATime(t *testing.T) {
	_, out := openLedger(t)
	_, err := create(out.file.Name(), asCSV, nil)
	assert.ErrorContains(t, err, "is in use by another numcheck")
}

// A provider's words cannot break a row in two.
func TestARowIsOneLine(t *testing.T) {
	assert.Equal(t, "a b c  d ?", flat("a\nb\tc\r\nd\u2028\xff"))
	_, out := openLedger(t)
	require.NoError(t, out.write(&row{Number: "13900000200", Outcome: answered, Area: `a"b,c`}))
	text, err := os.ReadFile(out.file.Name())
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(text), "\n"))
	assert.Equal(t, int64(len(text)), out.size.Load())
	info, err := out.file.Stat()
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "it holds phone numbers")
}
