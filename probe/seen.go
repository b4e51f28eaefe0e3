package probe

import (
	"bytes"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
)

// Seen is what came in a module's window.
type Seen struct {
	dialect
	Calls    []*Call // with the module's key, in the order they began
	Foreign  []*Call // with any other
	Journal  []ctl.Entry
	Mistakes map[string]string              // in signatures, in words, by request id
	Signed   map[string]*conformance.Signed // what was signed where it does not hold, by request id
	Secret   string                         // what the client signs with

	provider, run string
	missed        int
}

func see(provider, key string, list []Exchange) *Seen {
	s := &Seen{dialect: dialects()[provider], provider: provider, Mistakes: map[string]string{}, Signed: map[string]*conformance.Signed{}}
	for i := range list {
		if c := s.call(&list[i]); c.KeyID == key {
			s.Calls = append(s.Calls, c)
		} else {
			s.Foreign = append(s.Foreign, c)
		}
	}
	return s
}

// Strange are calls with a key that no module of this run has, or with none. Late
// calls of an earlier module are not.
func (s *Seen) Strange() (list []*Call) {
	for _, c := range s.Foreign {
		if !strings.HasPrefix(c.KeyID, s.run+"-") {
			list = append(list, c)
		}
	}
	return list
}

// signed is what was signed of a call that was refused for its signature; nil is
// not known. Where an answer has no id, calls and journal go together by their
// order.
func (s *Seen) signed(c *Call) *conformance.Signed {
	for i, e := range s.Journal {
		both := s.Signed[e.RequestID]
		named := e.RequestID != "" && bytes.Contains(bytes.ToLower(c.AnswerBody), []byte(strings.ToLower(e.RequestID)))
		placed := s.provider == "ywjisu" && len(s.Journal) == len(s.Calls) && s.Calls[i] == c
		if both != nil && (named || placed) {
			return both
		}
	}
	return nil
}

// Asked are the numbers asked about, each once.
func (s *Seen) Asked() (numbers []string) {
	for _, c := range s.Calls {
		for _, n := range c.Numbers {
			if !slices.Contains(numbers, n) {
				numbers = append(numbers, n)
			}
		}
	}
	return numbers
}

// Tries are the calls about the same, in order, by what they ask.
func (s *Seen) Tries() (tries [][]*Call) {
	at := map[string]int{}
	for _, c := range s.Calls {
		i, known := at[c.Question()]
		if !known {
			i = len(tries)
			at[c.Question()] = i
			tries = append(tries, nil)
		}
		tries[i] = append(tries[i], c)
	}
	return tries
}

// good reports an answer that is no refusal.
func (s *Seen) good(c *Call) bool {
	return c.Answered && c.Status == 200 && (c.Code == "" || slices.Contains(s.success, c.Code))
}

// bill is what was paid for one number.
type bill struct {
	number string
	times  int
}

// paidTwice are numbers that were paid for more than once.
func (s *Seen) paidTwice() (list []bill) {
	times := map[string]int{}
	var order []string
	for _, e := range s.Journal {
		for _, n := range e.Numbers {
			if !n.Billed {
				continue
			}
			if times[n.Number]++; times[n.Number] == 2 {
				order = append(order, n.Number)
			}
		}
	}
	for _, n := range order {
		list = append(list, bill{n, times[n]})
	}
	return list
}

func masked(number string) string { return numsim.Number(number).Masked() }
