//go:build unix

package main

import (
	"os"
	"syscall"
)

// lock keeps a second process from asking what this one asks. It ends with the
// process, whatever ends that.
func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
