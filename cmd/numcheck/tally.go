package main

import (
	"fmt"
	"io"
	"strings"
)

// tally is how many rows say what.
type tally struct{ answered, refused, perhaps int }

func (t *tally) count(outcome string, n int) {
	switch outcome {
	case answered:
		t.answered += n
	case refused:
		t.refused += n
	case perhaps:
		t.perhaps += n
	}
}

func (t *tally) all() int { return t.answered + t.refused + t.perhaps }

// brief is what the run has spent, beside a bar: "0.20 yuan, 0.10 perhaps".
func (r *checking) brief() string {
	t := r.checker.Totals()
	text := t.Spent.String() + " yuan"
	if t.PerhapsSpent > 0 {
		text += ", " + t.PerhapsSpent.String() + " perhaps"
	}
	return text
}

// money is the same at length.
func (r *checking) money() string {
	t := r.checker.Totals()
	text := fmt.Sprintf("%s yuan spent, %s perhaps", t.Spent, t.PerhapsSpent)
	if r.spentBefore > 0 {
		text += fmt.Sprintf(", %s before", r.spentBefore)
	}
	for _, name := range r.settings.providers {
		s := t.Sources[name]
		if _, known := r.settings.prices[name]; !known && s.Charged+s.Perhaps > 0 {
			text += fmt.Sprintf(", and %d numbers at %s, whose price is not known (--price-cny)", s.Charged+s.Perhaps, name)
		}
	}
	return text
}

// report is the end of a run for whoever reads stderr.
func (r *checking) report(w io.Writer) {
	t := r.tally
	_, _ = fmt.Fprintf(w, "numcheck: %d rows: %d answered, %d refused, %d perhaps charged\n", t.all(), t.answered, t.refused, t.perhaps)
	totals := r.checker.Totals()
	var each []string
	for _, name := range r.settings.providers {
		s := totals.Sources[name]
		if s.Asked == 0 {
			continue
		}
		paid := fmt.Sprintf("%s %d asked, %d answered, %d charged", name, s.Asked, s.Answered, s.Charged)
		if s.Perhaps > 0 {
			paid += fmt.Sprintf(", %d perhaps", s.Perhaps)
		}
		each = append(each, paid)
	}
	_, _ = fmt.Fprintf(w, "numcheck: %s\n", r.money())
	if len(each) > 0 {
		_, _ = fmt.Fprintf(w, "numcheck: %s\n", strings.Join(each, "; "))
	}
	r.leftOut(w)
}

func (r *checking) leftOut(w io.Writer) {
	if r.twice > 0 {
		what := "were there twice"
		if r.settings.resume {
			what = "had their row already, or were there twice"
		}
		_, _ = fmt.Fprintf(w, "numcheck: %d numbers %s\n", r.twice, what)
	}
	if r.badLines > mostBadLines {
		_, _ = fmt.Fprintf(w, "numcheck: %d lines are no numbers; %d are not reported here, all have a row\n", r.badLines, r.badLines-mostBadLines)
	}
}

// advice says how to go on after a run that did not reach its end.
func (r *checking) advice(w io.Writer, code int) {
	how := "the same command with --resume goes on"
	switch {
	case r.settings.out == "":
		how = "with --out the rest could be asked later"
	case code == exitCap:
		how = "the same command with --resume and a higher --max-cny goes on"
	}
	why := map[int]string{exitCap: "the cap is reached", exitInterrupted: "interrupted"}[code]
	if why != "" {
		_, _ = fmt.Fprintf(w, "numcheck: %s; %s\n", why, how)
	}
}
