package sim_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/journal"
)

// onlooker looks into the journal whenever something of the answer leaves, and
// can fail to send it.
type onlooker struct {
	*httptest.ResponseRecorder
	ring *journal.Ring
	fail error
	saw  [][]journal.Entry
}

func (o *onlooker) WriteHeader(status int) {
	o.saw = append(o.saw, o.ring.Entries())
	o.ResponseRecorder.WriteHeader(status)
}

func (o *onlooker) Write(b []byte) (int, error) {
	o.saw = append(o.saw, o.ring.Entries())
	if o.fail != nil {
		return 0, o.fail
	}
	return o.ResponseRecorder.Write(b)
}

// Whoever has an answer in hand finds its entry: it is committed before the
// first byte leaves, and delivered only afterwards.
func TestTheJournalIsAheadOfTheAnswer(t *testing.T) {
	for _, tt := range []struct {
		name, query string
		fail        error
		status      int
		delivered   bool
	}{
		{"an answer", "key=k&secret=s&nonce=1&numbers=13900000200", nil, 200, true},
		{"a refusal", "key=k&secret=x&nonce=1&numbers=13900000200", nil, 400, true},
		{"an unclaimed call", "key=x", nil, 400, true},
		{"an answer nobody takes", "key=k&secret=s&nonce=1&numbers=13900000200", errors.New("broken pipe"), 200, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newToy(t)
			e, ring, _ := engineOf(t, p, p.Traits().Account, nil)
			w := &onlooker{ResponseRecorder: httptest.NewRecorder(), ring: ring, fail: tt.fail}
			e.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?"+tt.query, nil))
			require.Len(t, w.saw, 2, "head and body")
			for _, seen := range w.saw {
				require.Len(t, seen, 1)
				assert.Equal(t, tt.status, seen[0].HTTP)
				assert.False(t, seen[0].Delivered, "not while it is on its way")
			}
			assert.Equal(t, tt.delivered, ring.Entries()[0].Delivered)
		})
	}
}

// A caller's id is kept up to 64 bytes: the journal's bound is in bytes, and a
// caller may send a megabyte. It is text, whatever was sent.
func TestTheCredentialNobodyHasIsCut(t *testing.T) {
	for _, tt := range []struct{ sent, kept, why string }{
		{"x", "x", "as it came"},
		{strings.Repeat("x", 64), strings.Repeat("x", 64), "64 bytes fit"},
		{strings.Repeat("x", 65), strings.Repeat("x", 64), "the 65th does not"},
		{strings.Repeat("x", 100_000), strings.Repeat("x", 64), "nor the rest"},
		{strings.Repeat("x", 63) + "%e4%b8%ad", strings.Repeat("x", 63) + "\uFFFD", "a character cut in two"},
		{"a%ffb", "a\uFFFDb", "bytes that are no text"},
		{"", "", "none at all"},
	} {
		p := newToy(t)
		e, ring, _ := engineOf(t, p, p.Traits().Account, nil)
		query(e, "key="+tt.sent)
		entry := ring.Entries()[0]
		assert.Equal(t, tt.kept, entry.Credential, tt.why)
		assert.Empty(t, entry.Account, "nobody's")
		assert.Equal(t, "NoKey", entry.Row)
	}
}

// A call is used again. What is refused before anything is known of it has
// neither the operation nor the key of the call before.
func TestAnEarlyRefusalHasNothingOfTheCallBefore(t *testing.T) {
	p := newToy(t)
	e, ring, _ := engineOf(t, p, p.Traits().Account, nil)
	for range 50 { // the pool may drop a call now and then
		query(e, "key=k&secret=s&numbers=13900000200")
		query(e, "key=%zz")
	}
	for i, entry := range ring.Entries() {
		if i%2 == 0 {
			require.Equal(t, "Ask", entry.Operation)
			continue
		}
		require.Equal(t, "BadNumber", entry.Row)
		require.Empty(t, entry.Operation)
		require.Empty(t, entry.Credential)
		require.Empty(t, entry.Account)
		require.Empty(t, entry.Lines)
	}
}

// The Date header is the clock's second, whichever calls came before.
func TestTheDateFollowsTheClock(t *testing.T) {
	p := newToy(t)
	a := p.Traits().Account
	a.Skew = time.Hour
	e, _, clock := engineOf(t, p, a, nil)
	for _, tt := range []struct {
		advance       time.Duration
		known, nobody string
	}{
		{0, "Fri, 15 Jan 2027 09:00:00 GMT", "Fri, 15 Jan 2027 08:00:00 GMT"},
		{999 * time.Millisecond, "Fri, 15 Jan 2027 09:00:00 GMT", "Fri, 15 Jan 2027 08:00:00 GMT"},
		{time.Millisecond, "Fri, 15 Jan 2027 09:00:01 GMT", "Fri, 15 Jan 2027 08:00:01 GMT"},
		{24 * time.Hour, "Sat, 16 Jan 2027 09:00:01 GMT", "Sat, 16 Jan 2027 08:00:01 GMT"},
		{-24*time.Hour - time.Second, "Fri, 15 Jan 2027 09:00:00 GMT", "Fri, 15 Jan 2027 08:00:00 GMT"},
	} {
		clock.Advance(tt.advance)
		for range 2 {
			assert.Equal(t, tt.known, query(e, "key=k&secret=s&numbers=13900000200").Header().Get("Date"), "the account's provider is an hour ahead")
			assert.Equal(t, tt.nobody, query(e, "key=x").Header().Get("Date"), "a call nobody claims")
		}
	}
}
