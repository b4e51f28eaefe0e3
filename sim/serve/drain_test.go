package serve_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// underway is an exchange that waits for its body: the simulator has asked for
// it, so the handler is running.
type underway struct {
	conn net.Conn
	from *bufio.Reader
	body string
}

func (r *rig) begin(t *testing.T) *underway {
	t.Helper()
	u := &underway{conn: dial(t, r.addr), body: r.query(t, http.MethodPost)}
	wire := composeOpen("POST", "/", u.body, form, "Expect: 100-continue")
	_, err := io.WriteString(u.conn, wire[:len(wire)-len(u.body)])
	require.NoError(t, err)
	u.from = bufio.NewReader(u.conn)
	res, err := http.ReadResponse(u.from, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusContinue, res.StatusCode)
	return u
}

// finish sends the body and returns the answers until the connection ends.
func (u *underway) finish(t *testing.T) []answer {
	t.Helper()
	_, err := io.WriteString(u.conn, u.body)
	require.NoError(t, err)
	answers, end := readAll(t, u.from, http.MethodPost)
	require.ErrorIs(t, end, io.EOF)
	return answers
}

// probe asks the control port and returns what it says.
func (r *rig) probe(t *testing.T, path string) (status int, body string) {
	t.Helper()
	res, err := r.client.Get(r.Control + path)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(text)
}

func TestReadiness(t *testing.T) {
	r := boot(t)
	status, body := r.probe(t, "/readyz")
	assert.Equal(t, 200, status)
	assert.Equal(t, "ready\n", body)
	status, _ = r.probe(t, "/healthz")
	assert.Equal(t, 200, status)
}

// The signal comes while an exchange is under way: readiness goes first, no new
// connection is taken, the exchange is finished, and Wait says that all is well.
func TestDrainFinishesWhatIsUnderWay(t *testing.T) {
	r := boot(t)
	u := r.begin(t)
	ctx, signal := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Wait(ctx, deadline) }()
	signal()

	until(t, func() bool { status, _ := r.probe(t, "/readyz"); return status == 503 })
	until(t, func() bool { return refused(r.addr) })
	status, body := r.probe(t, "/readyz")
	assert.Equal(t, 503, status)
	assert.Equal(t, "draining\n", body)
	status, _ = r.probe(t, "/healthz")
	assert.Equal(t, 200, status, "alive, and on its way out")

	answers := u.finish(t)
	require.Len(t, answers, 1)
	assert.Equal(t, "OK", answers[0].said(t).Code)
	assert.True(t, answers[0].closing, "the client is told not to come back")
	assert.NoError(t, <-ended)
}

// The last answer on a connection does not ask the client to stay.
func TestADrainingAnswerDoesNotInvite(t *testing.T) {
	r := boot(t)
	u := r.begin(t)
	ended := make(chan error, 1)
	go func() { ended <- r.Drain(deadline) }()
	until(t, func() bool { return refused(r.addr) })
	answers := u.finish(t)
	require.NoError(t, <-ended)
	require.Len(t, answers, 1)
	assert.True(t, answers[0].closing)
	assert.Empty(t, answers[0].header.Get("Keep-Alive"))
}

// until asks again at once until the answer is yes; the deadline is for a
// simulator that never says it.
func until(t *testing.T, yes func() bool) {
	t.Helper()
	for end := time.Now().Add(deadline); !yes(); {
		require.True(t, time.Now().Before(end), "waited %s", deadline)
	}
}

func refused(addr string) bool {
	c, err := net.Dial("tcp", addr)
	if err == nil {
		_ = c.Close()
	}
	return errors.Is(err, syscall.ECONNREFUSED)
}

func TestIdleConnectionsDoNotHoldTheDrain(t *testing.T) {
	r := boot(t)
	idle := dial(t, r.addr)
	_, err := io.WriteString(idle, composeOpen("GET", "/?"+r.query(t, "GET"), ""))
	require.NoError(t, err)
	from := bufio.NewReader(idle)
	res, err := http.ReadResponse(from, nil)
	require.NoError(t, err)
	assert.Equal(t, "OK", read(t, res).said(t).Code)
	require.NoError(t, r.Drain(deadline))
	_, err = from.ReadByte()
	assert.ErrorIs(t, err, io.EOF)
}

// An exchange that never ends is cut when the limit is over, and the error
// says where.
func TestDrainHasALimit(t *testing.T) {
	r := boot(t)
	u := r.begin(t)
	ctx, signal := context.WithCancel(context.Background())
	signal()
	err := r.Wait(ctx, time.Millisecond)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.ErrorContains(t, err, "draining "+r.addr)
	_, err = u.from.ReadByte()
	var slow net.Error
	require.Error(t, err)
	assert.False(t, errors.As(err, &slow) && slow.Timeout(), "the connection is cut, not left: %v", err)
}

// A taken port is the most common mistake of all; the error names the flag.
func TestATakenAddressNamesItsFlag(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { assert.NoError(t, taken.Close()) }()
	addr := taken.Addr().String()
	for _, row := range []struct{ flag, control, aliyun string }{
		{"control", addr, "127.0.0.1:0"},
		{"aliyun", "127.0.0.1:0", addr},
	} {
		t.Run(row.flag, func(t *testing.T) {
			_, err := serve.Start(serve.Config{FreePorts: true, Control: row.control, Listen: map[string]string{"aliyun": row.aliyun}})
			var wrong *serve.AddressError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, row.flag, wrong.Flag)
			assert.Equal(t, addr, wrong.Address)
			assert.ErrorIs(t, err, syscall.EADDRINUSE)
			assert.EqualError(t, err, addr+" is taken by another program: choose another address with --"+row.flag+", or --"+row.flag+" 127.0.0.1:0 for a free port")
		})
	}
}

// Where any port would do, another address is no help.
func TestNoPortIsFree(t *testing.T) {
	assert.EqualError(t, &serve.AddressError{Flag: "ksyun", Address: "127.0.0.1:0", Err: syscall.EADDRINUSE},
		"no port of 127.0.0.1 is free for ksyun: end a program that holds many, or allow more with sysctl net.ipv4.ip_local_port_range")
	assert.EqualError(t, &serve.AddressError{Flag: "ksyun", Address: "127.0.0.1:0", Err: syscall.EMFILE},
		"cannot listen on 127.0.0.1:0 for ksyun: too many files are open; allow more with ulimit -n")
}

func TestAddressesThatAreNone(t *testing.T) {
	for _, addr := range []string{"127.0.0.1", "127.0.0.1:99999", "256.1.1.1:0", "nonsense:port", "203.0.113.1:0"} {
		_, err := serve.Start(serve.Config{Control: addr, FreePorts: true})
		var wrong *serve.AddressError
		require.ErrorAs(t, err, &wrong, addr)
		assert.ErrorContains(t, err, "choose another address with --control")
		assert.ErrorContains(t, err, addr)
	}
}

func TestSettingsThatAreNone(t *testing.T) {
	for _, row := range []struct{ set, says string }{
		{"balance=1", "write it as provider.field=value"},
		{"aliyun.balance", "write it as provider.field=value"},
		{".balance=1", "write it as provider.field=value"},
		{"aliyn.balance=1", `did you mean "aliyun"?`},
		{"ksyum.balance=1", `did you mean "ksyun"?`},
		{"aliyun.balanse=1", `did you mean "balance"?`},
		{"aliyun.balance=much", "is not an amount in yuan"},
		{"aliyun.serial-id=float", "serial-id"},
		{"aliyun.profile=1999", "profile"},
	} {
		_, err := serve.Start(serve.Config{FreePorts: true, Set: []string{row.set}})
		require.Error(t, err, row.set)
		assert.ErrorContains(t, err, "--set ")
		assert.ErrorContains(t, err, row.says, row.set)
	}
}

// The control port is known by the names it was given, and the provider's port
// by any.
func TestHostsAreTheControlPortsOwn(t *testing.T) {
	r := bootWith(t, serve.Config{Hosts: []string{"numsim"}})
	for host, status := range map[string]int{"numsim:18080": 200, "localhost": 200, "evil.example": 421, "numsim.evil.example": 421} {
		wire := strings.Replace(compose("GET", "/readyz", ""), "numsim.test", host, 1)
		assert.Equal(t, status, one(t, hostOf(t, r.Control), wire).status, host)
	}
	wire := strings.Replace(compose("GET", "/?"+r.query(t, "GET"), ""), "numsim.test", "evil.example", 1)
	assert.Equal(t, "OK", one(t, r.addr, wire).said(t).Code)
}
