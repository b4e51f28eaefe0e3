//go:build unix

package supervise

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Run starts the command, waits for its end and for that of everything it
// started, and says how it ended. A command that cannot be started is a
// *StartError.
func (c Command) Run() (Ended, error) {
	path, err := look(c.Args[0], c.Env)
	if err != nil {
		return Ended{}, err
	}
	if c.Alone {
		adopt()
	}
	g, err := c.guardian()
	if err != nil {
		return Ended{}, &StartError{c.Args[0], err.Error()}
	}
	defer g.close()
	e := Ended{Started: time.Now()}
	g.tell(plan{Path: path, Args: c.Args, Env: c.Env, Grace: c.grace(), Terminal: c.Terminal})
	told := c.wait(g, &e)
	e.Took = time.Since(e.Started)
	switch {
	case told == nil:
		if c.Alone {
			sweep()
		}
		return e, errors.New("the process that watches over the command was killed from outside; run it again")
	case told.Error != "":
		return e, &StartError{c.Args[0], told.Error}
	}
	e.Code, e.Late, e.Left, e.Beyond = told.Code, told.Late, told.Left, told.Beyond
	if told.Signal != 0 {
		e.Code, e.Signal = 128+told.Signal, syscall.Signal(told.Signal).String()
	}
	return e, nil
}

func (c Command) grace() time.Duration {
	if c.Grace == 0 {
		return DefaultGrace
	}
	return c.Grace
}

// guardian is the other process, as Run sees it.
type guardian struct {
	pid    int
	orders *os.File
	says   *os.File
}

// guardian starts it. Without a terminal it has a process group of its own: who
// ends ours must not end what cleans up after us.
func (c Command) guardian() (*guardian, error) {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = null.Close() }()
	theirs, ours, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer func() { _ = theirs.Close() }()
	says, saying, err := os.Pipe()
	if err != nil {
		_ = ours.Close()
		return nil, err
	}
	defer func() { _ = saying.Close() }()
	files := []uintptr{null.Fd(), null.Fd(), null.Fd(), theirs.Fd(), saying.Fd()}
	for i, f := range c.Files {
		if f != nil {
			files[i] = f.Fd()
		}
	}
	pid, err := syscall.ForkExec(c.Guardian[0], c.Guardian[1:], &syscall.ProcAttr{
		Env: os.Environ(), Files: files, Sys: &syscall.SysProcAttr{Setpgid: !c.Terminal},
	})
	if err != nil {
		_, _ = ours.Close(), says.Close()
		return nil, fmt.Errorf("%s: %w", c.Guardian[0], err)
	}
	return &guardian{pid, ours, says}, nil
}

// tell hands over an order. A guardian that is gone is noticed elsewhere.
func (g *guardian) tell(what any) { _ = json.NewEncoder(g.orders).Encode(what) }

// close ends what the guardian watches, if anything is left, and the guardian.
func (g *guardian) close() {
	_ = g.orders.Close()
	var status syscall.WaitStatus
	for {
		if _, err := syscall.Wait4(g.pid, &status, 0, nil); err != syscall.EINTR {
			break
		}
	}
	_ = g.says.Close()
}

// wait passes on signals until the guardian says how it ended; nil: it did not.
func (c Command) wait(g *guardian, e *Ended) *account {
	said := make(chan *account, 1)
	go func() {
		var told account
		if err := json.NewDecoder(g.says).Decode(&told); err != nil {
			said <- nil
			return
		}
		_, _ = io.Copy(io.Discard, g.says)
		said <- &told
	}()
	var late <-chan time.Time
	if c.Timeout > 0 {
		timer := time.NewTimer(c.Timeout)
		defer timer.Stop()
		late = timer.C
	}
	for {
		select {
		case told := <-said:
			select {
			case got := <-c.Signals: // that came at the same time
				e.heard(got)
			default:
			}
			return told
		case <-late:
			g.tell(order{Late: true})
		case got := <-c.Signals:
			e.heard(got)
			if s, ok := got.(syscall.Signal); ok && !(c.Terminal && byKey(s)) {
				g.tell(order{Signal: int(s)})
			}
		}
	}
}

func (e *Ended) heard(s os.Signal) {
	if e.Passed == nil {
		e.Passed = s
	}
}

// Interrupted reports whether a signal that asks programs to end was passed on.
func (e Ended) Interrupted() bool {
	return e.Passed != nil && e.Passed != os.Signal(syscall.SIGUSR1) && e.Passed != os.Signal(syscall.SIGUSR2)
}

// byKey are the signals of a terminal's keys, which everything in its foreground
// gets from the terminal itself.
func byKey(s syscall.Signal) bool { return s == syscall.SIGINT || s == syscall.SIGQUIT }

// Signals are those that are worth passing on, but for those that whoever started
// this program had it ignore: the command ignores them too.
func Signals() (list []os.Signal) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2} {
		if !signal.Ignored(s) {
			list = append(list, s)
		}
	}
	return list
}
