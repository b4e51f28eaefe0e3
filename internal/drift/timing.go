package drift

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/numsim/numsim/contracts"
)

// timing: of twenty answers the slowest but one takes twice as long as before,
// and a fifth of a second more.
func (c *comparing) timing() (list []Drift) {
	before, now := times(c.before), times(c.now)
	needed := c.document.Severities().Rule("timing.p95").Needed()
	for _, operation := range slices.Sorted(maps.Keys(now)) {
		was, is := before[operation], now[operation]
		if was == nil || len(was.took) < needed {
			continue
		}
		old, p95 := percentile(was.took, 95), percentile(is.took, 95)
		if p95 <= 2*old || p95 <= old+200*time.Millisecond {
			continue
		}
		d := c.drift(is.first, contracts.Finding{
			Rule: "timing.p95", Location: "timing", Expected: "at most twice as long as before, and 200 ms more", Actual: "slower",
		}, nil, len(is.took), "paths", "/"+operation)
		d.Expected = fmt.Sprintf("about %s, and %s in the middle, as before", round(old), round(percentile(was.took, 50)))
		d.Actual = fmt.Sprintf("%s, and %s in the middle", round(p95), round(percentile(is.took, 50)))
		d.Never = "how long answers take proves nothing about a contract"
		list = append(list, d)
	}
	return list
}

type timed struct {
	first *judged
	took  []time.Duration
}

func times(all []*judged) map[string]*timed {
	table := map[string]*timed{}
	for _, j := range all {
		if j.fault || j.Took <= 0 || j.operation == "" {
			continue
		}
		if table[j.operation] == nil {
			table[j.operation] = &timed{first: j}
		}
		table[j.operation].took = append(table[j.operation].took, j.Took)
	}
	return table
}

// percentile is the nearest rank.
func percentile(list []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[max((len(sorted)*p+99)/100, 1)-1]
}

func round(d time.Duration) string { return d.Round(time.Millisecond).String() }

// How old the newest sample of an operation may be.
const (
	staleAfter   = 90 * 24 * time.Hour
	expiredAfter = 180 * 24 * time.Hour
)

// stale: nobody has looked for a long time.
func (c *comparing) stale() (list []Drift) {
	last := map[string]*judged{}
	for _, j := range c.now {
		if before := last[j.operation]; before == nil || j.At.After(before.At) {
			last[j.operation] = j
		}
	}
	for _, operation := range slices.Sorted(maps.Keys(last)) {
		j := last[operation]
		age := c.o.Now.Sub(j.At)
		if age <= staleAfter {
			continue
		}
		f := contracts.Finding{Rule: "evidence.stale", Location: "timing", Expected: "an answer of the last 90 days", Actual: "an older one"}
		if age > expiredAfter {
			f.Severity, f.Reason = contracts.Risky, "nobody has looked for half a year"
		}
		d := c.drift(j, f, []*Sample{j.Sample}, 1, "paths", "/"+operation)
		d.Actual = fmt.Sprintf("the newest is %d days old", int(age.Hours()/24))
		d.Verdict.Why, d.Verdict.Do = "what was recorded once need not be so any more", "record again: contract run --live --record"
		d.Side, d.Suggestion = contracts.Unknown, d.Verdict.Do
		list = append(list, d)
	}
	return list
}
