package main

import (
	"errors"
	"os"
	"slices"

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
