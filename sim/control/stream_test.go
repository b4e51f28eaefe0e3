package control_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// listener reads a stream event by event.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
	end   context.CancelFunc
	body  http.Response
}

func (s *simulator) listen(query string, headers ...string) *listener {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Control+"/v1/journal/stream"+query, nil)
	require.NoError(s.t, err)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := s.http.Do(req)
	require.NoError(s.t, err)
	require.Equal(s.t, 200, res.StatusCode)
	assert.Equal(s.t, "text/event-stream", res.Header.Get("Content-Type"))
	l := &listener{s.t, bufio.NewScanner(res.Body), cancel, *res}
	s.t.Cleanup(l.close)
	_, _ = l.next() // the greeting
	return l
}

func (l *listener) close() {
	l.end()
	_ = l.body.Body.Close()
}

// next is the lines up to the next empty one; none at the end.
func (l *listener) next() (event map[string]string, more bool) {
	event = map[string]string{}
	for l.lines.Scan() {
		name, value, ok := strings.Cut(l.lines.Text(), ": ")
		if !ok {
			return event, true
		}
		event[name] = value
	}
	return nil, false
}

func (l *listener) entry() (e control.EntryInfo) {
	l.t.Helper()
	event, more := l.next()
	require.True(l.t, more)
	require.Equal(l.t, "entry", event["event"], "%v", event)
	require.NoError(l.t, json.Unmarshal([]byte(event["data"]), &e))
	return e
}

// A tail hears of entries when they come, of those that are meant only, and
// goes on from where it is told to.
func TestTheJournalIsHeardAsItGrows(t *testing.T) {
	s := run(t, serve.Config{})
	s.aliyun("numsim", "numsim-secret", "13900000200")
	all, vacant := s.listen(""), s.listen("?number=13900000404")
	s.aliyun("numsim", "numsim-secret", "13900000486")
	s.aliyun("numsim", "numsim-secret", "13900000404")
	assert.EqualValues(t, 2, all.entry().Seq, "what was before is not told")
	third := all.entry()
	assert.EqualValues(t, 3, third.Seq)
	assert.Equal(t, "139****0404", third.Numbers[0].Number)
	assert.EqualValues(t, 3, vacant.entry().Seq)
	since := s.listen("?since=1")
	assert.EqualValues(t, 2, since.entry().Seq)
	again := s.listen("", "Last-Event-ID: 2")
	assert.EqualValues(t, 3, again.entry().Seq, "as an EventSource that lost its connection asks")
}

// A listener whose entries were dropped is told how many.
func TestWhatAListenerMissed(t *testing.T) {
	s := run(t, serve.Config{JournalBytes: 2 << 10})
	for range 30 {
		s.aliyun("numsim", "numsim-secret", "13900000200")
	}
	l := s.listen("?since=0")
	event, _ := l.next()
	assert.Equal(t, "dropped", event["event"])
	var missed struct{ Dropped uint64 }
	require.NoError(t, json.Unmarshal([]byte(event["data"]), &missed))
	assert.Positive(t, missed.Dropped)
	assert.Equal(t, missed.Dropped+1, l.entry().Seq, "and what follows is there")

	page := into[control.JournalPage](s, "GET", "/v1/journal", "")
	assert.Equal(t, missed.Dropped, page.Dropped)
	assert.False(t, page.Complete)
	assert.Equal(t, missed.Dropped+1, page.Entries[0].Seq)
	statement := into[control.Statement](s, "GET", "/v1/accounts/aliyun/numsim/statement", "")
	assert.False(t, statement.Complete)
	assert.Contains(t, statement.Why, "no longer has the first")
	assert.Equal(t, "999997.00", statement.Balance, "the balance is exact all the same")
	assert.False(t, into[control.RuleList](s, "GET", "/v1/rules", "").Complete)
	export := s.call("GET", "/v1/journal?format=ndjson", "")
	assert.Contains(t, export.body, `"complete":false`)
}

// A tail ends with its tenant and with the simulator, and holds up neither.
func TestTailsEnd(t *testing.T) {
	s := run(t, serve.Config{})
	_, err := s.NewTenant(serve.TenantOptions{Name: "short"})
	require.NoError(t, err)
	short, long := s.listen("?tenant=short"), s.listen("")
	require.NoError(t, s.CloseTenant("short"))
	_, more := short.next()
	assert.False(t, more)
	require.NoError(t, s.Drain(10*time.Second))
	_, more = long.next()
	assert.False(t, more)
}

// Foreign pages get no byte of it, and HEAD no stream.
func TestStreamsAreGuarded(t *testing.T) {
	s := run(t, serve.Config{})
	for _, header := range []string{"Origin: https://evil.example", "Sec-Fetch-Site: cross-site"} {
		a := s.call("GET", "/v1/journal/stream", "", header)
		assert.Equal(t, 403, a.status)
		assert.NotContains(t, a.body, "from here on")
	}
	assert.Equal(t, 200, s.call("HEAD", "/v1/journal/stream", "").status)
	assert.Equal(t, 404, s.call("GET", "/v1/journal/stream?tenant=nobody", "").status)
	locked := run(t, serve.Config{Token: token})
	assert.Equal(t, 401, locked.call("GET", "/v1/journal/stream", "").status)
	l := locked.listen("", "Authorization: Bearer "+token)
	l.close()
}

// Each tenant has a listener's place, however many another one takes; a place
// is free again once its listener is gone.
func TestListenersOfOneTenantLeaveRoom(t *testing.T) {
	s := run(t, serve.Config{})
	for _, name := range []string{"greedy", "modest"} {
		_, err := s.NewTenant(serve.TenantOptions{Name: name})
		require.NoError(t, err)
	}
	all := make([]*listener, 32)
	for i := range all {
		all[i] = s.listen("?tenant=greedy")
	}
	a := s.call("GET", "/v1/journal/stream?tenant=greedy", "")
	assert.Equal(t, 503, a.status)
	assert.Contains(t, a.body, "32 listeners to this tenant are there already")
	s.listen("?tenant=modest").close()
	for _, l := range all {
		l.close()
	}
	require.Eventually(t, func() bool {
		return s.call("HEAD", "/v1/journal/stream?tenant=greedy", "").status == 200
	}, 10*time.Second, time.Millisecond, "the places are free again")
	s.listen("?tenant=greedy")
}
