//go:build unix

package guard

import (
	"os"
	"syscall"
)

// lock keeps every other run out. It ends with the process, whatever ends that.
func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
