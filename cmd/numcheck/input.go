package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/numsim/numsim"
)

// entry is one line of the input, or one argument.
type entry struct {
	at     int // 1 is the first
	place  string
	number numsim.Number // empty where the text is none
	text   string        // as it came
	why    string        // it is no number
}

func newEntry(at int, place, text string) entry {
	e := entry{at: at, place: place, text: text}
	e.number, e.why = clean(text)
	return e
}

// clean takes off what people write around a number, and says of what is left
// why it is none. It never repeats it: the reason goes to the terminal.
func clean(text string) (numsim.Number, string) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Pd) {
			return -1
		}
		return r
	}, text)
	digits, abroad := strings.CutPrefix(digits, "+")
	if !abroad {
		digits, abroad = strings.CutPrefix(digits, "00")
	}
	if home, ok := strings.CutPrefix(digits, "86"); ok && (abroad || numsim.Number(home).Mainland()) {
		digits, abroad = home, false
	}
	n := numsim.Number(digits)
	switch {
	case digits == "":
		return "", "there is no number"
	case strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }):
		return "", "there is something beside digits"
	case n.Mainland(), abroad && len(n) >= 7 && len(n) <= 15:
		return n, ""
	case abroad:
		return "", fmt.Sprintf("%d digits behind the plus: a number with its country code has 7 to 15", len(digits))
	case len(digits) != 11:
		return "", fmt.Sprintf("%d digits: a mainland mobile number has 11, and one of another country a plus in front", len(digits))
	}
	return "", "a mainland mobile number begins with 1, and one of another country has a plus in front"
}

// arguments are the numbers of a command line.
func arguments(list []string) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		for i, text := range list {
			if !yield(newEntry(i+1, fmt.Sprintf("argument %d", i+1), text), nil) {
				return
			}
		}
	}
}

// mostLine is the longest line; a longer one is no list of numbers.
const mostLine = 64 << 10

// table reads a file line by line, as CSV whose fields end on their line: a
// quote that somebody forgot to close costs one line and not the file.
type table struct {
	name   string
	column string
	in     *bufio.Reader
	at     int // line
	index  int // of the column
	fields lineReader
}

func newTable(name, column string, r io.Reader) *table {
	return &table{name: name, column: column, in: bufio.NewReaderSize(r, mostLine)}
}

// entries are the lines. The first one is read at once: what is wrong with the
// whole file is said before anything is done.
func (t *table) entries() (iter.Seq2[entry, error], error) {
	first, skip, err := t.next()
	if err != nil && err != io.EOF {
		return nil, err
	}
	return func(yield func(entry, error) bool) {
		for e := first; err != io.EOF; e, skip, err = t.next() {
			if skip {
				continue
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}, nil
}

func (t *table) next() (e entry, skip bool, err error) {
	line, err := t.line()
	if err == io.EOF {
		return e, false, io.EOF
	}
	return t.entry(line, err)
}

// errLong is a line that is too long; the rest of it was read past.
var errLong = fmt.Errorf("longer than %d bytes", mostLine)

func (t *table) line() (string, error) {
	raw, err := t.in.ReadSlice('\n')
	t.at++
	if err == bufio.ErrBufferFull {
		beginning := string(raw[:40])
		for err == bufio.ErrBufferFull {
			_, err = t.in.ReadSlice('\n')
		}
		return beginning, errLong
	}
	if err != nil && (err != io.EOF || len(raw) == 0) {
		return "", err
	}
	return strings.TrimRight(string(raw), "\r\n"), nil
}

// entry reads one line; skip is for one that is empty or the head of the table.
func (t *table) entry(line string, err error) (e entry, skip bool, _ error) {
	place := t.name + ":" + strconv.Itoa(t.at)
	switch {
	case errors.Is(err, errLong):
		return entry{at: t.at, place: place, text: strings.ToValidUTF8(line, "?"), why: err.Error()}, false, nil
	case err != nil:
		return e, false, fmt.Errorf("%s: %w", place, err)
	case t.at == 1 && (strings.HasPrefix(line, "\xff\xfe") || strings.HasPrefix(line, "\xfe\xff")):
		return e, false, usageError{fmt.Errorf("%s is UTF-16: save it as UTF-8", t.name)}
	}
	if t.at == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	if strings.TrimSpace(line) == "" {
		return e, true, nil
	}
	fields, err := t.fields.read(line)
	if err != nil {
		return entry{at: t.at, place: place, text: line, why: "the quotes on this line are not those of CSV"}, false, nil
	}
	if t.at == 1 {
		head, err := t.head(fields)
		if head || err != nil {
			return e, head, err
		}
	}
	if t.index >= len(fields) {
		return entry{at: t.at, place: place, text: line, why: fmt.Sprintf("there are %d columns and the number is in column %d", len(fields), t.index+1)}, false, nil
	}
	return newEntry(t.at, place, fields[t.index]), false, nil
}

// head finds the column and reports whether the first line is a head: it has the
// name that was asked for, or a word without digits where a number should be.
func (t *table) head(fields []string) (bool, error) {
	if n, err := strconv.Atoi(t.column); err == nil && n > 0 {
		t.index = n - 1
	} else if t.column != "" {
		same := func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), t.column) }
		if t.index = slices.IndexFunc(fields, same); t.index < 0 {
			return false, usageError{fmt.Errorf("%s has no column %q in its first line of %d columns: give its name there, or its number", t.name, t.column, len(fields))}
		}
		return true, nil
	}
	if t.index >= len(fields) {
		return false, nil
	}
	word := fields[t.index]
	return strings.ContainsFunc(word, unicode.IsLetter) && !strings.ContainsFunc(word, unicode.IsDigit), nil
}

// lineReader reads one line of CSV at a time.
type lineReader struct {
	line bytes.Reader
	csv  *csv.Reader
}

func (l *lineReader) read(line string) ([]string, error) {
	if !strings.ContainsAny(line, `"`) {
		return strings.Split(line, ","), nil
	}
	l.line.Reset([]byte(line))
	if l.csv == nil {
		l.csv = csv.NewReader(&l.line)
		l.csv.FieldsPerRecord = -1
	}
	fields, err := l.csv.Read()
	if err != nil {
		l.csv = nil // what it holds of this line is not the next one's
	}
	return fields, err
}

// countLines is how much there is to do, about, or -1 for what can be read only
// once.
func countLines(path string) (n int, _ error) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return -1, err
	}
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = file.Close() }()
	buffer := make([]byte, 64<<10)
	for {
		got, err := file.Read(buffer)
		n += bytes.Count(buffer[:got], []byte{'\n'})
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// until ends when ctx does, even while a read waits for somebody to type. The
// goroutine that waits ends with the next byte, or with the process.
func until(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		_ = in.CloseWithError(err) // nil is the end of the file
	}()
	context.AfterFunc(ctx, func() { _ = in.CloseWithError(io.EOF) })
	return out
}
