package main

import (
	"context"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/numsim/numsim/internal/supervise"
)

// supervise runs the command with the standard files of this process.
func (x *executing) supervise(cmd *cobra.Command, env []string) (supervise.Ended, error) {
	self, err := os.Executable()
	if err != nil {
		return supervise.Ended{}, err
	}
	out, outDone, err := fileOf(cmd.OutOrStdout())
	if err != nil {
		return supervise.Ended{}, err
	}
	defer outDone()
	errs, errsDone, err := fileOf(cmd.ErrOrStderr())
	if err != nil {
		return supervise.Ended{}, err
	}
	defer errsDone()
	return supervise.Command{
		Guardian: []string{self, "contract", guardian}, Args: x.command, Env: env,
		Files: [3]*os.File{os.Stdin, out, errs}, Terminal: term.IsTerminal(int(os.Stdin.Fd())),
		Timeout: x.timeout, Signals: x.signals, Alone: true,
	}.Run()
}

// fileOf is what a writer writes to; one that is no file gets a pipe, and done
// waits until all of it was copied.
func fileOf(w io.Writer) (f *os.File, done func(), err error) {
	if f, is := w.(*os.File); is {
		return f, func() {}, nil
	}
	from, to, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	copied, over := context.WithCancel(context.Background())
	go func() {
		defer over()
		_, _ = io.Copy(w, from)
	}()
	return to, func() { _ = to.Close(); <-copied.Done(); _ = from.Close() }, nil
}

// typed is the command as it was typed, or its beginning.
func (x *executing) typed() string {
	const longest = 100
	text := []rune(strings.ReplaceAll(strings.Join(x.command, " "), "\n", " "))
	if len(text) > longest {
		return string(text[:longest]) + "…"
	}
	return string(text)
}
