package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// locked is a buffer that goroutines outliving the command may write to.
type locked struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(b)
}

func (l *locked) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.String()
}

// A client that hangs is not the simulator's failure: it stops when the limit
// is over, says so, and exits 0.
func TestAHangingClientIsNoFailure(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, w := io.Pipe()
	var stderr locked // the exchange that was cut off still logs its refusal
	exit := make(chan int, 1)
	go func() {
		exit <- run(ctx, []string{"--quiet", "--free-ports", "--drain", "20ms"}, func(string) string { return "" }, w, &stderr)
	}()
	ready, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	c, err := net.Dial("tcp", strings.TrimPrefix(urls(ready)["aliyun"], "http://"))
	require.NoError(t, err)
	defer func() { _ = c.Close() }()
	_, err = io.WriteString(c, "POST / HTTP/1.1\r\nHost: numsim.test\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
	require.NoError(t, err)
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusContinue, res.StatusCode, "the exchange is under way, and waits for a byte")

	stop()
	assert.Equal(t, exitOK, <-exit)
	assert.Contains(t, stderr.text(), `level=WARN msg="stopped with calls unfinished" waited=`)
	assert.NotContains(t, stderr.text(), "simulator: ")
}
