package harness

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	// installing bounds a witness's first answer: its run script may have to
	// fetch packages before the program starts.
	installing = 9 * time.Minute
	// answering bounds every later one. One SDK takes a delay of milliseconds
	// for seconds, and a table that trips over it should fail, not hang.
	answering = 60 * time.Second
)

// process is a witness's running program.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	lines  chan string
	stderr *bytes.Buffer
	limit  time.Duration
	done   bool
	// release lets go of the witness's folder once the first answer shows that
	// everything is installed.
	release func()
}

// launch starts folder/run in its own process group, so that ending it ends the
// interpreter the script may have started too.
func launch(t testing.TB, folder string, args []string) *process {
	t.Helper()
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := cache()
	if err != nil {
		t.Fatal(err)
	}
	release, err := lock(filepath.Base(folder))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, folder)
	p := &process{
		cmd:   exec.Command(filepath.Join(dir, "run"), args...),
		lines: make(chan string), stderr: new(bytes.Buffer), limit: installing, release: release,
	}
	p.cmd.Dir, p.cmd.Env, p.cmd.Stderr = dir, environ("NUMSIM_E2E_CACHE="+kept), p.stderr
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.start(); err != nil {
		release()
		t.Fatalf("starting %s/run: %v", folder, err)
	}
	t.Cleanup(p.kill)
	return p
}

// Ask runs a witness for one case outside the standard list.
func Ask(t testing.TB, w Witness, c Case) Seen {
	t.Helper()
	p := launch(t, w.Dir, w.Args)
	seen, err := p.ask(c)
	if err == nil {
		err = p.finish()
	}
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func (p *process) start() error {
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.in = in
	if err := p.cmd.Start(); err != nil {
		return err
	}
	go func() {
		defer close(p.lines)
		scanner := bufio.NewScanner(out)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() {
			p.lines <- scanner.Text()
		}
	}()
	return nil
}

// ask hands over one case and waits for what the SDK made of it.
func (p *process) ask(c Case) (seen Seen, err error) {
	err = p.exchange(c, &seen)
	if err == nil && seen.Name != c.Name {
		err = p.failed(fmt.Sprintf("answered for case %q when asked for %q", seen.Name, c.Name))
	}
	return seen, err
}

// call hands over one call and waits for what the sample client made of it.
func (p *process) call(c Call) (heard Heard, err error) {
	err = p.exchange(c, &heard)
	if err == nil && heard.Name != c.Name {
		err = p.failed(fmt.Sprintf("answered for call %q when asked for %q", heard.Name, c.Name))
	}
	return heard, err
}

// exchange hands over one line and reads the line that answers it.
func (p *process) exchange(question, answer any) error {
	line, err := json.Marshal(question)
	if err != nil {
		return err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return p.failed(fmt.Sprintf("does not take the case: %v", err))
	}
	text, err := p.next()
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(answer); err != nil {
		return p.failed(fmt.Sprintf("printed a line that is not a %T (%v): %s", answer, err, text))
	}
	return nil
}

func (p *process) next() (string, error) {
	timer := time.NewTimer(p.limit)
	defer timer.Stop()
	select {
	case line, open := <-p.lines:
		if !open {
			return "", p.failed("ended without an answer")
		}
		p.limit = answering
		p.letGo()
		return line, nil
	case <-timer.C:
		return "", p.failed(fmt.Sprintf("gave no answer within %v", p.limit))
	}
}

// finish closes the program's input, upon which it must end with exit code 0
// and without another word.
func (p *process) finish() error {
	_ = p.in.Close()
	p.limit = answering
	timer := time.NewTimer(p.limit)
	defer timer.Stop()
	select {
	case line, open := <-p.lines:
		if open {
			return p.failed("printed a line nobody asked for: " + line)
		}
	case <-timer.C:
		return p.failed("did not end when its input did")
	}
	p.done = true
	if err := p.cmd.Wait(); err != nil {
		return fmt.Errorf("the witness ended with %w; its stderr: %s", err, p.stderr)
	}
	return nil
}

// failed ends the program, so that its stderr is complete, and says what went
// wrong.
func (p *process) failed(what string) error {
	p.kill()
	return fmt.Errorf("the witness %s; its stderr: %s", what, p.stderr)
}

func (p *process) kill() {
	p.letGo()
	if p.done {
		return
	}
	p.done = true
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	for range p.lines { // nobody reads on: let the scanner end before Wait closes its pipe
	}
	_ = p.cmd.Wait()
}

func (p *process) letGo() {
	if p.release != nil {
		p.release()
		p.release = nil
	}
}
