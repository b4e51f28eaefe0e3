package process

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Server is a running server.
type Server struct {
	Addresses map[string]string // host and port of each URL of its ready line, by name
	Ready     time.Duration     // from starting the process to that line
	command   *exec.Cmd
	end       context.CancelFunc
}

// graceful is how long a server may take to end before it is killed.
const graceful = 5 * time.Second

// Start runs a command and waits for its line "ready NAME=http://ADDRESS…".
// The server ends with ctx or by Stop.
func Start(ctx context.Context, command ...string) (*Server, error) {
	ctx, end := context.WithCancel(ctx)
	s := &Server{command: exec.CommandContext(ctx, command[0], command[1:]...), end: end}
	s.command.Cancel = func() error { return s.command.Process.Signal(syscall.SIGTERM) }
	s.command.WaitDelay, s.command.Stderr = graceful, os.Stderr
	out, err := s.command.StdoutPipe()
	if err != nil {
		end()
		return nil, err
	}
	began := time.Now()
	if err := s.command.Start(); err != nil {
		end()
		return nil, err
	}
	if s.Addresses, err = awaitReady(out); err != nil {
		_ = s.Stop()
		return nil, fmt.Errorf("%s: %w", command[0], err)
	}
	s.Ready = time.Since(began)
	go func() { _, _ = io.Copy(io.Discard, out) }() // a full pipe would stop the server
	return s, nil
}

func awaitReady(out io.Reader) (addresses map[string]string, err error) {
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return nil, fmt.Errorf("it ended before it was ready: %w", err)
		}
		if strings.HasPrefix(line, "ready ") {
			return addressesIn(line)
		}
	}
}

func addressesIn(line string) (map[string]string, error) {
	addresses := map[string]string{}
	for _, word := range strings.Fields(line)[1:] {
		if name, address, found := strings.Cut(word, "=http://"); found {
			addresses[name] = address
		}
	}
	if len(addresses) == 0 {
		return nil, fmt.Errorf("its ready line names no address: %q", line)
	}
	return addresses, nil
}

// PID is the server's process id.
func (s *Server) PID() int { return s.command.Process.Pid }

// Stop ends the server and waits for its end. A server that had to be told is
// no error.
func (s *Server) Stop() error {
	s.end()
	err := s.command.Wait()
	if state := s.command.ProcessState; state != nil && (state.Success() || signalled(state)) {
		return nil
	}
	return err
}

func signalled(state *os.ProcessState) bool {
	status, ok := state.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGTERM
}
