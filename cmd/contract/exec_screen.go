package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// screenLines is how much exec says in the end: what a person sees without
// scrolling. Reports have the rest.
const screenLines = 25

// tell writes the first screen: what failed comes first, then notes.
func (x *executing) tell(w io.Writer, r *conformance.Report) {
	tail := x.tail(r)
	room := screenLines - len(tail)
	line(w, "")
	room--
	var left []string
	for _, one := range worstFirst(r) {
		block := failed(&one)
		if room < len(block) {
			left = append(left, one.ID)
			continue
		}
		room -= len(block)
		line(w, "%s", strings.Join(block, "\n"))
	}
	for _, text := range append(notes(r, room, left), tail...) {
		line(w, "%s", text)
	}
}

// worstFirst are the results that did not hold: what the client did first, then
// what it left out, and last what follows from either.
func worstFirst(r *conformance.Report) []conformance.Result {
	list := append(r.Of(conformance.Failed), r.Of(conformance.Stopped)...)
	order := []string{"calls", "journal", "never", "unnoticed", "refusals", "expect", "contract", "command"}
	slices.SortStableFunc(list, func(a, b conformance.Result) int {
		return slices.Index(order, strings.Split(a.ID, ".")[2]) - slices.Index(order, strings.Split(b.ID, ".")[2])
	})
	return list
}

// failed is one result in a few lines.
func failed(r *conformance.Result) []string {
	text := []string{strings.ToUpper(string(r.Outcome)) + " " + r.ID}
	add := func(what, said string) {
		for i, one := range strings.Split(said, "\n") {
			if i > 0 {
				what = ""
			}
			text = append(text, fmt.Sprintf("  %-7s %s", what, one))
		}
	}
	for i, f := range r.Failures {
		if i == 1 {
			add("", fmt.Sprintf("and %d more of the kind", len(r.Failures)-1))
			break
		}
		add("did", f.Actual)
		add("should", f.Expected)
	}
	if r.Reason != "" {
		add("why", r.Reason)
	}
	if len(r.Failures) == 0 || r.Failures[0].Expected != r.Rule {
		add("rule", r.Rule)
	}
	add("where", r.Source)
	return text
}

// tail is how it ended, and where the whole is.
func (x *executing) tail(r *conformance.Report) []string {
	list := []string{fmt.Sprintf("contract exec: %d passed, %d failed, %d skipped; %s", r.Passed, r.Failed+r.Errors, r.Skipped, x.typed())}
	if r.Exit != exitOK && len(x.reports) == 0 {
		list = append(list, "the whole, with every exchange: contract exec --report md=exec.md,json=exec.json ...")
	} else if r.Exit != exitOK {
		list = append(list, "the whole, with every exchange: "+strings.Join(x.reports, ", "))
	}
	return append(list, fmt.Sprintf("exit %d: %s", r.Exit, r.ExitWhy))
}

// notes are what is said and does not count, as far as there is room.
func notes(r *conformance.Report, room int, left []string) (list []string) {
	if len(left) > 0 {
		list = append(list, "and "+strings.Join(left, ", ")+": see the report")
	}
	for _, one := range r.Results {
		if one.Reason != "" && (one.Outcome == conformance.Passed || one.Outcome == conformance.Skipped) && len(list) < room {
			list = append(list, "note: "+one.ID+": "+one.Reason)
		}
	}
	return list
}
