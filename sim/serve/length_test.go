package serve_test

import (
	"bufio"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every answer has its length in its head, whatever the length: SDKs that read
// to the end of a connection that stays would wait for its timeout.
func TestEveryAnswerSaysItsLength(t *testing.T) {
	r := boot(t)
	long := "&x=" + strings.Repeat("x", 4000) // unsigned, and echoed in the string to sign
	for _, row := range []struct {
		name, wire  string
		least, most int
	}{
		{"a short answer", composeOpen("GET", "/?"+r.query(t, "GET"), ""), 1, 1024},
		{"a short one, the last", compose("GET", "/?"+r.query(t, "GET"), ""), 1, 1024},
		{"a long one", composeOpen("GET", "/?"+r.query(t, "GET")+long, ""), 4000, 8000},
		{"a long one, the last", compose("GET", "/?"+r.query(t, "GET")+long, ""), 4000, 8000},
		{"a long one in XML", composeOpen("GET", "/?"+r.query(t, "GET", "Format", "XML")+long, ""), 4000, 8000},
		{"a long one by POST", composeOpen("POST", "/", r.query(t, "POST")+long, form), 4000, 8000},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := dial(t, r.addr)
			_, err := io.WriteString(c, row.wire)
			require.NoError(t, err)
			res, err := http.ReadResponse(bufio.NewReader(c), nil)
			require.NoError(t, err)
			a := read(t, res)
			assert.GreaterOrEqual(t, len(a.body), row.least)
			assert.LessOrEqual(t, len(a.body), row.most)
			assert.Equal(t, strconv.Itoa(len(a.body)), a.header.Get("Content-Length"))
			assert.Empty(t, res.TransferEncoding, "no chunks")
		})
	}
}

// HEAD is refused as any other method, in the same words, and the length is
// that of the words which are not sent.
func TestHeadSaysTheLengthOfWhatIsNotSent(t *testing.T) {
	r := boot(t)
	for _, format := range []string{"JSON", "XML"} {
		put := one(t, r.addr, compose("PUT", "/?Format="+format, ""))
		head := one(t, r.addr, compose("HEAD", "/?Format="+format, ""))
		require.Equal(t, "UnsupportedHTTPMethod", put.said(t).Code)
		assert.Empty(t, head.body)
		assert.Equal(t, put.status, head.status)
		assert.Equal(t, strconv.Itoa(len(put.body)), head.header.Get("Content-Length"), format)
	}
}
