package capsule

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/numsim/numsim/ctl"
)

// Options say where a capsule is replayed.
type Options struct {
	Client *ctl.Client // of the simulator's control port
	// Patience is how long an answer is waited for; 0 is 30 s. What the scenario
	// delays for longer counts as not come.
	Patience time.Duration
}

// Report is what came of a replay.
type Report struct {
	Reproduced  bool         `json:"reproduced"` // nothing differs, and everything was sent
	Calls       int          `json:"calls"`      // that were sent
	Skipped     []Skipped    `json:"skipped"`    // that cannot be
	Differences []Difference `json:"differences"`
	LeftOut     []string     `json:"left_out"` // what no replay has
}

// Skipped is a call that was not sent.
type Skipped struct {
	Step int    `json:"step"`
	Seq  uint64 `json:"seq"`
	Why  string `json:"why"`
}

// Difference is a place where the replay went another way.
type Difference struct {
	Where    string `json:"where"` // steps[3].call.answer.row, verdict.unmet[0]
	Recorded string `json:"recorded"`
	Replayed string `json:"replayed"`

	step int
}

func (d Difference) String() string {
	return fmt.Sprintf("%s: recorded %s, replayed %s", d.Where, d.Recorded, d.Replayed)
}

// mostDifferences are listed; the first is what matters.
const mostDifferences = 100

// run is one replay.
type run struct {
	file   *File
	c      *ctl.Client // of the tenant
	tenant string
	keys   ctl.Keys
	http   *http.Client
	asked  context.Context
	at     int               // the step that is compared
	seen   uint64            // the last entry of the new journal
	seqs   map[uint64]uint64 // recorded to replayed
	report Report
}

// Replay makes a tenant of the file, has everything happen again, and takes the
// tenant away. An error is the simulator's, or the file's beginning cannot be
// used: then nothing was compared to the end.
func Replay(ctx context.Context, f *File, o Options) (Report, error) {
	if o.Patience == 0 {
		o.Patience = 30 * time.Second
	}
	r := &run{
		file: f, tenant: "replay-" + strings.ToLower(rand.Text()[:12]), asked: ctx, seqs: map[uint64]uint64{},
		report: Report{Skipped: []Skipped{}, Differences: []Difference{}, LeftOut: eachVisible(f.LeftOut)},
		http: &http.Client{
			Timeout: o.Patience, Transport: &http.Transport{DisableKeepAlives: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	r.c = o.Client.For(r.tenant)
	if err := r.begin(); err != nil {
		return r.report, err
	}
	err := r.steps()
	if err == nil {
		err = r.bodies()
	}
	if err == nil {
		err = r.verdict()
	}
	if gone := o.Client.DeleteTenant(context.WithoutCancel(ctx), r.tenant); err == nil {
		err = gone
	}
	r.report.Reproduced = err == nil && len(r.report.Differences) == 0 && len(r.report.Skipped) == 0
	return r.report, err
}

// begin restores the beginning. The clock stands still from then on, and whole
// numbers are shown: they are the file's own.
func (r *run) begin() error {
	var begin map[string]json.RawMessage
	if err := json.Unmarshal(r.file.Begin, &begin); err != nil {
		return flaw("begin", "%v", err)
	}
	begin["clear_numbers"], begin["frozen"] = json.RawMessage("true"), json.RawMessage("true")
	text, err := json.Marshal(begin)
	if err != nil {
		return err
	}
	made, err := r.c.RestoreState(r.asked, text)
	var no *ctl.Error
	switch {
	case errors.As(err, &no) && (no.Status == http.StatusBadRequest || no.Status == http.StatusUnprocessableEntity):
		return flaw("begin", "%v", no)
	case err != nil:
		return fmt.Errorf("the beginning cannot be restored: %w", err)
	case made.Keys == nil:
		return errors.New("the simulator has a tenant of the name " + r.tenant + "; try again")
	}
	r.keys = *made.Keys
	return nil
}

func (r *run) steps() error {
	frozen := true
	for i := range r.file.Steps {
		s := &r.file.Steps[i]
		r.at = i
		if _, err := r.c.SetClock(r.asked, ctl.ClockChange{Now: &s.At, Frozen: &frozen}); err != nil {
			return fmt.Errorf("steps[%d]: %w", i, err)
		}
		if err := r.step(i, s); err != nil {
			return fmt.Errorf("steps[%d]: %w", i, err)
		}
	}
	return nil
}

// step does one thing again. What is refused now, and was not then, is a
// difference.
func (r *run) step(i int, s *Step) (err error) {
	what := ""
	switch {
	case s.Call != nil:
		return r.call(i, s)
	case s.Said != nil:
		say := map[string]any{}
		for n, value := range s.Said {
			say[n] = value
		}
		what, err = "said", r.c.SayNumbers(r.asked, say)
	case s.Forgot != nil:
		what = "forgot"
		_, err = r.c.ForgetNumbers(r.asked, *s.Forgot)
	case s.Rule != nil && s.Rule.Remove != "":
		what, err = "rule", r.c.RemoveRule(r.asked, s.Rule.Remove)
	case s.Rule != nil:
		what = "rule"
		_, err = r.c.AddRule(r.asked, ctl.AddRule{Text: s.Rule.Text, First: s.Rule.First})
	default:
		what = "account"
		_, err = r.c.ChangeAccount(r.asked, s.Account.Provider, s.Account.Account, s.Account.Change)
	}
	var no *ctl.Error
	if errors.As(err, &no) {
		r.differs(fmt.Sprintf("steps[%d].%s", i, what), "taken", no.Error())
		return nil
	}
	return err
}

// call sends one, and compares the journal's entry of it.
func (r *run) call(i int, s *Step) error {
	req, err := r.request(r.asked, s)
	var no unsendable
	if errors.As(err, &no) {
		r.report.Skipped = append(r.report.Skipped, Skipped{i, s.Call.Seq, visible(no.why)})
		return nil
	}
	if err == nil {
		err = r.send(req)
	}
	if err != nil {
		return err
	}
	r.report.Calls++
	page, err := r.c.Journal(r.asked, ctl.Filter{Since: &r.seen, Limit: 1})
	if err != nil {
		return err
	}
	where := fmt.Sprintf("steps[%d].call.answer", i)
	if len(page.Entries) == 0 {
		r.differs(where, describe(s.Call.Answer.HTTP, s.Call.Answer.Row), "no entry in the journal")
		return nil
	}
	e := page.Entries[0]
	r.seen, r.seqs[s.Call.Seq] = e.Seq, e.Seq
	r.compare(where, &s.Call.Answer, &e)
	return nil
}

func (r *run) differs(where, recorded, replayed string) {
	if len(r.report.Differences) < mostDifferences {
		r.report.Differences = append(r.report.Differences, Difference{visible(where), visible(recorded), visible(replayed), r.at})
	}
}
