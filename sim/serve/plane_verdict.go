package serve

import (
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/verify"
)

// Verdict implements control.Judge.
func (p plane) Verdict(tenant string) (control.Judgement, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.Judgement{}, err
	}
	return p.verdict(t), nil
}

func (p plane) verdict(t *Tenant) control.Judgement {
	r := p.Verify(t)
	return control.Judgement{
		OK: r.OK(), Complete: r.Complete(), Dropped: r.Dropped, Calls: r.Calls,
		Unmet: judged(r.Unmet), Unexpected: judged(r.Unexpected), Hazards: judged(r.Hazards), Unused: judged(r.Unused),
	}
}

func judged(list []verify.Finding) []control.Judged {
	out := make([]control.Judged, len(list))
	for i, f := range list {
		out[i] = control.Judged(f)
	}
	return out
}
