package harness

import (
	"os"
	"path/filepath"
	"syscall"
)

// lock takes the named lock file in the cache and waits for whoever holds it:
// two tests, or two test processes, must not install the same thing at once.
// The kernel lets go of it if this process dies.
func lock(name string) (release func(), err error) {
	dir, err := cache()
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(dir, name+".lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		file.Close()
		return nil, err
	}
	return func() { file.Close() }, nil
}
