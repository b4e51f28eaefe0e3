package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync/atomic"
)

type format uint8

const (
	asTable format = iota
	asCSV
	asJSON // a line for each number
)

// output takes rows. Each is written at once: what the process has said it knows
// survives a kill -9.
type output struct {
	format format
	w      io.Writer
	file   *os.File     // nil is standard output
	size   atomic.Int64 // of the file, for whoever asks meanwhile
	buffer bytes.Buffer
}

// create opens the file to write to, or takes stdout. What holds phone numbers is
// for its owner alone to read.
func create(path string, f format, stdout io.Writer) (*output, error) {
	o := &output{format: f, w: stdout}
	if path != "" {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
		if err != nil {
			return nil, usageError{err}
		}
		if err := lock(file); err != nil {
			_ = file.Close()
			return nil, usageError{fmt.Errorf("%s is in use by another numcheck: wait for it (%w)", path, err)}
		}
		info, err := file.Stat()
		if err != nil {
			_ = file.Close()
			return nil, err
		}
		o.w, o.file = file, file
		o.size.Store(info.Size())
	}
	if o.size.Load() > 0 {
		return o, nil
	}
	return o, o.begin()
}

func (o *output) begin() error {
	switch o.format {
	case asCSV:
		return o.cells(columns())
	case asTable:
		return o.flush(fmt.Appendf(nil, tableLine, "NUMBER", "OUTCOME", "STATUS", "CARRIER", "PROVIDER", "CHARGED", "YUAN", "NOTE"))
	}
	return nil
}

const tableLine = "%-15s  %-8s  %-14s  %-9s  %-8s  %-7s  %-6s  %s\n"

func (o *output) write(r *row) error {
	switch o.format {
	case asCSV:
		return o.cells(r.cells())
	case asJSON:
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		return o.flush(append(line, '\n'))
	}
	note := r.Note
	for _, other := range r.Others {
		note += " [" + other.Provider + ": " + other.Status + other.Reason + "]"
	}
	if r.Agreement != "" {
		note = r.Agreement + note
	}
	return o.flush(fmt.Appendf(nil, tableLine, flat(r.Number), r.Outcome, dash(r.Status), dash(r.Carrier), dash(r.Provider), r.Charged, dash(r.Cost), note))
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func (o *output) cells(cells []string) error {
	o.buffer.Reset()
	w := csv.NewWriter(&o.buffer)
	if err := w.Write(cells); err != nil {
		return err
	}
	w.Flush()
	return o.flush(o.buffer.Bytes())
}

func (o *output) flush(line []byte) error {
	n, err := o.w.Write(line)
	o.size.Add(int64(n))
	if err != nil {
		return fmt.Errorf("the output cannot be written: %w", err)
	}
	return nil
}

// sync has the disk hold what was written.
func (o *output) sync() error {
	if o.file == nil {
		return nil
	}
	return o.file.Sync()
}

func (o *output) close() error {
	if o.file == nil {
		return nil
	}
	return o.file.Close()
}
