package explain_test

import (
	"encoding/binary"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/explain"
)

func id(n int) (id [16]byte) {
	binary.BigEndian.PutUint64(id[:], uint64(n))
	return id
}

func TestSoManyASecond(t *testing.T) {
	now := time.Unix(1795348800, 0)
	d := explain.NewDesk(explain.DeskOptions{PerSecond: 4, Now: func() time.Time { return now }})
	admitted := func(who string) (n int) {
		for range 10 {
			if d.Admit(who) {
				n++
			}
		}
		return n
	}
	assert.Equal(t, 2, admitted("a"), "half of them")
	assert.Equal(t, 2, admitted("b"))
	assert.Zero(t, admitted("c"), "all of them are taken")
	now = now.Add(999 * time.Millisecond)
	assert.Zero(t, admitted("a"))
	now = now.Add(time.Millisecond)
	assert.Equal(t, 2, admitted("c"), "it is another second")
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	d := explain.NewDesk(explain.DeskOptions{Bytes: 64 << 10})
	long := strings.Repeat("s", 1000)
	for i := range 1000 {
		d.Keep(id(i), explain.Kept{Finding: explain.Finding{Ours: explain.Strings{ToSign: long}}, Why: "why"})
	}
	kept, forgotten := d.State()
	assert.Greater(t, kept, 30)
	assert.Less(t, kept, 64, "64 KiB hold no more than 64 of over 1 KiB")
	assert.EqualValues(t, 1000-kept, forgotten)
	_, ok := d.Find(id(0))
	assert.False(t, ok)
	k, ok := d.Find(id(999))
	require.True(t, ok)
	assert.Equal(t, "why", k.Why)
}

// Ids that follow from the request come again; the last word counts.
func TestOneIDTwice(t *testing.T) {
	d := explain.NewDesk(explain.DeskOptions{})
	d.Keep(id(1), explain.Kept{Why: "first"})
	d.Keep(id(1), explain.Kept{Why: "second"})
	k, _ := d.Find(id(1))
	kept, _ := d.State()
	assert.Equal(t, "second", k.Why)
	assert.Equal(t, 1, kept)
}

func TestTheDeskUnderConcurrency(t *testing.T) {
	d := explain.NewDesk(explain.DeskOptions{Bytes: 10 << 10, PerSecond: 1 << 20})
	var all sync.WaitGroup
	for w := range 8 {
		all.Go(func() {
			for i := range 500 {
				d.Admit("x")
				d.Keep(id(w*1000+i), explain.Kept{})
				d.Find(id(i))
			}
		})
	}
	all.Wait()
	kept, forgotten := d.State()
	assert.EqualValues(t, 4000, uint64(kept)+forgotten)
}

func TestAlign(t *testing.T) {
	for _, row := range []struct {
		ours, theirs string
		want         []string
	}{
		{"same", "same", nil},
		{"POST&%2F&a", "GET&%2F&a", []string{"ours   POST&%2F&a", "yours  GET&%2F&a", "       ^"}},
		{"a=%20", "a=+", []string{"ours   a=%20", "yours  a=+", "         ^"}},
		{"abc", "ab", []string{"ours   abc", "yours  ab", "         ^"}},
		{"POST\n/\nq=1\nhost:a\n", "POST\n/\nq=1\nhost:a:80\n", []string{"line 4", "ours   host:a", "yours  host:a:80", "             ^"}},
		{"a\n\nb", "a\nb", []string{"line 2", "ours   ", "yours  b", "       ^"}},
		{"a\tb", "a b", []string{"ours   a·b", "yours  a b", "        ^"}},
		{strings.Repeat("l", 100) + "X" + strings.Repeat("r", 100), strings.Repeat("l", 100) + "Y", []string{
			"ours   …" + strings.Repeat("l", 32) + "X" + strings.Repeat("r", 31) + "…", "yours  …" + strings.Repeat("l", 32) + "Y", strings.Repeat(" ", 40) + "^",
		}},
	} {
		assert.Equal(t, row.want, explain.Align(row.ours, row.theirs), "%q and %q", row.ours, row.theirs)
	}
}

// The two times that providers refuse most.
func TestStamp(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	const iso = "2006-01-02T15:04:05Z"
	for sent, want := range map[string]string{
		"2026-11-22T20:01:00Z": "stamp-local", "2026-11-22T04:00:00Z": "stamp-zone", "2026-11-22T12:40:00Z": "", "2026-11-22T12:00:00Z": "",
		"2026-11-23T12:00:00Z": "", "1795348800": "stamp-seconds", "1795348800123": "stamp-milliseconds", "2026-11-22T12:00:00.5Z": "stamp-form",
		"2026-11-22T20:00:00+08:00": "stamp-form", "Sun, 22 Nov 2026 12:00:00 GMT": "stamp-form", "20261122T120000Z": "stamp-form", " 2026-11-22T12:00:00Z": "stamp-form",
		"": "", "tomorrow": "", "99999999999999999999": "",
	} {
		got := ""
		if f := explain.Stamp(sent, iso, noon); f != nil {
			got = f.Mistakes[0].ID
		}
		assert.Equal(t, want, got, sent)
	}
}

// Requests that found no place are remembered, the newest of them.
func TestWhatWasSkipped(t *testing.T) {
	d := explain.NewDesk(explain.DeskOptions{})
	assert.False(t, d.Skipped([16]byte{}), "nothing was")
	for i := range 1500 {
		d.Skip(id(i))
	}
	assert.True(t, d.Skipped(id(1499)))
	assert.True(t, d.Skipped(id(1500-1024)))
	assert.False(t, d.Skipped(id(1500-1025)), "it is too long ago")
	assert.False(t, d.Skipped(id(1500)))
	assert.Equal(t, 50, d.PerSecond())
}
