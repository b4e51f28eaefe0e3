package client_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// fake is a source that answers by a function and notes who asked for what.
type fake struct {
	name   string
	most   int
	answer func(numsim.Number) client.Result

	mu    sync.Mutex
	calls [][]numsim.Number
}

func (f *fake) Provider() string { return f.name }
func (f *fake) MostNumbers() int { return f.most }

func (f *fake) Check(_ context.Context, numbers ...numsim.Number) []client.Result {
	f.mu.Lock()
	f.calls = append(f.calls, slices.Clone(numbers))
	f.mu.Unlock()
	results := make([]client.Result, len(numbers))
	for i, n := range numbers {
		results[i] = f.answer(n)
		results[i].Number = n
	}
	return results
}

// asked are the numbers of all calls, in order.
func (f *fake) asked() []numsim.Number {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Concat(f.calls...)
}

func says(s numsim.Status) func(numsim.Number) client.Result {
	return func(numsim.Number) client.Result { return client.Result{Status: s, Charged: client.IsCharged} }
}

func fails(provider string, kind numsim.Kind, charged client.Charged) func(numsim.Number) client.Result {
	return func(numsim.Number) client.Result {
		return client.Result{
			Charged: charged,
			Err:     &client.Error{Provider: provider, Kind: kind, Code: "Code", Charged: charged},
		}
	}
}

func numbered(n int) []numsim.Number {
	list := make([]numsim.Number, n)
	for i := range list {
		list[i] = numsim.Number([]byte{'1', '3', '9', '0', '0', byte('0' + i/10000%10), byte('0' + i/1000%10), byte('0' + i/100%10), '2', byte('0' + i/10%10), byte('0' + i%10)})
	}
	return list
}

const one = numsim.Number("13900000200")

// The next provider is asked where the first could not answer and took nothing,
// and only there.
func TestFailover(t *testing.T) {
	for _, tt := range []struct {
		kind    numsim.Kind
		charged client.Charged
		next    bool
		why     string
	}{
		{numsim.Outage, client.NotCharged, true, "the carrier is down at one provider"},
		{numsim.Throttled, client.NotCharged, true, "too many calls, after all retries"},
		{numsim.Transport, client.NotCharged, true, "nobody saw the request"},
		{numsim.Transport, client.PerhapsCharged, false, "somebody may have, and asking pays twice"},
		{numsim.Malformed, client.PerhapsCharged, false, "the answer was lost, and may have cost"},
		{numsim.Unsubscribed, client.NotCharged, true, "the product is not opened there"},
		{numsim.Auth, client.NotCharged, true, "the key is no good there"},
		{numsim.Signature, client.NotCharged, true, "the secret is no good there"},
		{numsim.Clock, client.NotCharged, true, "another provider allows for more"},
		{numsim.Balance, client.NotCharged, true, "no money there"},
		{numsim.Withdrawn, client.NotCharged, true, "the operation is gone there"},
		{numsim.Late, client.NotCharged, true, "left out of every answer, which is free"},
		{numsim.BadNumber, client.NotCharged, false, "the number is bad everywhere"},
		{numsim.BadRequest, client.NotCharged, false, "so is what we say of it"},
		{numsim.Other, client.NotCharged, false, "a code that nobody knows"},
		{numsim.Outage, client.IsCharged, false, "it took the money for it"},
	} {
		first := &fake{name: "aliyun", most: 1, answer: fails("aliyun", tt.kind, tt.charged)}
		second := &fake{name: "ksyun", most: 50, answer: says(numsim.Vacant)}
		c := &client.Checker{Sources: []client.Source{first, second}}
		r := c.Check(t.Context(), one)[0]
		if !tt.next {
			assert.ErrorIs(t, r.Err, tt.kind, tt.why)
			assert.Equal(t, "aliyun", r.Provider, tt.why)
			assert.Equal(t, tt.charged, r.Charged, tt.why)
			assert.Empty(t, second.asked(), tt.why)
			continue
		}
		require.NoError(t, r.Err, tt.why)
		assert.Equal(t, "ksyun", r.Provider, tt.why)
		assert.Equal(t, numsim.Vacant, r.Status, tt.why)
		require.Len(t, r.Others, 1, tt.why)
		assert.Equal(t, "aliyun", r.Others[0].Provider, tt.why)
		assert.ErrorIs(t, r.Others[0].Err, tt.kind, tt.why)
	}
}

// PayTwice has the next one asked where the first may have been paid, and the
// result keeps what that was.
func TestPayTwice(t *testing.T) {
	first := &fake{name: "aliyun", most: 1, answer: fails("aliyun", numsim.Malformed, client.PerhapsCharged)}
	second := &fake{name: "ksyun", most: 50, answer: says(numsim.Active)}
	c := &client.Checker{Sources: []client.Source{first, second}, PayTwice: true, Price: map[string]numsim.Money{"aliyun": 1000, "ksyun": 500}}
	r := c.Check(t.Context(), one)[0]
	require.NoError(t, r.Err)
	assert.False(t, r.Perhaps(), "it is answered")
	assert.Equal(t, client.PerhapsCharged, r.Others[0].Charged)
	totals := c.Totals()
	assert.Equal(t, numsim.Money(500), totals.Spent)
	assert.Equal(t, numsim.Money(1000), totals.PerhapsSpent)
	assert.Equal(t, client.SourceTotals{Asked: 1, Perhaps: 1, PerhapsSpent: 1000}, totals.Sources["aliyun"])
	assert.Equal(t, client.SourceTotals{Asked: 1, Answered: 1, Charged: 1, Spent: 500}, totals.Sources["ksyun"])
}

// Where nobody answers, the result is what may have cost something, else the last
// that was asked.
func TestNobodyAnswers(t *testing.T) {
	broke := &fake{name: "aliyun", most: 1, answer: fails("aliyun", numsim.Balance, client.NotCharged)}
	lost := &fake{name: "ksyun", most: 1, answer: fails("ksyun", numsim.Transport, client.PerhapsCharged)}
	down := &fake{name: "ywjisu", most: 50, answer: fails("ywjisu", numsim.Outage, client.NotCharged)}
	c := &client.Checker{Sources: []client.Source{broke, lost, down}, PayTwice: true, Workers: 1}
	for i, r := range c.Check(t.Context(), one, "13900000201") {
		assert.Equal(t, "ksyun", r.Provider)
		assert.True(t, r.Perhaps())
		require.Len(t, r.Others, 2)
		assert.Equal(t, "aliyun", r.Others[0].Provider)
		assert.ErrorIs(t, r.Others[0].Err, numsim.Balance)
		assert.Equal(t, i == 1, errors.Is(r.Others[0].Err, client.ErrLeftAlone), "the second time it is left alone")
		assert.ErrorIs(t, r.Others[1].Err, numsim.Outage)
	}
	assert.Equal(t, 2, c.Totals().Perhaps)
}

// A provider that refuses everybody is asked once, left alone while it rests,
// and the log has one line of it.
func TestABrokenProviderIsLeftAlone(t *testing.T) {
	now := time.Unix(1795305600, 0)
	var log bytes.Buffer
	first := &fake{name: "aliyun", most: 1, answer: fails("aliyun", numsim.Auth, client.NotCharged)}
	second := &fake{name: "ywjisu", most: 50, answer: says(numsim.Active)}
	c := &client.Checker{
		Sources: []client.Source{first, second}, Workers: 1, Rest: time.Minute,
		Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	for _, r := range c.Check(t.Context(), numbered(200)...) {
		require.NoError(t, r.Err)
	}
	assert.Len(t, first.asked(), 1)
	assert.Equal(t, 1, strings.Count(log.String(), "provider left alone"), log.String())
	assert.Contains(t, log.String(), "provider=aliyun for=1m0s")
	assert.NotContains(t, log.String(), "13900000", "no number in a log")
	assert.Len(t, second.calls[len(second.calls)/2], 50, "groups are the next one's now")

	now = now.Add(time.Minute)
	first.answer = says(numsim.Vacant)
	assert.Equal(t, "aliyun", c.Check(t.Context(), one)[0].Provider, "it has rested")
}

func TestWithoutRestItIsLeftAloneForTheRun(t *testing.T) {
	only := &fake{name: "ywjisu", most: 50, answer: fails("ywjisu", numsim.Balance, client.NotCharged)}
	c := &client.Checker{Sources: []client.Source{only}, Workers: 1}
	results := c.Check(t.Context(), numbered(120)...)
	assert.Len(t, only.asked(), 50)
	for i, r := range results {
		assert.ErrorIs(t, r.Err, numsim.Balance)
		assert.Equal(t, i >= 50, errors.Is(r.Err, client.ErrLeftAlone))
		assert.Equal(t, client.NotCharged, r.Charged)
	}
	assert.Equal(t, 120, c.Totals().Refused)
	assert.Equal(t, 50, c.Totals().Sources["ywjisu"].Asked)
}

func TestResultsAreInOrderAndDuplicatesAskedOnce(t *testing.T) {
	s := &fake{name: "ksyun", most: 7, answer: says(numsim.Active)}
	c := &client.Checker{Sources: []client.Source{s}}
	numbers := append(numbered(30), numbered(3)...)
	results := c.Check(t.Context(), numbers...)
	require.Len(t, results, 33)
	for i, r := range results {
		assert.Equal(t, numbers[i], r.Number)
		assert.Equal(t, i < 30, r.Charged == client.IsCharged, "paid once: %d", i)
	}
	assert.Len(t, s.asked(), 30)
	for _, call := range s.calls {
		assert.LessOrEqual(t, len(call), 7)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	s := &fake{name: "ksyun", most: 1, answer: says(numsim.Active)}
	for _, tt := range []struct {
		c    *client.Checker
		want string
	}{
		{&client.Checker{}, "no sources"},
		{&client.Checker{Sources: []client.Source{s, s}}, "ksyun is there twice"},
		{&client.Checker{Sources: []client.Source{s}, Agree: 2}, "2 providers are to agree and there are 1: set Agree from 0 to 1"},
		{&client.Checker{Sources: []client.Source{s}, Cap: 1}, `that of ksyun is not known: set Price["ksyun"]`},
		{&client.Checker{Sources: []client.Source{s}, Price: map[string]numsim.Money{"ksyun": -1}}, "is not from 0 to 1000.00"},
		{&client.Checker{Sources: []client.Source{s}, Workers: -1}, "cannot be negative"},
	} {
		assert.ErrorContains(t, tt.c.Validate(), tt.want)
		r := tt.c.Check(t.Context(), one)
		require.Len(t, r, 1)
		assert.ErrorContains(t, r[0].Err, tt.want, "nothing is asked with wrong settings")
	}
	assert.Empty(t, s.asked())
}

// A source that breaks its promise cannot have its results mixed up.
func TestASourceMustReturnOneResultForEach(t *testing.T) {
	c := &client.Checker{Sources: []client.Source{mute{}}, Price: map[string]numsim.Money{"mute": 100}}
	r := c.Check(t.Context(), one)[0]
	assert.ErrorIs(t, r.Err, numsim.Malformed)
	assert.True(t, r.Perhaps(), "who knows what it asked")
	assert.Equal(t, numsim.Money(100), c.Totals().PerhapsSpent)
}

type mute struct{}

func (mute) Provider() string                                               { return "mute" }
func (mute) MostNumbers() int                                               { return 50 }
func (mute) Check(context.Context, ...numsim.Number) (none []client.Result) { return none }
