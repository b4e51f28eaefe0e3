package main

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/numsim/numsim/conformance"
)

// progress shows how far a run is: a bar on a terminal, a line for each hundred
// cases elsewhere.
type progress struct {
	w                  io.Writer
	bar                *progressbar.ProgressBar
	done, total, wrong int
}

func newProgress(w io.Writer, total int) *progress {
	p := &progress{w: w, total: total}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) && os.Getenv("CI") == "" {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionShowCount(),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20), progressbar.OptionSetSpinnerChangeInterval(0))
	}
	return p
}

func (p *progress) did(r conformance.Result) {
	p.done++
	if r.Outcome == conformance.Failed || r.Outcome == conformance.Stopped {
		p.wrong++
	}
	if p.bar != nil {
		p.bar.Describe(fmt.Sprintf("%d broken", p.wrong))
		_ = p.bar.Set(p.done)
	} else if p.done%100 == 0 {
		line(p.w, "contract: %d of %d cases, %d broken", p.done, p.total, p.wrong)
	}
}

func (p *progress) over() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
