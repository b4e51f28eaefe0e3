//go:build unix

package supervise

import (
	"encoding/json"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// Guard is the guardian: it starts the command that Run tells it of, and is over
// once nothing is left of it. It returns the process's exit code.
func Guard() int {
	runtime.LockOSThread() // the kernel ends the command with the thread that started it
	for _, fd := range []int{ordersFile, accountFile} {
		syscall.CloseOnExec(fd)
	}
	orders := json.NewDecoder(os.NewFile(ordersFile, "orders"))
	var p plan
	if err := orders.Decode(&p); err != nil {
		return 1 // whoever started us is gone, or is somebody else
	}
	says := json.NewEncoder(os.NewFile(accountFile, "account"))
	adopt()
	swallow()
	w, err := start(p)
	if err != nil {
		_ = says.Encode(account{Error: err.Error()})
		return 0
	}
	told := w.watch(orders)
	_ = says.Encode(told)
	return 0
}

// swallow has signals that are meant for the command, or for everybody on the
// terminal, not end the guardian. To ignore them would have the command ignore
// them too.
func swallow() {
	signal.Notify(make(chan os.Signal, 1), append(Signals(), syscall.SIGPIPE)...)
}

// watch is over a command that runs.
type watch struct {
	plan    plan
	pid     int
	ended   chan syscall.WaitStatus
	reaped  chan struct{} // has one when a process was waited for
	nothing chan struct{} // closed when no child is left
	told    account
	signals int // that ask it to end
}

func start(p plan) (*watch, error) {
	pid, err := syscall.ForkExec(p.Path, p.Args, &syscall.ProcAttr{Env: p.Env, Files: []uintptr{0, 1, 2}, Sys: attributes(p)})
	if err != nil {
		return nil, err
	}
	w := &watch{plan: p, pid: pid, ended: make(chan syscall.WaitStatus, 1), reaped: make(chan struct{}, 1), nothing: make(chan struct{})}
	go w.reap()
	return w, nil
}

// reap waits for the command and for everything that was adopted.
func (w *watch) reap() {
	defer close(w.nothing)
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return
		case pid == w.pid:
			w.ended <- status
		default:
			select {
			case w.reaped <- struct{}{}:
			default: // one is noted already
			}
		}
	}
}

// watch follows orders until the command is over, and everything it started.
func (w *watch) watch(orders *json.Decoder) account {
	next, gone := make(chan order), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			var o order
			if orders.Decode(&o) != nil {
				return
			}
			next <- o
		}
	}()
	var kill <-chan time.Time
	for {
		select {
		case status := <-w.ended:
			return w.over(status)
		case <-gone: // and so is whoever would want to know
			gone = nil
			w.killAll()
		case <-kill:
			w.killAll()
		case o := <-next:
			if o.Late {
				w.told.Late = true
				w.send(syscall.SIGTERM)
				kill = time.After(w.plan.Grace)
				continue
			}
			w.pass(syscall.Signal(o.Signal))
		}
	}
}

// pass hands a signal on. Who asks a second time means it.
func (w *watch) pass(s syscall.Signal) {
	if s == syscall.SIGINT || s == syscall.SIGTERM {
		w.signals++
	}
	if w.signals > 1 {
		w.killAll()
		return
	}
	w.send(s)
}

// send reaches the command's whole group, as a terminal's keys do.
func (w *watch) send(s syscall.Signal) {
	to := -w.pid
	if w.plan.Terminal {
		to = w.pid
	}
	_ = syscall.Kill(to, s)
}

// lookAgain is how often a process is looked for that came to be while the last
// look was taken.
const lookAgain = 50 * time.Millisecond

// over ends what outlived the command.
func (w *watch) over(status syscall.WaitStatus) account {
	w.told.Code = status.ExitStatus()
	if status.Signaled() {
		w.told.Signal = int(status.Signal())
	}
	w.told.Left, _ = w.killAll()
	for {
		select {
		case <-w.nothing:
			return w.told
		case <-w.reaped: // its children are ours now
		case <-time.After(lookAgain):
		}
		if killed, beyond := w.killAll(); len(killed) == 0 && len(beyond) > 0 {
			w.told.Beyond = beyond // to wait for them would be to wait for ever
			return w.told
		}
	}
}
