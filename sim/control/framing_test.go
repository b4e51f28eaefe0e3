package control_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
)

// RFC 9112 section 6.1: a connection ends with a request that has both lengths,
// and the server no longer sees that there were two. What is behind its end
// may be what a proxy took for its body.
func TestNothingFollowsAChunkedRequest(t *testing.T) {
	addr := start(t, control.Options{})
	for _, row := range []struct{ name, path, host string }{
		{"a route", "/healthz", addr}, {"no route", "/", addr}, {"another's name", "/healthz", "evil.example"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c, err := net.Dial("tcp", addr)
			require.NoError(t, err)
			defer func() { assert.NoError(t, c.Close()) }()
			require.NoError(t, c.SetDeadline(time.Now().Add(10*time.Second)))
			_, err = io.WriteString(c, "POST "+row.path+" HTTP/1.1\r\nHost: "+row.host+"\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"+
				"GET /readyz HTTP/1.1\r\nHost: "+addr+"\r\n\r\n")
			require.NoError(t, err)
			got, err := io.ReadAll(c)
			require.NoError(t, err, "the connection is closed")
			assert.Equal(t, 1, strings.Count(string(got), "HTTP/1.1 "), "%s", got)
		})
	}
}
