package numbering

import "github.com/numsim/numsim"

// Truth is what a number is, decided once and the same at every provider.
type Truth struct {
	Status  numsim.Status
	Trouble Trouble
	Sample  bool           // the number is one a document prints, and answers as it does
	Carrier numsim.Carrier // another than the plan's; NoCarrier is the plan's
	Area    string         // another than its segment's; empty is the segment's
	Network string         // abroad, whose network it is in; empty is one that is served
}

// sampleNumber is printed, with its answer, in Alibaba Cloud's document of
// 2020-09-23, sections 1 and 5.
const sampleNumber = "15112345678"

// Defaults is what is true of numbers that no scenario speaks of.
type Defaults struct {
	endings map[string]Truth
	weights []weight
	total   uint64
	seed    uint64
}

type weight struct {
	status numsim.Status
	share  uint64
}

// Options say how defaults differ from the usual ones.
type Options struct {
	Seed    uint64
	Weights map[numsim.Status]int // of the derived statuses; empty is the usual ones
	NoMagic bool                  // no ending means anything
}

// NewDefaults returns the truth derived from a seed. The same seed and number
// give the same truth in any order, on any machine.
func NewDefaults(o Options) *Defaults {
	d := &Defaults{endings: map[string]Truth{}, seed: o.Seed, weights: usual()}
	if len(o.Weights) > 0 {
		d.weights = nil
	}
	for _, s := range numsim.Statuses() {
		if share := o.Weights[s]; share > 0 {
			d.weights = append(d.weights, weight{s, uint64(share)})
		}
	}
	if !o.NoMagic {
		for _, e := range Endings() {
			d.endings[e.Digits] = Truth{Status: e.Status, Trouble: e.Trouble}
		}
	}
	for _, w := range d.weights {
		d.total += w.share
	}
	return d
}

func usual() []weight {
	return []weight{
		{numsim.Active, 720}, {numsim.Vacant, 110}, {numsim.Suspended, 70}, {numsim.PoweredOff, 30},
		{numsim.Busy, 15}, {numsim.SuspectedOff, 15}, {numsim.PartSuspended, 10}, {numsim.Unreachable, 10},
		{numsim.Silent, 10}, {numsim.Unknown, 10},
	}
}

// Of returns what is true of n.
func (d *Defaults) Of(n numsim.Number) Truth {
	if n == sampleNumber {
		return Truth{Status: numsim.Active, Sample: true}
	}
	if len(n) >= 4 {
		if t, ok := d.endings[string(n[len(n)-4:])]; ok {
			return t
		}
	}
	return Truth{Status: d.derive(n)}
}

// derive is FNV-1a over seed and number with a final mix, so that neighbouring
// numbers do not share a fate.
func (d *Defaults) derive(n numsim.Number) numsim.Status {
	h := Hash(n, d.seed)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	at := h % d.total
	for _, w := range d.weights {
		if at < w.share {
			return w.status
		}
		at -= w.share
	}
	return numsim.Active
}

// Origin says where Of takes its status from, in words.
func (d *Defaults) Origin(n numsim.Number) string {
	if n == sampleNumber {
		return "the number is one a document prints"
	}
	if len(n) >= 4 {
		if _, ok := d.endings[string(n[len(n)-4:])]; ok {
			return "the magic ending " + string(n[len(n)-4:])
		}
	}
	return "derived from the seed, by the usual shares"
}
