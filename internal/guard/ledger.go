package guard

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim"
)

// A ledger is a file of lines: a head with how many there are, then one for
// each charge, written and on the disk before the request is sent. Nothing is
// ever taken back, so whatever ends a run, the money is counted.
//
//	numsim-ledger 1 0000000001
//	0000000001 2026-11-22T12:00:00Z 2026-11-22 aliyun 5f2b…  1000 aliyun.status.happy 8c1f22aa
//
// The head finds a file that lost its end; the sum at the end of a line finds
// one that was changed. Either stops the run: a guard does not guess.
const headForm = "numsim-ledger 1 %010d\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// charge is one line.
type charge struct {
	seq      int
	at       time.Time
	day      string // in China, where the money is spent
	provider string
	key      string // hash of its id
	amount   numsim.Money
	what     string // the case
}

func (c charge) line() string {
	text := fmt.Sprintf("%010d %s %s %s %s %d %s", c.seq, c.at.UTC().Format(time.RFC3339Nano), c.day, c.provider, c.key, int64(c.amount), c.what)
	return fmt.Sprintf("%s %08x\n", text, crc32.Checksum([]byte(text), castagnoli))
}

func parseCharge(line string) (c charge, ok bool) {
	words := strings.Split(line, " ")
	if len(words) != 8 {
		return c, false
	}
	var errs [3]error
	c.seq, errs[0] = strconv.Atoi(words[0])
	c.at, errs[1] = time.Parse(time.RFC3339Nano, words[1])
	amount, err := strconv.ParseInt(words[5], 10, 64)
	errs[2] = err
	c.day, c.provider, c.key, c.amount, c.what = words[2], words[3], words[4], numsim.Money(amount), words[6]
	return c, errors.Join(errs[:]...) == nil && amount >= 0 && c.line() == line+"\n"
}

// ledger is the open file. Whoever holds it keeps everybody else out.
type ledger struct {
	path string
	file *os.File
	seq  int
	size int64
	last time.Time
	days map[string]numsim.Money // spent, by day, provider and key
	bad  error                   // the file can no longer be written
}

func openLedger(path string) (*ledger, error) {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		if err := newLedger(path); err != nil {
			return nil, refuse(Ledger, "choose a folder that can be written", "the ledger %s cannot be made: %v", path, bareError(err))
		}
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, refuse(Ledger, "see who owns it", "the ledger %s cannot be opened: %v", path, bareError(err))
	}
	l := &ledger{path: path, file: file, days: map[string]numsim.Money{}}
	if err := l.take(); err != nil {
		_ = file.Close()
		return nil, err
	}
	return l, nil
}

// newLedger puts a whole file in place at once, so that none is ever empty.
func newLedger(path string) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".ledger-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }()
	_, err = fmt.Fprintf(temporary, headForm, 0)
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err != nil {
		return err
	}
	if err := os.Link(temporary.Name(), path); err != nil && !errors.Is(err, os.ErrExist) { // another run was faster
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// take locks the file and reads it.
func (l *ledger) take() error {
	if err := lock(l.file); err != nil {
		return refuse(Ledger, "wait for it to end", "another run holds the ledger %s", l.path)
	}
	there, err := os.Stat(l.path)
	held, err2 := l.file.Stat()
	if err != nil || err2 != nil || !os.SameFile(there, held) || !held.Mode().IsRegular() {
		return refuse(Ledger, "start again, and leave the file where it is", "the ledger %s was moved while it was opened", l.path)
	}
	return l.read()
}

func (l *ledger) read() error {
	lines := bufio.NewReader(l.file)
	head, err := l.next(lines)
	var want int
	if n, scanErr := fmt.Sscanf(head+"\n", headForm, &want); err != nil || scanErr != nil || n != 1 || fmt.Sprintf(headForm, want) != head+"\n" {
		return l.broken("its first line is not a ledger's")
	}
	for {
		line, err := l.next(lines)
		if err == io.EOF && line == "" {
			break
		}
		c, ok := parseCharge(line)
		if err != nil || !ok || c.seq != l.seq+1 {
			return l.broken(fmt.Sprintf("what follows charge %d, at byte %d, is no charge", l.seq, l.size))
		}
		l.add(c, line)
	}
	switch {
	case want > l.seq:
		return l.broken(fmt.Sprintf("it had %d charges and has %d", want, l.seq))
	case want < l.seq-1:
		return l.broken(fmt.Sprintf("it has %d charges where its head knows of %d", l.seq, want))
	}
	return nil
}

func (l *ledger) next(lines *bufio.Reader) (string, error) {
	line, err := lines.ReadString('\n')
	if err == nil {
		if l.size == 0 {
			l.size = int64(len(line))
		}
		return line[:len(line)-1], nil
	}
	return line, err
}

func (l *ledger) broken(why string) error {
	return refuse(Ledger, "compare it with the provider's bill, then move it away or restore it", "the ledger %s is damaged: %s", l.path, why)
}

func (l *ledger) add(c charge, line string) {
	l.seq, l.last = c.seq, c.at
	l.size += int64(len(line)) + 1
	l.days[account(c.day, c.provider, c.key)] += c.amount
}

func account(day, provider, key string) string { return day + " " + provider + " " + key }

func (l *ledger) spent(day, provider, key string) numsim.Money {
	return l.days[account(day, provider, key)]
}

// write has the charge on the disk when it returns nil. After any failure
// nothing can be charged any more: what the disk holds is not known.
func (l *ledger) write(c charge) error {
	if l.bad != nil {
		return l.bad
	}
	c.seq = l.seq + 1
	line := c.line()
	_, err := l.file.WriteAt([]byte(line), l.size)
	if err == nil {
		err = l.file.Sync()
	}
	if err == nil {
		_, err = l.file.WriteAt(fmt.Appendf(nil, headForm, c.seq), 0)
	}
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		l.bad = refuse(Ledger, "make room on the disk, and look at the file before the next run", "the ledger %s cannot be written: %v", l.path, bareError(err))
		return l.bad
	}
	l.add(c, line[:len(line)-1])
	return nil
}

func (l *ledger) close() error { return l.file.Close() }

// bareError is an error without the path, which the message has already.
func bareError(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
