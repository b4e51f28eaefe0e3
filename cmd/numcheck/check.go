package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"slices"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// checking is one run.
type checking struct {
	settings *settings
	checker  *client.Checker
	out      *output
	ledger   *ledger // nil where the output is no file
	past     *past
	stderr   *screen
	progress progress

	spentBefore numsim.Money
	tally       tally
	done, total int // numbers asked about and lines that are none; total is -1 where nobody knows
	twice       int
	badLines    int
	capped      bool
	stale       bool  // the output has rows that newer ones replace
	failed      error // why no more is read
	unwritten   bool  // because of the output; the ledger has what is not in it
}

// check is the whole command, once its flags are read.
func check(ctx context.Context, o options, w world) (err error) {
	s, err := settle(o, w.getenv)
	if err != nil {
		return err
	}
	sources, err := s.sources(w)
	if err != nil {
		return err
	}
	r := &checking{settings: &s, past: &past{}, stderr: &screen{Writer: w.stderr}, total: -1}
	numbers, err := r.input(ctx, w)
	if err != nil {
		return err
	}
	if err := r.open(w); err != nil {
		return err
	}
	defer func() { _ = r.out.close() }()
	r.newChecker(ctx, sources, w)
	if err := r.checker.Validate(); err != nil {
		return usageError{err}
	}
	r.progress = newProgress(w, r.total)
	r.stderr.bar = r.progress
	r.all(ctx, numbers)
	return r.end(ctx)
}

// input is where the numbers come from.
func (r *checking) input(ctx context.Context, w world) (iter.Seq2[entry, error], error) {
	switch s := r.settings; {
	case s.in != "":
		var err error
		if r.total, err = countLines(s.in); err != nil {
			return nil, usageError{err}
		}
		file, err := os.Open(s.in)
		if err != nil {
			return nil, usageError{err}
		}
		return newTable(s.in, s.column, file).entries() // open until the process ends
	case s.stdin():
		return newTable("standard input", s.column, until(ctx, w.stdin)).entries()
	default:
		r.total = len(s.numbers)
		return arguments(s.numbers), nil
	}
}

// open reads what an earlier run left, and opens output and ledger.
func (r *checking) open(w world) (err error) {
	s := r.settings
	if s.resume {
		if r.past, err = resume(s); err != nil {
			return err
		}
		r.tally, r.spentBefore = r.past.tally, r.past.spent
	}
	if r.out, err = create(s.out, s.format, w.stdout); err != nil || s.out == "" || s.format == asTable {
		return err // nothing that could be continued
	}
	r.ledger, err = newLedger(r.out, s.out+askedSuffix)
	return err
}

func (r *checking) newChecker(ctx context.Context, sources []client.Source, w world) {
	s := r.settings
	for i, source := range sources {
		sources[i] = gate{source, ctx, r.ledger}
	}
	r.checker = &client.Checker{
		Sources: sources, Agree: s.agree, Workers: s.workers, Cap: s.cap, Spent: r.spentBefore, Price: s.prices, PayTwice: s.payTwice,
		Log: slog.New(slog.NewTextHandler(r.stderr, &slog.HandlerOptions{ReplaceAttr: withoutTime})), Now: w.now,
	}
}

// withoutTime keeps the time off: a person is reading along.
func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// all asks about every number. It asks on after ctx has ended for as long as
// answers are under way, because they are paid for.
func (r *checking) all(ctx context.Context, entries iter.Seq2[entry, error]) {
	numbers := r.numbers(ctx, entries)
	for result := range r.checker.Stream(context.WithoutCancel(ctx), numbers) {
		if err := r.take(result); err != nil {
			r.failed = err
			return
		}
		r.show()
	}
}

// numbers are those that somebody has to be asked about. Stream reads them where
// it gives results, so nothing here is done twice at once.
func (r *checking) numbers(ctx context.Context, entries iter.Seq2[entry, error]) iter.Seq[numsim.Number] {
	return func(yield func(numsim.Number) bool) {
		for e, err := range entries {
			if r.failed = errors.Join(err, r.ledger.broken()); r.failed != nil || ctx.Err() != nil {
				return
			}
			wanted, err := r.sift(e)
			if r.failed = err; err != nil || wanted && !yield(e.number) {
				return
			}
		}
	}
}

// sift reports whether an entry is to be asked about, and writes the row of one
// that is no number.
func (r *checking) sift(e entry) (bool, error) {
	key := packed(e.number)
	if e.why != "" {
		key = packedLine(e.at)
	}
	if !r.past.done.add(key) {
		r.twice++
		r.total = max(r.total-1, -1)
		return false, nil
	}
	if e.why == "" {
		return true, nil
	}
	r.done++
	if r.badLines++; r.badLines <= mostBadLines {
		_, _ = fmt.Fprintf(r.stderr, "numcheck: %s: not asked about: %s\n", e.place, e.why)
	}
	r.tally.count(refused, 1)
	return false, r.out.write(&row{
		Number: flat(e.text), Outcome: refused, Charged: client.NotCharged.String(),
		Reason: reasonBadLine, Note: flat(e.place + ": " + e.why), Line: e.at,
	})
}

// mostBadLines are reported one by one; all have their row.
const mostBadLines = 20

// take writes the row of a result.
func (r *checking) take(result client.Result) error {
	if errors.Is(result.Err, errLater) {
		return r.ledger.settle(result.Number)
	}
	r.done++
	r.capped = r.capped || capped(result)
	before := r.past.before(packed(result.Number))
	if before.outcome != "" && unasked(result) {
		return nil // its row stands
	}
	line := rowOf(result, r.settings.prices, before)
	if err := r.out.write(&line); err != nil {
		r.unwritten = true
		return err
	}
	r.tally.count(line.Outcome, 1)
	if before.outcome != "" {
		r.tally.count(before.outcome, -1)
		r.stale = true
	}
	return r.ledger.settle(result.Number)
}

// unasked reports whether nobody was asked about a number.
func unasked(r client.Result) bool {
	return !slices.ContainsFunc(everybody(r), func(one client.Result) bool {
		return !errors.Is(one.Err, client.ErrCap) && !errors.Is(one.Err, client.ErrLeftAlone)
	})
}

// capped reports whether somebody was not asked for want of money.
func capped(r client.Result) bool {
	return slices.ContainsFunc(everybody(r), func(one client.Result) bool { return errors.Is(one.Err, client.ErrCap) })
}

func everybody(r client.Result) []client.Result { return append([]client.Result{r}, r.Others...) }

func (r *checking) show() {
	r.progress.did(r.done, r.total, r.brief())
}

// end closes the books and says what came of it.
func (r *checking) end(ctx context.Context) error {
	failed := errors.Join(r.failed, r.ledger.broken())
	if !r.unwritten {
		failed = errors.Join(failed, r.ledger.end())
	}
	if failed == nil && r.stale {
		failed = (&history{path: r.settings.out, format: r.settings.format}).compact()
	}
	r.progress.over()
	r.report(r.stderr)
	if failed != nil {
		return fmt.Errorf("stopped: %w", failed)
	}
	code := r.code(ctx)
	r.advice(r.stderr, code)
	if code != exitAnswered {
		return ending{code}
	}
	return nil
}

func (r *checking) code(ctx context.Context) int {
	switch {
	case ctx.Err() != nil:
		return exitInterrupted
	case r.capped:
		return exitCap
	case r.tally.answered < r.tally.all():
		return exitSome
	}
	return exitAnswered
}
