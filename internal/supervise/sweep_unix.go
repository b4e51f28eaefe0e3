//go:build unix && !linux

package supervise

import "syscall"

// adopt needs Linux; elsewhere a daemon is beyond reach.
func adopt() {}

// sweep needs adopt.
func sweep() {}

func attributes(p plan) *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: !p.Terminal} }

// killAll kills the command's group, where it has one, or the command.
func (w *watch) killAll() (killed, beyond []string) {
	w.send(syscall.SIGKILL)
	return nil, nil
}
