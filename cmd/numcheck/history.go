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
