package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
)

// judge is how a live run ended: of several endings the first of 2, 7, 4, 1, 3,
// 5, 6.
func (l *live) judge(plain ending, s *conformance.Suite, r *conformance.Report) ending {
	if plain.code == exitInterrupted || plain.code == exitUsage {
		return plain
	}
	all := l.noted()
	for i := range r.Results {
		one := &r.Results[i]
		if one.Outcome == conformance.Failed && s.FailOn != "never" {
			v := l.verdict(s, one)
			one.Reason = fmt.Sprintf("%s is wrong: %s; %s", v.Wrong, v.Why, v.Do)
			all = append(all, ending{v.Code(), one.ID + ": " + one.Reason})
		}
	}
	if r.Partial != "" {
		all = append(all, ending{exitPartial, fmt.Sprintf("%s: %d cases were not run", r.Partial, r.NotRun)})
	}
	if len(all) == 0 && r.Errors > 0 {
		return plain
	}
	return worst(all, ending{exitOK, fmt.Sprintf("%d rules hold", r.Passed)})
}

func worst(all []ending, none ending) ending {
	for _, code := range []int{exitUsage, exitLeak, exitRefused, exitFault, exitDrift, exitPartial, exitEnvironment} {
		if i := slices.IndexFunc(all, func(e ending) bool { return e.code == code }); i >= 0 {
			return all[i]
		}
	}
	return none
}

// noted are the endings that calls had which got no answer.
func (l *live) noted() (all []ending) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, err := range l.troubles {
		var coded interface{ Code() int }
		var file *fs.PathError
		switch {
		case errors.As(err, &coded):
			all = append(all, ending{coded.Code(), err.Error()})
		case errors.As(err, &file): // of a recording
			all = append(all, ending{exitFault, err.Error()})
		default:
			all = append(all, ending{exitEnvironment, "a call got no answer: " + err.Error()})
		}
	}
	return all
}

// verdict says which side is wrong where a case failed.
func (l *live) verdict(s *conformance.Suite, r *conformance.Result) replay.Verdict {
	bad := s.Bad(r)
	e := replay.Evidence{Request: !l.unsigned[r.ID], History: l.past(s, r.ID, bad)}
	for _, f := range bad {
		if f.Direction == "request" {
			e.Request = false
		} else {
			e.Live = replay.Violates
		}
	}
	if l.broken[r.ID] {
		e.Live = replay.NoAnswer
	}
	switch {
	case e.Request && e.Live == replay.Satisfies:
		return replay.Verdict{Wrong: replay.SimulatorWrong, Why: "the answer satisfies the contract, and is not what the rule says", Do: "see whether the number still is what the allow-list says, then mend the rule and the simulator"}
	case e.Request && e.Live == replay.Violates && e.History == replay.NoHistory:
		return replay.Verdict{Wrong: replay.ProviderChanged, Why: "the live answer leaves the contract, and no recording tells whether it ever did not", Do: "look at the finding, and accept it as a reading or ask the provider"}
	}
	return replay.Judge(e)
}

// past is how the case's last recording stood to the contract.
func (l *live) past(s *conformance.Suite, id string, now []contracts.Finding) replay.History {
	rec := l.history[id]
	if rec == nil {
		return replay.NoHistory
	}
	was := places(l.recorded(rec, s))
	switch {
	case len(was) == 0:
		return replay.SatisfiedOnce
	case slices.Equal(was, places(now)):
		return replay.ViolatedAlike
	}
	return replay.ViolatedOtherwise
}

// recorded judges a recorded answer as a live one is judged.
func (l *live) recorded(rec *replay.Recording, s *conformance.Suite) []contracts.Finding {
	header := func(all map[string]string) http.Header {
		h := http.Header{}
		for name, value := range all {
			h.Set(name, value)
		}
		return h
	}
	found := l.contract.JudgeAnswer(&contracts.Exchange{
		Case: rec.Case, Method: rec.Request.Method, URL: &url.URL{Scheme: "https", Host: rec.Request.Host, Path: rec.Request.Path, RawQuery: rec.Request.Query},
		Header: header(rec.Request.Header), Body: rec.Request.Body,
		Status: rec.Answer.Status, AnswerHeader: header(rec.Answer.Header), AnswerBody: rec.Answer.Body,
	})
	return s.Bad(&conformance.Result{Findings: found})
}

// places are where answers leave the contract.
func places(found []contracts.Finding) (list []string) {
	for _, f := range found {
		if f.Direction == "answer" {
			list = append(list, f.Rule+" "+f.Pointer)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
