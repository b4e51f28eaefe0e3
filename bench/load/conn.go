package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// patience is how long an answer may take before its connection is given up.
const patience = 30 * time.Second

// conn is one keep-alive connection. It reads just enough HTTP to keep its
// framing: a client's parser would cost more than some servers do.
type conn struct {
	net.Conn
	in     *bufio.Reader
	body   []byte
	broken bool // its framing is lost
}

func newConn(c net.Conn) *conn { return &conn{Conn: c, in: bufio.NewReader(c)} }

// exchange sends one request and checks its answer: HTTP 200, with that text
// in it.
func (c *conn) exchange(request []byte, answered string) error {
	status, err := c.roundTrip(request)
	if err != nil {
		c.broken = true
		return err
	}
	if status != 200 || !bytes.Contains(c.body, []byte(answered)) {
		return fmt.Errorf("answered %d: %.300s", status, c.body)
	}
	return nil
}

func (c *conn) roundTrip(request []byte) (status int, err error) {
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return 0, err
	}
	if _, err := c.Write(request); err != nil {
		return 0, err
	}
	status, length, err := c.head()
	if err != nil {
		return 0, err
	}
	if cap(c.body) < length {
		c.body = make([]byte, length)
	}
	c.body = c.body[:length]
	_, err = io.ReadFull(c.in, c.body)
	return status, err
}

// maxBody is far more than an answer ever is.
const maxBody = 1 << 20

// head reads status and length. Only answers that announce their length are
// understood; every server measured sends such.
func (c *conn) head() (status, length int, err error) {
	line, err := c.line()
	if err != nil {
		return 0, 0, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, 0, fmt.Errorf("no answer of HTTP/1.1: %.80q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, 0, fmt.Errorf("no status: %.80q", line)
	}
	length, err = c.headers()
	return status, length, err
}

func (c *conn) headers() (length int, err error) {
	length = -1
	for {
		line, err := c.line()
		if err != nil {
			return 0, err
		}
		if len(line) == 0 {
			break
		}
		name, value, _ := bytes.Cut(line, []byte{':'})
		if bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, err
			}
		}
	}
	if length < 0 || length > maxBody {
		return 0, errors.New("the answer does not announce its length, or one above 1 MiB")
	}
	return length, nil
}

func (c *conn) line() ([]byte, error) {
	line, err := c.in.ReadSlice('\n')
	return bytes.TrimRight(line, "\r\n"), err
}
