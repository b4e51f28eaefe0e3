package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// past is what the output already says, from a run that this one continues.
type past struct {
	done  numberSet          // not asked again
	again numberSet          // has a row, and is asked again
	owed  map[uint64]earlier // of again, where the row is more than refused for nothing
	tally tally
	spent numsim.Money // with what is perhaps spent
}

// earlier is what an earlier row said of a number.
type earlier struct {
	outcome string // empty where there is no such row
	costs   costs
}

// resume reads the output of an earlier run and what its ledger left open, which
// becomes rows that say perhaps.
func resume(s *settings) (*past, error) {
	p, h := &past{owed: map[uint64]earlier{}}, &history{path: s.out, format: s.format}
	out, err := create(s.out, s.format, nil) // nobody else writes meanwhile
	if err != nil {
		return nil, err
	}
	defer func() { _ = out.close() }()
	if err := h.mend(out, s); err != nil {
		return nil, err
	}
	return p, h.rows(func(_ int64, r *row, _ []byte) error { return p.remember(r, s) })
}

// mend has the output say what the ledger knows, and each number have one row.
// The ledger goes before the rows move: it tells them by their place.
func (h *history) mend(out *output, s *settings) error {
	if err := h.trim(); err != nil {
		return err
	}
	open, err := readLedger(s.out + askedSuffix)
	if err != nil {
		return err
	}
	if err := h.match(open); err != nil {
		return err
	}
	if err := h.confess(out, open, s.prices); err != nil {
		return err
	}
	if err := os.Remove(s.out + askedSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return h.compact()
}

// match leaves in open what has no row since it was asked about.
func (h *history) match(open map[numsim.Number]*leftOpen) error {
	return h.rows(func(at int64, r *row, _ []byte) (err error) {
		left := open[numsim.Number(r.Number)]
		switch {
		case left == nil:
		case at >= left.at:
			delete(open, numsim.Number(r.Number))
		default:
			left.before.outcome = r.Outcome
			left.before.costs, err = r.costs()
		}
		return err
	})
}

// remember sorts a row into what is done and what is asked again.
func (p *past) remember(r *row, s *settings) error {
	c, err := r.costs()
	if err != nil {
		return err
	}
	p.tally.count(r.Outcome, 1)
	p.spent += c.sure + c.perhaps
	if !asksAgain(r, s) {
		p.done.add(r.key())
		return nil
	}
	p.again.add(r.key())
	if r.Outcome != refused || c != (costs{}) {
		p.owed[r.key()] = earlier{r.Outcome, c}
	}
	return nil
}

// before is what an earlier row said of a number.
func (p *past) before(key uint64) earlier {
	if e, ok := p.owed[key]; ok {
		return e
	}
	if p.again.has(key) {
		return earlier{outcome: refused}
	}
	return earlier{}
}

// asksAgain reports whether a number that has this row is asked about once more.
// One that nobody was asked about always is.
func asksAgain(r *row, s *settings) bool {
	switch {
	case r.Outcome == perhaps:
		return s.retryPerhaps
	case r.Outcome == answered, r.Reason == reasonBadLine:
		return false
	case r.Reason == reasonCap, r.Reason == reasonAlone:
		return true
	}
	hopeless := []string{numsim.BadNumber.String(), numsim.BadRequest.String()}
	return s.retryRefused && !slices.Contains(hopeless, r.Reason)
}

func (r *row) key() uint64 {
	if r.Reason == reasonBadLine {
		return packedLine(r.Line)
	}
	return packed(numsim.Number(r.Number))
}

// history is an output that was written before.
type history struct {
	path   string
	format format
}

// trim cuts off a last line that was torn by a kill or a power cut; its number is
// in the ledger.
func (h *history) trim() error {
	file, err := os.OpenFile(h.path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return usageError{err}
	}
	defer func() { _ = file.Close() }()
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	whole, last := end, []byte{0}
	for ; whole > 0; whole-- {
		if _, err := file.ReadAt(last, whole-1); err != nil {
			return err
		}
		if last[0] == '\n' {
			break
		}
	}
	if whole == end {
		return nil
	}
	return file.Truncate(whole)
}

// rows reads the rows, each with its place and its line.
func (h *history) rows(each func(at int64, r *row, line []byte) error) error {
	file, err := os.Open(h.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return usageError{err}
	}
	defer func() { _ = file.Close() }()
	var csv lineReader
	in, at := bufio.NewReader(file), int64(0)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if n > 1 || h.format != asCSV {
			r, err := h.row(&csv, line)
			if err != nil {
				return usageError{fmt.Errorf("%s:%d is no row of numcheck's: is it another --format, or was it edited?", h.path, n)}
			}
			if err := each(at, &r, line); err != nil {
				return err
			}
		} else if strings.TrimSpace(string(line)) != strings.Join(columns(), ",") {
			return usageError{fmt.Errorf("%s:1 is not the head that numcheck writes: is it another --format, or another program's file?", h.path)}
		}
		at += int64(len(line))
	}
}

func (h *history) row(csv *lineReader, line []byte) (row, error) {
	if h.format == asJSON {
		return fromJSON(line)
	}
	cells, err := csv.read(strings.TrimRight(string(line), "\n"))
	if err != nil {
		return row{}, err
	}
	return fromCells(cells)
}

// confess writes rows for what was being asked when a run was killed.
func (h *history) confess(out *output, open map[numsim.Number]*leftOpen, prices map[string]numsim.Money) error {
	for _, n := range slices.Sorted(maps.Keys(open)) {
		r := open[n].row(n, prices)
		if err := out.write(&r); err != nil {
			return err
		}
	}
	return out.sync()
}

func (l *leftOpen) row(n numsim.Number, prices map[string]numsim.Money) row {
	providers := slices.Compact(slices.Sorted(slices.Values(l.providers)))
	r := row{
		Number: string(n), Outcome: perhaps, Provider: providers[len(providers)-1], Charged: "perhaps", Reason: reasonKilled,
		Note: "the run was killed while " + strings.Join(providers, " and ") + " was asked: look at the bill, or ask again with --retry-perhaps",
	}
	sum := l.before.costs
	for _, name := range providers {
		price, known := prices[name]
		sum = sum.plus(costs{perhaps: price, unknown: !known})
	}
	r.setCosts(sum)
	return r
}

// compact leaves one row for each number, the last.
func (h *history) compact() error {
	last := map[uint64]int64{} // of those that are there twice
	var seen numberSet
	err := h.rows(func(at int64, r *row, _ []byte) error {
		if !seen.add(r.key()) {
			last[r.key()] = at
		}
		return nil
	})
	if err != nil || len(last) == 0 {
		return err
	}
	fresh := &history{path: h.path + ".new", format: h.format}
	if err := os.RemoveAll(fresh.path); err != nil {
		return err
	}
	out, err := create(fresh.path, h.format, nil)
	if err != nil {
		return err
	}
	defer func() { _ = out.close() }()
	buffer := bufio.NewWriter(out.w)
	err = h.rows(func(at int64, r *row, line []byte) error {
		if where, ok := last[r.key()]; ok && where != at {
			return nil
		}
		_, err := buffer.Write(line)
		return err
	})
	for _, step := range []func() error{buffer.Flush, out.sync, func() error { return os.Rename(fresh.path, h.path) }} {
		if err == nil {
			err = step()
		}
	}
	return err
}
