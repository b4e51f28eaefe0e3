package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a run is. total is how many numbers there are to do, or
// -1; it sinks as some turn out to be done.
type progress interface {
	did(done, total int, money string)
	// over takes the bar away, to write beneath it.
	over()
}

// newProgress is a bar on a terminal, and a line now and then elsewhere.
func newProgress(w world, total int) progress {
	if f, ok := w.stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) && w.getenv("CI") == "" {
		return newBar(w.stderr, total, 100*time.Millisecond)
	}
	return &lines{w: w.stderr, now: w.now, began: w.now(), said: w.now()}
}

type bar struct{ bar *progressbar.ProgressBar }

func newBar(w io.Writer, total int, between time.Duration) *bar {
	return &bar{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w), progressbar.OptionThrottle(between), progressbar.OptionClearOnFinish(),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("numbers"),
		progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(12), progressbar.OptionSpinnerType(14),
		progressbar.OptionSetSpinnerChangeInterval(0), // else it starts a goroutine
	)}
}

func (b *bar) did(done, total int, money string) {
	if total > done && total != b.bar.GetMax() {
		b.bar.ChangeMax(total)
	}
	b.bar.Describe(money)
	_ = b.bar.Set(done)
}

func (b *bar) over() { _ = b.bar.Clear() }

// lines says how far it is every ten seconds.
type lines struct {
	w     io.Writer
	now   func() time.Time
	began time.Time
	said  time.Time
}

const betweenLines = 10 * time.Second

func (l *lines) did(done, total int, money string) {
	now := l.now()
	if now.Sub(l.said) < betweenLines {
		return
	}
	l.said = now
	rate := float64(done) / now.Sub(l.began).Seconds()
	text := fmt.Sprintf("numcheck: %d", done)
	if total >= 0 {
		text += fmt.Sprintf(" of %d", total)
	}
	text += fmt.Sprintf(", %.1f/s, %s", rate, money)
	if total > done && rate > 0 {
		text += fmt.Sprintf(", about %s left", time.Duration(float64(total-done)/rate*float64(time.Second)).Round(time.Second))
	}
	_, _ = fmt.Fprintln(l.w, text)
}

func (*lines) over() {}

// screen is stderr with the bar taken away while something else is written.
type screen struct {
	io.Writer
	bar progress
}

func (s *screen) Write(p []byte) (int, error) {
	if s.bar != nil {
		s.bar.over()
	}
	return s.Writer.Write(p)
}
