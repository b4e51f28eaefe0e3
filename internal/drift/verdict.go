package drift

import (
	"slices"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
)

// verdict is the decision table's, from what is known of the first sample that
// shows it.
func (c *comparing) verdict(d *Drift) replay.Verdict {
	if d.Direction == "request" {
		return replay.Judge(replay.Evidence{Request: false})
	}
	if c.o.Simulator {
		return replay.Verdict{Wrong: replay.SimulatorWrong, Why: "the simulator itself answers otherwise than the contract says", Do: "mend the simulator, or say in the contract that both are right"}
	}
	return replay.Judge(replay.Evidence{Request: true, Live: replay.Violates, History: c.history(d)})
}

// history is how the same question was answered before: in the baseline, or else
// in the same set.
func (c *comparing) history(d *Drift) replay.History {
	if len(d.Shown) == 0 {
		return replay.SatisfiedOnce // only a comparison with an older set shows it
	}
	h := replay.NoHistory
	for _, s := range d.Shown {
		switch past := c.past(d, s); past {
		case replay.ViolatedAlike:
			return past
		case replay.NoHistory:
		default:
			if h != replay.ViolatedOtherwise {
				h = past
			}
		}
	}
	return h
}

// past is how the newest older answer to the same question stands to the
// finding. Calls of one run are no past of each other; recordings are.
func (c *comparing) past(d *Drift, s *Sample) replay.History {
	other := func(j *judged) bool { return j.asks() != s.asks() || j.fault || j.At.After(s.At) || j.Sample == s }
	older := slices.DeleteFunc(slices.Clone(c.before), other)
	if len(older) == 0 && s.digest != "" {
		older = slices.DeleteFunc(slices.Clone(c.now), func(j *judged) bool { return other(j) || shows(j, d) })
	}
	if len(older) == 0 {
		return replay.NoHistory
	}
	last := older[len(older)-1]
	switch {
	case shows(last, d):
		return replay.ViolatedAlike
	case slices.ContainsFunc(last.found, func(f contracts.Finding) bool { return f.Pointer == d.Pointer && f.Location == d.Location }):
		return replay.ViolatedOtherwise
	}
	return replay.SatisfiedOnce
}

func shows(j *judged, d *Drift) bool {
	return slices.ContainsFunc(j.found, func(f contracts.Finding) bool {
		return f.ID == d.ID || d.Rule == "resp.field.required-lost" && f.Rule == "resp.field.removed" && f.Pointer == d.Pointer
	})
}

func side(w replay.Wrong) contracts.Side {
	switch w {
	case replay.ClientWrong:
		return contracts.Client
	case replay.SimulatorWrong:
		return contracts.Simulator
	case replay.ContractWrong:
		return contracts.Contracts
	case replay.ProviderChanged:
		return contracts.Provider
	}
	return contracts.Unknown
}
