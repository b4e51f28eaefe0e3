package harness

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a healthy simulator may take to start or to stop.
const patience = 30 * time.Second

// Sim is a running simulator, started as its users start it.
type Sim struct {
	// Control and the providers are host:port without scheme.
	Control, Aliyun, Ksyun, Ywjisu string

	cmd    *exec.Cmd
	stderr *bytes.Buffer
	exited chan error
}

// Start runs the simulator on free ports with the given further arguments and
// returns once it has said that it is ready. When the test ends it is asked to
// stop, and must do so with exit code 0.
func Start(t testing.TB, args ...string) *Sim {
	t.Helper()
	s := &Sim{stderr: new(bytes.Buffer), exited: make(chan error, 1)}
	free := []string{"--quiet"}
	for name := range s.addresses() {
		free = append(free, "--"+name, "127.0.0.1:0")
	}
	s.cmd = exec.Command(Binary(t), append(free, args...)...)
	s.cmd.Env = environ()
	s.cmd.Stderr = s.stderr
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatalf("starting the simulator: %v", err)
	}
	ready := make(chan string, 1)
	go s.watch(stdout, ready)
	t.Cleanup(func() { s.stop(t) })
	s.wait(t, ready)
	return s
}

// watch hands over the first line, reads the rest away so that the simulator
// never blocks on a full pipe, and reports the exit.
func (s *Sim) watch(stdout io.Reader, ready chan<- string) {
	reader := bufio.NewReader(stdout)
	line, _ := reader.ReadString('\n')
	ready <- strings.TrimSpace(line)
	_, _ = io.Copy(io.Discard, reader)
	s.exited <- s.cmd.Wait()
}

func (s *Sim) wait(t testing.TB, ready <-chan string) {
	t.Helper()
	select {
	case line := <-ready:
		if err := s.parse(line); err != nil {
			s.kill()
			t.Fatalf("%v\nstderr: %s", err, s.stderr)
		}
	case <-time.After(patience):
		s.kill()
		t.Fatalf("the simulator did not print its ready line within %v; stderr: %s", patience, s.stderr)
	}
}

// addresses is where each word of the ready line goes; the flags are called the same.
func (s *Sim) addresses() map[string]*string {
	return map[string]*string{"control": &s.Control, Aliyun: &s.Aliyun, Ksyun: &s.Ksyun, Ywjisu: &s.Ywjisu}
}

// parse reads `ready control=http://H:P aliyun=http://H:P` and so on.
func (s *Sim) parse(line string) error {
	fields := strings.Fields(line)
	if len(fields) == 0 || fields[0] != "ready" {
		return fmt.Errorf("the simulator's first line is %q, want one that starts with ready", line)
	}
	for _, field := range fields[1:] {
		name, url, _ := strings.Cut(field, "=")
		if address, known := s.addresses()[name]; known {
			*address = strings.TrimPrefix(url, "http://")
		}
	}
	for name, address := range s.addresses() {
		if *address == "" {
			return fmt.Errorf("the ready line %q lacks %s=", line, name)
		}
	}
	return nil
}

// kill ends a simulator that did not behave; stop then reports nothing more
// than the failure that led here.
func (s *Sim) kill() {
	_ = s.cmd.Process.Kill()
	s.exited <- <-s.exited
}

func (s *Sim) stop(t testing.TB) {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-s.exited:
		if err != nil && !t.Failed() {
			t.Errorf("the simulator stopped with %v, want exit code 0; stderr: %s", err, s.stderr)
		}
	case <-time.After(patience):
		s.kill()
		t.Errorf("the simulator did not stop within %v of SIGTERM; stderr: %s", patience, s.stderr)
	}
}
