package main

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func healthcheck(t *testing.T, control string) (code int, stdout, stderr string) {
	t.Helper()
	var out, mistakes bytes.Buffer
	code = run(t.Context(), []string{"healthcheck", "--control", control}, func(string) string { return "" }, &out, &mistakes)
	return code, out.String(), mistakes.String()
}

// The check asks the address the simulator was given, whichever it is.
func TestHealthcheckAsksTheAddressItIsGiven(t *testing.T) {
	for _, ip := range []string{"127.0.0.1", "127.0.0.2", "::1"} {
		t.Run(ip, func(t *testing.T) {
			l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
			if err != nil {
				t.Skipf("this machine has no %s on loopback: %v", ip, err)
			}
			require.NoError(t, l.Close())
			_, url := started(t, "--quiet", "--control", net.JoinHostPort(ip, "0"))
			address := strings.TrimPrefix(url["control"], "http://")
			require.Equal(t, ip, hostOnly(t, address))
			code, stdout, stderr := healthcheck(t, address)
			assert.Equal(t, exitOK, code, stderr)
			assert.Equal(t, "ready\n", stdout)
		})
	}
}

func hostOnly(t *testing.T, address string) string {
	t.Helper()
	host, _, err := net.SplitHostPort(address)
	require.NoError(t, err)
	return host
}

// A simulator that was told to listen on all addresses is asked on loopback.
func TestHealthcheckTurnsAllAddressesIntoLoopback(t *testing.T) {
	_, url := started(t, "--quiet")
	_, port, err := net.SplitHostPort(strings.TrimPrefix(url["control"], "http://"))
	require.NoError(t, err)
	for _, control := range []string{":" + port, "0.0.0.0:" + port, "[::]:" + port, "localhost:" + port} {
		code, stdout, stderr := healthcheck(t, control)
		assert.Equal(t, exitOK, code, "%s: %s", control, stderr)
		assert.Equal(t, "ready\n", stdout)
	}
}

// What is not ready is exit 1 and says who was asked; a mistake is exit 2.
func TestHealthcheckThatFails(t *testing.T) {
	draining := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/readyz", r.URL.Path)
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer draining.Close()
	l, err := net.Listen("tcp", "127.77.0.3:0")
	if err != nil {
		t.Skipf("this machine has no 127.77.0.3 on loopback: %v", err)
	}
	require.NoError(t, l.Close())
	for _, tt := range []struct {
		control, says string
		code          int
	}{
		{draining.Listener.Addr().String(), "the simulator on " + draining.Listener.Addr().String() + " is not ready: HTTP 503", exitFault},
		{l.Addr().String(), "no simulator answers on " + l.Addr().String(), exitFault},
		{"127.0.0.1", "--control 127.0.0.1: write it as host:port", exitUsage},
	} {
		code, stdout, stderr := healthcheck(t, tt.control)
		assert.Equal(t, tt.code, code, tt.control)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, tt.says)
	}
}
