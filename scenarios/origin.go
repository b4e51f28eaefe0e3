package scenarios

import (
	"fmt"
	"time"

	"github.com/numsim/numsim"
)

// Origin says where the status of n comes from that Truth tells, in words.
func (s *Scenario) Origin(n numsim.Number, assigned bool, elapsed time.Duration) string {
	if said := s.said(n, elapsed); !said.open {
		return s.saidBy(n, elapsed)
	}
	if !assigned {
		return "its prefix is not in the provider's plan"
	}
	return s.defaults.Origin(n)
}

// saidBy names the entry under numbers that says the status.
func (s *Scenario) saidBy(n numsim.Number, elapsed time.Duration) string {
	if s.amended != nil {
		if l, ok := s.amended.exact[n]; ok && !l.at(elapsed).open {
			return "said of this number at run time"
		}
	}
	if at, ok := s.truths.exact.get(pack(n)); ok && !s.truths.facts[at].at(elapsed).open {
		return "the scenario says it of this number"
	}
	for length := len(n); length > 0; length-- {
		if s.amended != nil {
			if l, ok := s.amended.prefixes[n[:length]]; ok && !l.at(elapsed).open {
				return fmt.Sprintf("said of %s* at run time", n[:length])
			}
		}
		if at, ok := s.truths.prefixes.get(pack(n[:length])); ok && !s.truths.facts[at].at(elapsed).open {
			return fmt.Sprintf("the scenario says it of %s*", n[:length])
		}
	}
	return "the scenario says it"
}
