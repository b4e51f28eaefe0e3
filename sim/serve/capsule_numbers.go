package serve

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// filler makes calls fit to leave the process. A number becomes one of the same
// three first and four last digits, the most that is ever shown of one, that the
// scenario decides alike; the key by which it is drawn is thrown away.
type filler struct {
	plane  plane
	world  *world
	clear  bool
	key    [32]byte
	start  *scenarios.Scenario // as it began
	words  map[string]bool     // runs of digits in what people wrote
	uses   map[string][]lookup
	made   map[string]string
	masks  map[string]string // of a number, before that of its stand-in
	taken  map[string]bool
	nonces map[string]string
}

// lookup is a call in which a number was looked at.
type lookup struct {
	provider, operation, account string
	elapsed                      time.Duration
}

const (
	mostUses    = 16 // of one number that a stand-in is tried for
	mostTries   = 20_000
	mostNumbers = 5000
)

func (p plane) filler(t *Tenant, w *world, entries []journal.Entry, said []noted) (*filler, error) {
	f := &filler{
		plane: p, world: w, clear: t.clear.Load(), words: map[string]bool{}, uses: map[string][]lookup{},
		made: map[string]string{}, masks: map[string]string{}, taken: map[string]bool{}, nonces: map[string]string{},
	}
	if f.clear {
		return f, nil
	}
	if why := w.drawsByNumber(said); why != "" {
		return nil, refused(http.StatusConflict, why+", so no other number can stand for one", "", needClear)
	}
	_, _ = rand.Read(f.key[:]) // never fails: the program ends before it returns an error
	began := *w.draft
	began.Seed = w.scenario.Seed
	f.start = scenarios.New(&began)
	f.wrote(said)
	for _, e := range entries {
		for _, l := range e.Lines {
			n := string(l.Number)
			u := lookup{e.Provider, e.Operation, e.Account, e.At.Add(-e.Skew).Sub(w.began)}
			if len(f.uses[n]) < mostUses && !slices.Contains(f.uses[n], u) {
				f.uses[n] = append(f.uses[n], u)
			}
			f.taken[n] = true
		}
	}
	if len(f.uses) > mostNumbers {
		return nil, refused(http.StatusConflict, fmt.Sprintf("there were %d numbers, and stand-ins are looked for %d at most", len(f.uses), mostNumbers), "", needClear)
	}
	return f, nil
}

// drawsByNumber is why a stand-in would meet another fate than its number.
func (w *world) drawsByNumber(said []noted) string {
	for _, rules := range [][]scenarios.Rule{w.draft.Rules, w.amended.Rules} {
		for i := range rules {
			r := &rules[i]
			if c := r.When.Chance; c.Millionths > 0 && (c.Once || r.When.Calls.Per == scenarios.PerNumber) {
				return r.Spoken() + " leaves to chance which numbers it is for"
			}
		}
	}
	removed, drawn := false, false
	for _, one := range said {
		removed = removed || one.Rule != nil && one.Rule.Remove != ""
		drawn = drawn || one.Rule != nil && strings.Contains(one.Rule.Text, "chance")
	}
	if removed && drawn {
		return "a rule that was added left something to chance, and rules were taken away"
	}
	if w.origin != nil && len(w.origin.Counters)+len(w.origin.States) > 0 {
		return "the run began with counters of a file, which are about numbers"
	}
	return ""
}

// wrote notes every run of digits in documents and in what was said: a number
// that stands there stays as it is, for the capsule has it anyway.
func (f *filler) wrote(said []noted) {
	text, _ := json.Marshal(said) // texts and numbers
	texts := []string{string(text)}
	for _, d := range f.world.draft.Documents {
		texts = append(texts, d.Text)
	}
	if f.world.origin != nil {
		text, _ := json.Marshal(f.world.origin)
		texts = append(texts, string(text))
	}
	for _, text := range texts {
		for run := range strings.FieldsFuncSeq(text, func(r rune) bool { return r < '0' || r > '9' }) {
			if len(run) <= 20 {
				f.words[run] = true
			}
		}
	}
}

// numbers is a parameter's value with stand-ins. What is no number keeps its
// form only.
func (f *filler) numbers(value string) (string, error) {
	list := strings.Split(value, ",")
	for i, one := range list {
		sign := one[:len(one)-len(strings.TrimLeft(one, "+"))]
		bare := one[len(sign):]
		country := ""
		if rest, ok := strings.CutPrefix(bare, "86"); ok && numsim.Number(rest).Mainland() {
			country, bare = "86", rest
		}
		if len(sign) > 1 || !plausible(bare) {
			list[i] = f.shape(one)
			continue
		}
		n, err := f.number(bare)
		if err != nil {
			return "", err
		}
		list[i] = sign + country + n
	}
	return strings.Join(list, ","), nil
}

// shape is digits for digits and x for whatever is no sign.
func (f *filler) shape(text string) string {
	at := uint64(0)
	return strings.Map(func(r rune) rune {
		at++
		switch {
		case r >= '0' && r <= '9':
			return rune('0' + f.draw("shape "+text, at)%10)
		case strings.ContainsRune("+-()*. ", r):
			return r
		}
		return 'x'
	}, text[:min(len(text), 64)])
}

// draw is a number that depends on the key and on nothing else that is known.
func (f *filler) draw(text string, at uint64) uint64 {
	mac := hmac.New(sha256.New, f.key[:])
	_, _ = mac.Write(binary.BigEndian.AppendUint64([]byte(text), at)) // a hash never fails
	return binary.BigEndian.Uint64(mac.Sum(nil))
}
