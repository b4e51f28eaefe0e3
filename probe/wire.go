package probe

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// wire is one connection of a client, and the one to the provider behind it.
type wire struct {
	front            *Front
	conn             int
	client, provider net.Conn
	asked            chan *Exchange // written to the provider, not answered yet
	all              []*Exchange    // of this connection
}

// mostKept is how much of a body is kept.
const mostKept = 4 << 20

var errTooLong = errors.New("the body is longer than any provider takes")

// requests reads request after request and passes each on as it was written. It
// is kept before it is passed on, so that no answer is earlier than its request.
func (w *wire) requests() {
	defer close(w.asked)
	var raw bytes.Buffer
	from := bufio.NewReader(io.TeeReader(w.client, &raw))
	for nth := 1; ; nth++ {
		req, err := http.ReadRequest(from)
		if err == nil {
			err = w.request(req, from, &raw, nth)
		}
		if err != nil {
			if ended(err) {
				w.left()
			} else {
				w.strange(raw.Bytes(), nth)
			}
			w.gone(err)
			return
		}
	}
}

// request takes a body off the connection, and passes the whole request on. What
// from has read ahead belongs to the next.
func (w *wire) request(req *http.Request, from *bufio.Reader, raw *bytes.Buffer, nth int) error {
	x := &Exchange{
		Conn: w.conn, Nth: nth, At: w.front.now(), Proto: req.Proto, Method: req.Method, Target: req.RequestURI, Host: req.Host, Header: req.Header.Clone(),
	}
	if strings.EqualFold(req.Header.Get("Expect"), "100-continue") {
		if _, err := io.WriteString(w.client, "HTTP/1.1 100 Continue\r\n\r\n"); err != nil {
			return err
		}
	}
	body, err := io.ReadAll(io.LimitReader(req.Body, mostKept+1))
	if err != nil {
		return err
	}
	if len(body) > mostKept {
		return errTooLong
	}
	x.Body = body
	x.Raw = bytes.Clone(raw.Next(raw.Len() - from.Buffered()))
	w.ask(x)
	_, err = w.provider.Write(x.Raw)
	return err
}

// ask notes a request before it is passed on.
func (w *wire) ask(x *Exchange) {
	w.all = append(slices.DeleteFunc(w.all, w.front.roll.ended), x)
	w.front.roll.add(x)
	w.asked <- x
}

// strange keeps what came and is no request, and passes it on: what to say to it
// is the provider's affair.
func (w *wire) strange(raw []byte, nth int) {
	x := &Exchange{Conn: w.conn, Nth: nth, At: w.front.now(), Raw: bytes.Clone(raw), Header: http.Header{}}
	w.ask(x)
	_, _ = w.provider.Write(x.Raw)
}

// gone tells the provider that nothing more comes: it may still answer, unless
// the connection was broken.
func (w *wire) gone(err error) {
	if half, ok := w.provider.(*net.TCPConn); ok && !broken(err) {
		_ = half.CloseWrite()
		return
	}
	end(w.provider, err)
}

// ended reports that the client sent no more, rather than something strange.
func ended(err error) bool {
	return broken(err) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func broken(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, net.ErrClosed)
}

// left notes which exchanges the client did not wait for.
func (w *wire) left() {
	now := w.front.now()
	w.front.roll.change(func() {
		for _, x := range w.all {
			if !x.over() {
				x.Left = now
			}
		}
	})
}

// answers passes bytes back as they come, and keeps them under their requests.
func (w *wire) answers() {
	came := &timed{Reader: w.provider, now: w.front.now}
	from := bufio.NewReader(io.TeeReader(came, w.client))
	for {
		_, err := from.Peek(1)
		if err == nil {
			x, asked := <-w.asked
			if !asked {
				err = io.EOF
			} else {
				err = w.answer(x, from)
				w.ended(x, came.at, err)
			}
		}
		if err != nil {
			w.broke(came.at, err)
			end(w.client, err)
			for x := range w.asked { // until requests has ended too
				w.ended(x, came.at, err)
			}
			return
		}
	}
}

// broke notes what was under way before the client's connection ends too: else
// the client would seem to have left by itself.
func (w *wire) broke(at time.Time, err error) {
	for {
		select {
		case x, more := <-w.asked:
			if !more {
				return
			}
			w.ended(x, at, err)
		default:
			return
		}
	}
}

// timed is when bytes came. That is known before the client has them: by the time
// it makes its next call, its own clock has gone on.
type timed struct {
	io.Reader
	now func() time.Time
	at  time.Time
}

func (t *timed) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	t.at = t.now()
	return n, err
}

func (w *wire) ended(x *Exchange, at time.Time, err error) {
	w.front.roll.change(func() {
		x.AnsweredAt = at
		x.Answered, x.Broken = err == nil, err != nil
	})
}

func (w *wire) answer(x *Exchange, from *bufio.Reader) error {
	res, err := http.ReadResponse(from, &http.Request{Method: x.Method})
	for err == nil && res.StatusCode == http.StatusContinue {
		res, err = http.ReadResponse(from, &http.Request{Method: x.Method})
	}
	if err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, mostKept))
	w.front.roll.change(func() { x.Status, x.AnswerHeader, x.AnswerBody = res.StatusCode, res.Header, body })
	return err
}
