package probe

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// judge is what became of a module.
func (s *Session) judge(ctx context.Context, m *Module, seen *Seen, word Word) (conformance.Result, error) {
	r := conformance.Result{ID: m.ID(), Provider: m.Provider, Rule: m.Rule, Source: m.Source, Outcome: conformance.Passed}
	switch {
	case word == Skip:
		return s.skipped(r, "you skipped it"), nil
	case len(seen.Calls) == 0 && len(seen.Strange()) == 0:
		return s.skipped(r, unseen(seen)), nil
	}
	v := Verdict{}
	if len(seen.Calls) > 0 {
		v = m.Judge(seen)
	}
	ownKey(seen, &v)
	r.Failures, r.Remarks = v.Failures, slices.Concat(v.Remarks, aside(seen))
	if len(r.Failures) == 0 && v.Unmet != "" {
		return s.skipped(r, v.Unmet), nil
	}
	if len(r.Failures) == 0 && m.Asks != "" && !v.Settled {
		return s.ask(ctx, m, r)
	}
	if len(r.Failures) > 0 {
		r.Outcome = conformance.Failed
		r.Exchanges = shown(seen)
	}
	return r, nil
}

// ask has the person say what no wire shows. Without a word nothing is proved.
func (s *Session) ask(ctx context.Context, m *Module, r conformance.Result) (conformance.Result, error) {
	reply, err := s.Person.Answer(ctx, m)
	if err != nil {
		return r, err
	}
	switch reply {
	case Yes:
		r.Remarks = append(r.Remarks, "passed by your word: "+m.Asks+" yes")
		return r, nil
	case No:
		r.Outcome = conformance.Failed
		r.Failures = append(r.Failures, conformance.Failure{Expected: "yes to: " + m.Asks, Actual: "you said no"})
		return r, nil
	}
	return s.skipped(r, "it asks you, for no wire shows it: "+m.Asks+" Say so with --answer "+m.Name+"=yes or =no"), nil
}

func (s *Session) skipped(r conformance.Result, why string) conformance.Result {
	r.Outcome, r.Reason = conformance.Skipped, why
	if s.RequireAll {
		r.Outcome, r.Reason = conformance.Failed, ""
		r.Failures = append(r.Failures, conformance.Failure{Expected: "a call to judge, for every module is required", Actual: why})
	}
	return r
}

func unseen(s *Seen) string {
	if len(s.Foreign) == 0 {
		return "no call came in its window"
	}
	return fmt.Sprintf("no call came with its key; %d came with those of an earlier module", len(s.Foreign))
}

// aside is what came and is not judged.
func aside(s *Seen) (remarks []string) {
	if s.missed > 0 {
		remarks = append(remarks, fmt.Sprintf("%s came besides, not judged: these were enough", numbered(s.missed)))
	}
	if late := len(s.Foreign) - len(s.Strange()); late > 0 {
		remarks = append(remarks, fmt.Sprintf("%s came late, with the keys of an earlier module: not judged", numbered(late)))
	}
	return remarks
}

func numbered(calls int) string {
	if calls == 1 {
		return "1 call"
	}
	return fmt.Sprintf("%d calls", calls)
}

// hidden is what a report has not of a call: who sends another key than the
// module's may have sent one of their own.
func (s *Seen) hidden(c *Call) []string {
	if slices.Contains(s.Foreign, c) {
		return []string{s.Secret, c.KeyID}
	}
	return []string{s.Secret}
}

// mostShown is how many exchanges a report has of a module.
const mostShown = 6

// shown are the first calls as a report may show them.
func shown(s *Seen) []conformance.Shown {
	var list []conformance.Shown
	calls := slices.Concat(s.Strange(), s.Calls)
	for _, c := range calls[:min(len(calls), mostShown)] {
		path, query, _ := strings.Cut(c.Target, "?")
		list = append(list, conformance.ShowSigned(&contracts.Exchange{
			Method: c.Method, URL: &url.URL{Scheme: "http", Host: c.Host, Path: path, RawQuery: query}, Header: c.Header, Body: c.Body,
			Status: c.Status, AnswerHeader: c.AnswerHeader, AnswerBody: c.AnswerBody, Answerer: contracts.Simulator,
		}, s.signed(c), s.hidden(c)...))
	}
	return list
}
