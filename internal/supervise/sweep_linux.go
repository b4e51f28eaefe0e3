package supervise

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// prSetChildSubreaper is from linux/prctl.h; package syscall has no name for it.
const prSetChildSubreaper = 36

// adopt has every process whose parent ends become a child of this one, daemons
// among them.
func adopt() { _, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetChildSubreaper, 1, 0) }

// attributes have the command die with the guardian, should somebody kill that.
func attributes(p plan) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: !p.Terminal, Pdeathsig: syscall.SIGKILL}
}

// killAll kills everything below the guardian. It returns the names of what it
// found, and of what it may not kill, as sudo starts.
func (w *watch) killAll() (killed, beyond []string) { return killBelow() }

// sweep kills everything below this process, and waits until nothing is left of
// what it may kill.
func sweep() {
	for {
		if killed, beyond := killBelow(); len(killed) == 0 && len(beyond) > 0 {
			return
		}
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(-1, &status, 0, nil); err != nil && err != syscall.EINTR {
			return
		}
	}
}

func killBelow() (killed, beyond []string) {
	for _, one := range below(os.Getpid()) {
		switch err := syscall.Kill(one.pid, syscall.SIGKILL); {
		case one.dead:
		case err == nil:
			killed = append(killed, one.name)
		case err == syscall.EPERM:
			beyond = append(beyond, one.name)
		}
	}
	return killed, beyond
}

type process struct {
	pid, parent int
	name        string
	dead        bool // and not waited for
}

// below are the processes under one, children before their children.
func below(pid int) (list []process) {
	all := processes()
	parents := map[int]bool{pid: true}
	for found := true; found; {
		found = false
		for _, one := range all {
			if parents[one.parent] && !parents[one.pid] {
				parents[one.pid], found = true, true
				list = append(list, one)
			}
		}
	}
	return list
}

func processes() (all []process) {
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil {
			all = append(all, readStat(text))
		}
	}
	return all
}

// readStat takes apart "12 (name) S 11 ...", where the name may hold anything.
func readStat(text []byte) (p process) {
	open, shut := bytes.IndexByte(text, '('), bytes.LastIndexByte(text, ')')
	if open < 1 || shut < open {
		return p
	}
	p.pid, _ = strconv.Atoi(string(bytes.TrimSpace(text[:open])))
	p.name = string(text[open+1 : shut])
	if rest := bytes.Fields(text[shut+1:]); len(rest) > 1 {
		p.dead = rest[0][0] == 'Z' || rest[0][0] == 'X'
		p.parent, _ = strconv.Atoi(string(rest[1]))
	}
	return p
}
