package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/numsim/numsim"
)

const askedSuffix = ".asked"

// ledger is the file of what is being asked. A number is in it, on the disk,
// before anybody is asked about it; one that is in it and has no row behind it was
// perhaps charged.
//
// A line has the provider, the number, and how long the output was: a row further
// back is of an earlier run. Calls that wait for the disk at the same time share
// one fsync. That costs a call some milliseconds, which is less than an answer
// takes, and makes the file true after a power cut too. Without fsync it would be
// true after a kill -9 only, and the numbers of the last seconds before a power
// cut would be paid twice.
type ledger struct {
	path string
	out  *output
	most int64 // when it is this long, what has a row is left out

	sync sync.Mutex // held while the disk is waited for; before mu

	mu      sync.Mutex
	file    *os.File
	size    int64
	asking  map[numsim.Number][]string // lines
	written uint64                     // calls noted
	synced  uint64                     // of them, on the disk
	failed  error
}

func newLedger(out *output, path string) (*ledger, error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, usageError{err}
	}
	return &ledger{path: path, out: out, file: file, most: 1 << 20, asking: map[numsim.Number][]string{}}, nil
}

// ask returns when the disk holds that a provider is being asked.
func (l *ledger) ask(provider string, numbers []numsim.Number) error {
	mine, err := l.note(provider, numbers)
	if err != nil {
		return err
	}
	l.sync.Lock()
	defer l.sync.Unlock()
	l.mu.Lock()
	if l.synced >= mine {
		l.mu.Unlock()
		return nil // another call has waited for both
	}
	upTo, file := l.written, l.file
	l.mu.Unlock()
	err = file.Sync()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		return l.fail(err)
	}
	l.synced = max(l.synced, upTo)
	return nil
}

func (l *ledger) note(provider string, numbers []numsim.Number) (uint64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failed != nil {
		return 0, l.failed
	}
	var text strings.Builder
	at := strconv.FormatInt(l.out.size.Load(), 10)
	for _, n := range numbers {
		line := provider + " " + string(n) + " " + at + "\n"
		l.asking[n] = append(l.asking[n], line)
		text.WriteString(line)
	}
	n, err := io.WriteString(l.file, text.String())
	l.size += int64(n)
	if err != nil {
		for _, number := range numbers {
			delete(l.asking, number) // nobody was asked
		}
		return 0, l.fail(err)
	}
	l.written++
	return l.written, nil
}

func (l *ledger) fail(err error) error {
	if l.failed == nil {
		l.failed = fmt.Errorf("%w: what is asked cannot be noted in %s first: %w; make room and go on with --resume", errLater, l.path, err)
	}
	return l.failed
}

// broken is why nothing can be asked any more, or nil.
func (l *ledger) broken() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failed
}

// settle is for a number that has its row.
func (l *ledger) settle(n numsim.Number) error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	delete(l.asking, n)
	full := l.size > l.most
	l.mu.Unlock()
	if full {
		return l.shorten()
	}
	return nil
}

// shorten leaves out what has a row, after the disk holds the rows.
func (l *ledger) shorten() error {
	l.sync.Lock()
	defer l.sync.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.out.sync(); err != nil {
		return err
	}
	var text strings.Builder
	for _, lines := range l.asking {
		text.WriteString(strings.Join(lines, ""))
	}
	file, err := replace(l.path, text.String())
	if err != nil {
		return l.fail(err)
	}
	_ = l.file.Close()
	l.file, l.size, l.synced = file, int64(text.Len()), l.written
	l.most = max(1<<20, 2*l.size)
	return nil
}

// replace puts a file with this text in the place of another at once.
func replace(path, text string) (*os.File, error) {
	file, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(file, text)
	for _, step := range []func() error{file.Sync, func() error { return os.Rename(path+".new", path) }} {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

// end removes the file, after the disk holds the rows. It stays where there are
// numbers without a row.
func (l *ledger) end() error {
	if l == nil {
		return nil
	}
	if err := l.out.sync(); err != nil {
		return err
	}
	_ = l.file.Close()
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.asking) > 0 {
		return nil
	}
	return os.Remove(l.path)
}
