package conformance

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"runtime/debug"
	"slices"
	"time"

	"github.com/numsim/numsim/contracts"
)

// Run runs one case against a target.
func (s *Suite) Run(ctx context.Context, target Target, c Case) Result {
	began := time.Now()
	r := s.run(ctx, target, &c)
	r.Took = time.Since(began)
	return r
}

func (s *Suite) run(ctx context.Context, target Target, c *Case) (r Result) {
	r = Result{ID: c.ID, Provider: c.Provider(), Rule: c.Rule, Source: string(c.Source), Forced: c.Forced, Target: target.Name()}
	contract, err := s.contract(c)
	if err != nil {
		return r.stopped(err)
	}
	place, err := target.Arrange(ctx, c)
	var cannot Cannot
	if errors.As(err, &cannot) {
		r.Outcome, r.Reason = Skipped, string(cannot)
		return r
	} else if err != nil {
		return r.stopped(fmt.Errorf("the target cannot be made ready: %w", err))
	}
	if place.Close != nil {
		defer place.Close()
	}
	defer func() {
		if fault := recover(); fault != nil {
			r = r.stopped(fmt.Errorf("the case panics: %v\n%s", fault, debug.Stack()))
		}
	}()
	t := &take{suite: s, result: &r, stage: &Stage{
		Place: place, Case: c, Contract: contract, seed: s.Seed,
		camera: &camera{through: place.HTTP, answerer: cmp.Or(place.Answerer, contracts.Provider), id: c.ID},
	}}
	if place.HTTP == nil {
		t.stage.camera.through = direct()
	}
	t.all(ctx)
	return r
}

// take is one run of one case.
type take struct {
	suite  *Suite
	stage  *Stage
	result *Result
	failed bool
	film   []*contracts.Exchange // of the step under way
}

func (t *take) all(ctx context.Context) {
	t.result.Outcome = Passed
	for i := range t.stage.Case.Steps {
		if err := t.step(ctx, i); err != nil {
			t.show()
			t.result.stop(err)
			t.result.Reason = t.hide(t.result.Reason)
			return
		}
	}
	t.claims()
	t.violations()
	t.show()
	if t.failed {
		t.result.Outcome = Failed
	}
}

// step makes one call. An error is one of the environment: no answer where one
// was asked for by wire.
func (t *take) step(ctx context.Context, i int) error {
	step := &t.stage.Case.Steps[i]
	if step.After > 0 {
		if t.stage.Place.Advance == nil {
			return Cannotf("the target's clock cannot be put forward")
		}
		if err := t.stage.Place.Advance(step.After); err != nil {
			return fmt.Errorf("putting the clock forward: %w", err)
		}
	}
	seen := &Seen{Stage: t.stage}
	if err := t.call(ctx, step, seen); err != nil {
		return fmt.Errorf("step %d: %w", i+1, err)
	}
	seen.Exchanges = t.stage.camera.take()
	t.film = seen.Exchanges
	for _, x := range seen.Exchanges {
		t.judge(step, x)
	}
	for _, check := range step.Checks {
		if actual, ok := check.Look(seen); !ok {
			t.fail(i+1, check.Expected, actual)
		}
	}
	t.stage.earlier = append(t.stage.earlier, seen.Exchanges...)
	return nil
}

func (t *take) call(ctx context.Context, step *Step, seen *Seen) error {
	ctx, stop := context.WithTimeout(ctx, 4*patience)
	defer stop()
	switch {
	case step.Ask != nil:
		seen.Value, seen.Err = step.Ask(ctx, t.stage)
		return cmp.Or(ctx.Err(), unreached(seen.Err))
	case step.Bytes != nil:
		return t.stage.camera.raw(ctx, t.stage.Base(), step.Bytes(t.stage))
	}
	req, err := step.Send(t.stage)
	if err != nil {
		return err
	}
	res, err := t.stage.client().Do(req.WithContext(ctx))
	if err != nil {
		return bare(err)
	}
	return res.Body.Close()
}

// unreached is an error of dialling: nobody is there whom a rule could be about.
// A client that is let down by an answer, or by none, is a case's business.
func unreached(err error) error {
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return err
	}
	return nil
}

// bare is an error of net/http's without the URL, which holds the query.
func bare(err error) error {
	var whole *url.Error
	if errors.As(err, &whole) {
		return whole.Err
	}
	return err
}

func (t *take) fail(step int, expected, actual string) {
	t.failed = true
	t.result.Failures = append(t.result.Failures, Failure{Step: step, Expected: t.hide(expected), Actual: t.hide(actual)})
}

// judge holds an exchange against the contract.
func (t *take) judge(step *Step, x *contracts.Exchange) {
	var found []contracts.Finding
	if !step.Wrong {
		found = t.stage.Contract.JudgeRequest(x)
	}
	if x.Status != 0 {
		found = append(found, t.stage.Contract.JudgeAnswer(t.veiled(x))...)
	}
	for _, f := range found {
		if f.Direction == "answer" && slices.Contains(t.stage.Case.Violates, f.Rule) {
			t.result.Violated = append(t.result.Violated, f.Rule)
			continue
		}
		t.result.Findings = append(t.result.Findings, f)
		t.failed = t.failed || t.suite.fails(f.Severity)
	}
}

func (s *Suite) fails(severity contracts.Severity) bool {
	order := []contracts.Severity{contracts.Breaking, contracts.Risky, contracts.Info}
	return slices.Index(order, severity) <= slices.Index(order, cmp.Or(s.FailOn, contracts.Breaking))
}

// violations are what the case said its answer would break.
func (t *take) violations() {
	for _, rule := range t.stage.Case.Violates {
		if !slices.Contains(t.result.Violated, rule) {
			t.fail(0, "an answer that breaks the contract's rule "+rule+", as the case says", "no answer breaks it")
		}
	}
}
