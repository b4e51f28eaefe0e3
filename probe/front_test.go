package probe

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func fronted(t *testing.T, h http.HandlerFunc) (*Front, net.Conn) {
	t.Helper()
	behind := httptest.NewServer(h)
	t.Cleanup(behind.Close)
	f, err := NewFront("127.0.0.1:0", behind.URL, time.Now)
	require.NoError(t, err)
	t.Cleanup(f.Close)
	c, err := net.Dial("tcp", strings.TrimPrefix(f.URL, "http://"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close() })
	require.NoError(t, c.SetDeadline(time.Now().Add(20*time.Second)))
	return f, c
}

// over waits until n exchanges are.
func over(t *testing.T, f *Front, n int) []Exchange {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		list, over := f.roll.all()
		if over && len(list) == n {
			return list
		}
		select {
		case <-f.roll.changed:
		case <-ctx.Done():
			require.Failf(t, "not over", "%d exchanges", len(list))
		}
	}
}

// What arrives is what was sent, to the byte, and so is what comes back.
func TestBytesPassAsTheyAre(t *testing.T) {
	var host, target, body string
	f, c := fronted(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		host, target, body = r.Host, r.RequestURI, string(text)
		w.Header()["x-odd"] = []string{"1"}
		_, _ = io.WriteString(w, "answer")
	})
	request := "POST /a%2fb?x=+%2B HTTP/1.1\r\nHOST: signed.example\r\nx-Acs-odd: 2\r\nContent-Length: 5\r\n\r\na=b+c"
	_, err := io.WriteString(c, request)
	require.NoError(t, err)
	from := bufio.NewReader(c)
	line, err := from.ReadString('\n')
	require.NoError(t, err)
	assert.Equal(t, "HTTP/1.1 200 OK\r\n", line)
	var head strings.Builder
	for line != "\r\n" {
		line, err = from.ReadString('\n')
		require.NoError(t, err)
		head.WriteString(line)
	}
	assert.Contains(t, head.String(), "x-odd: 1\r\n", "the case of a header stays")
	x := over(t, f, 1)[0]
	assert.Equal(t, []string{"signed.example", "/a%2fb?x=+%2B", "a=b+c"}, []string{host, target, body})
	assert.Equal(t, request, string(x.Raw))
	assert.Equal(t, []string{"POST", "/a%2fb?x=+%2B", "signed.example", "a=b+c", "HTTP/1.1"}, []string{x.Method, x.Target, x.Host, string(x.Body), x.Proto})
	assert.Equal(t, "answer", string(x.AnswerBody))
	assert.True(t, x.Answered)
}

// Requests of one connection are told apart: one after the other, in chunks, and
// sent before the first was answered.
func TestRequestsOfOneConnection(t *testing.T) {
	f, c := fronted(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, "%s of %s", text, r.URL.Path)
	})
	_, err := io.WriteString(c, "POST /1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"+
		"POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nf"+"GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	require.NoError(t, err)
	all, err := io.ReadAll(c)
	require.NoError(t, err)
	assert.Equal(t, 3, strings.Count(string(all), "HTTP/1.1 200 OK"))
	list := over(t, f, 3)
	for i, want := range []string{"abcde of /1", "f of /2", " of /3"} {
		assert.Equal(t, want, string(list[i].AnswerBody))
		assert.Equal(t, []int{1, i + 1}, []int{list[i].Conn, list[i].Nth})
	}
	assert.Equal(t, "abcde", string(list[0].Body))
}

// A reset is passed on as one, and an answer that breaks off breaks off.
func TestWhatBreaks(t *testing.T) {
	f, c := fronted(t, func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	})
	_, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	require.NoError(t, err)
	_, err = c.Read(make([]byte, 1))
	assert.ErrorContains(t, err, "reset")
	x := over(t, f, 1)[0]
	assert.True(t, x.Broken)
	assert.Zero(t, x.Status)

	g, d := fronted(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10")
		_, _ = io.WriteString(w, "short")
	})
	_, err = io.WriteString(d, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	require.NoError(t, err)
	res, err := http.ReadResponse(bufio.NewReader(d), nil)
	require.NoError(t, err)
	text, err := io.ReadAll(res.Body)
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, "short", string(text))
	x = over(t, g, 1)[0]
	assert.True(t, x.Broken)
	assert.Equal(t, 200, x.Status)
}

// A client that goes away is told apart from a provider that does, and one that
// only has nothing more to say gets its answer.
func TestWhoGoesFirst(t *testing.T) {
	begun := make(chan bool)
	f, c := fronted(t, func(w http.ResponseWriter, r *http.Request) {
		begun <- true
		<-r.Context().Done()
	})
	_, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	require.NoError(t, err)
	<-begun
	require.NoError(t, c.Close())
	assert.False(t, over(t, f, 1)[0].Left.IsZero())

	goOn := make(chan bool)
	g, d := fronted(t, func(w http.ResponseWriter, r *http.Request) {
		<-goOn
		_, _ = io.WriteString(w, "late")
	})
	_, err = io.WriteString(d, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	require.NoError(t, err)
	require.NoError(t, d.(*net.TCPConn).CloseWrite())
	over(t, g, 1)
	close(goOn)
	all, err := io.ReadAll(d)
	require.NoError(t, err)
	assert.Contains(t, string(all), "late")
}

// What is no HTTP reaches the provider too, whose words for it come back.
func TestWhatIsNoRequest(t *testing.T) {
	f, c := fronted(t, func(http.ResponseWriter, *http.Request) {})
	_, err := io.WriteString(c, "\x16\x03\x01 hello\r\n\r\n")
	require.NoError(t, err)
	all, err := io.ReadAll(c)
	require.NoError(t, err)
	assert.Contains(t, string(all), "400 Bad Request")
	x := over(t, f, 1)[0]
	assert.Empty(t, x.Method)
	assert.Equal(t, byte(0x16), x.Raw[0])
}

// Without a provider nobody is asked to call, and a taken port is said.
func TestNobodyBehind(t *testing.T) {
	behind := httptest.NewServer(http.NotFoundHandler())
	f, err := NewFront("127.0.0.1:0", behind.URL, time.Now)
	require.NoError(t, err)
	defer f.Close()
	_, err = NewFront(strings.TrimPrefix(f.URL, "http://"), behind.URL, time.Now)
	assert.ErrorContains(t, err, "in use")
	behind.Close()
	_, err = NewFront("127.0.0.1:0", behind.URL, time.Now)
	assert.ErrorContains(t, err, "and nobody does")
}

// A simulator in a container says that it answers on its own loopback address.
func TestTheHostOfASimulatorElsewhere(t *testing.T) {
	elsewhere, here := &Session{Host: "numsim"}, &Session{}
	assert.Equal(t, "http://numsim:18081", elsewhere.reached("http://127.0.0.1:18081"))
	assert.Equal(t, "http://10.0.0.7:18081", elsewhere.reached("http://10.0.0.7:18081"))
	assert.Equal(t, "http://127.0.0.1:18081", here.reached("http://127.0.0.1:18081"))
}

// A client that calls without end is not kept without end.
func TestARollIsBounded(t *testing.T) {
	r := newRoll()
	for range mostOfModule + 3 {
		r.add(&Exchange{Answered: true})
	}
	list, over := r.all()
	assert.Len(t, list, 10_000)
	assert.True(t, over)
	assert.Equal(t, 3, r.missed)
	r.begin()
	list, _ = r.all()
	assert.Empty(t, list)
}

// A client that waits for ever is told so, and how long it did.
func TestWhoDoesNotGiveUp(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for want, x := range map[string]*Exchange{
		"it waited 1m0s until the connection was ended for it": {At: noon, AnsweredAt: noon.Add(time.Minute), Broken: true},
		"it was still waiting when the module ended":           {At: noon},
	} {
		var v Verdict
		gaveUp(&Seen{Calls: []*Call{{Exchange: x}}}, &v)
		require.Len(t, v.Failures, 1)
		assert.Contains(t, v.Failures[0].Actual, want)
	}
}

// leaver leaves as soon as its connection is ended.
type leaver struct {
	net.Conn
	leave func()
}

func (l leaver) Close() error {
	l.leave()
	return l.Conn.Close()
}

// A client whose connection is ended for it did not give up, however quickly it
// notices.
func TestWhoIsEnded(t *testing.T) {
	f := &Front{now: time.Now, roll: newRoll()}
	outer, _ := net.Pipe()
	inner, provider := net.Pipe()
	w := &wire{front: f, provider: inner, asked: make(chan *Exchange, 2)}
	w.client = leaver{outer, func() { w.left(); close(w.asked) }}
	w.ask(&Exchange{})
	require.NoError(t, provider.Close())
	w.answers()
	x := over(t, f, 1)[0]
	assert.True(t, x.Broken)
	assert.Zero(t, x.Left)
}

// A window is longer only for those who called, and only where the module's is.
func TestALongerWindow(t *testing.T) {
	s := &Session{Window: time.Minute, front: &Front{roll: newRoll()}}
	m := &Module{Window: 100 * time.Second}
	assert.Zero(t, s.longer(m))
	s.front.roll.add(&Exchange{})
	assert.Equal(t, 40*time.Second, s.longer(m))
	assert.Zero(t, s.longer(&Module{}))
}

// What came besides is said in numbers that people say.
func TestWhatCameBesides(t *testing.T) {
	s := &Seen{run: "p1", missed: 1, Foreign: []*Call{{KeyID: "p1-first-call.numsim"}, {KeyID: "p1-signing.numsim"}}}
	assert.Equal(t, []string{
		"1 call came besides, not judged: these were enough",
		"2 calls came late, with the keys of an earlier module: not judged",
	}, aside(s))
}
