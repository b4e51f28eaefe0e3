package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/journal"
)

// Capsule implements control.Capsuler.
func (p plane) Capsule(tenant string) (control.Capsule, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.Capsule{}, err
	}
	return p.capsule(t)
}

// Capsule is a tenant's run as one file that replays it elsewhere.
func (s *Simulator) Capsule(t *Tenant) ([]byte, error) {
	made, err := plane{s}.capsule(t)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(made, "", " ")
}

// capsule needs the whole run: one that lacks its beginning would differ for
// that reason alone.
func (p plane) capsule(t *Tenant) (made control.Capsule, err error) {
	p.changing.Lock()
	defer p.changing.Unlock()
	w := t.playing.Load()
	if err := w.replayable(t); err != nil {
		return made, err
	}
	steps, _ := w.told.read()
	entries := slices.Collect(w.entries(t.Journal))
	if len(entries) > mostCapsuled {
		return made, refused(http.StatusConflict, fmt.Sprintf("there were %d calls, and a capsule has %d at most", len(entries), mostCapsuled), "", "reset the tenant, and run what fails alone")
	}
	f, err := p.filler(t, w, entries, steps)
	if err != nil {
		return made, err
	}
	made = control.Capsule{
		Version: control.CapsuleVersion, Tenant: t.Name, Made: t.Clock().Now().UTC(), ClearNumbers: t.clear.Load(),
		Begin: w.begun(t), LeftOut: leftOut(),
	}
	made.Steps, err = f.steps(entries, steps)
	made.Verdict = f.inVerdict(p.verdict(t))
	return made, err
}

const mostCapsuled = 20_000

// replayable refuses a run of which something is lost.
func (w *world) replayable(t *Tenant) error {
	const again = "reset the tenant and let it fail once more"
	_, cut := w.told.read()
	switch {
	case !w.keeps:
		return refused(http.StatusConflict, "the journal of this tenant has not kept the requests", "", "start the simulator with --keep-requests, or take a tenant of your own: POST /v1/tenants")
	case t.Journal.Oldest() > w.first:
		return refused(http.StatusConflict, fmt.Sprintf("the journal no longer has the first %d entries since the scenario began", t.Journal.Oldest()-w.first), "", again)
	case cut:
		return refused(http.StatusConflict, "more was said at run time than is kept", "", again+", with a document in the place of what is said")
	}
	return w.whole()
}

// begun is what the run began with.
func (w *world) begun(t *Tenant) control.State {
	if w.origin != nil {
		return *w.origin
	}
	return w.beginning(t)
}

func leftOut() []string {
	return []string{
		"secrets and signatures: each call is signed anew, with the keys of the tenant it is replayed at",
		"calls with a key that no account has: they are in nobody's journal",
		"what wrong signatures were wrong about: a replay signs with another secret",
		"answers byte for byte: status, row, statuses, charges, rules and the outline of the body are compared, and request ids, times and serial numbers are not",
		"overlapping: calls are sent one after another, in the order they were answered",
		"time on the wall: delays run anew, and whether a client waited for its answer depends on the client",
	}
}

// steps puts calls and what was said into one order.
func (f *filler) steps(entries []journal.Entry, said []noted) ([]control.CapsuleStep, error) {
	list := []control.CapsuleStep{}
	for _, e := range entries {
		for len(said) > 0 && said[0].before <= e.Seq {
			list, said = append(list, said[0].CapsuleStep), said[1:]
		}
		call, err := f.call(e)
		if err != nil {
			return nil, err
		}
		list = append(list, control.CapsuleStep{At: e.At.Add(-e.Skew).UTC(), Call: call})
	}
	for _, one := range said {
		list = append(list, one.CapsuleStep)
	}
	return list, nil
}
