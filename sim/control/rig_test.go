package control_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
)

// answer is what the control port said.
type answer struct {
	status int
	header http.Header
	body   string
}

// start serves the control handler as sim/serve does: net/http answers nothing
// in its own words.
func start(t *testing.T, o control.Options) (addr string) {
	t.Helper()
	s := httptest.NewUnstartedServer(control.New(o))
	s.Config.DisableGeneralOptionsHandler = true
	s.Start()
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// ask sends a request line with headers, word for word, and reads the answer.
func ask(t *testing.T, addr, line string, headers ...string) answer {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	defer func() { assert.NoError(t, c.Close()) }()
	require.NoError(t, c.SetDeadline(time.Now().Add(10*time.Second)))
	wire := strings.Join(append([]string{line, "Connection: close"}, headers...), "\r\n") + "\r\n\r\n"
	_, err = io.WriteString(c, wire)
	require.NoError(t, err)
	method, _, _ := strings.Cut(line, " ")
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	require.NoError(t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return answer{res.StatusCode, res.Header, string(body)}
}

// get asks for path as a client on the same machine does.
func get(t *testing.T, addr, path string, headers ...string) answer {
	t.Helper()
	return ask(t, addr, "GET "+path+" HTTP/1.1", append([]string{"Host: " + addr}, headers...)...)
}
