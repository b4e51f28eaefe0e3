package dataset

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/brianvoe/gofakeit/v6"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// Plan is what a data set is made of.
type Plan struct {
	Count    int
	Seed     uint64
	Carriers map[numsim.Carrier]int // weights; empty is mobile 60, unicom 20, telecom 19, broadnet 1
	Statuses map[numsim.Status]int  // weights; empty is active 80, vacant 12, suspended 8
}

// Most is the largest set: a quarter of all numbers with an assigned prefix
// and no magic ending.
const Most = 100_000_000

// Write writes the set as CSV: number, status, carrier and area. No number
// comes twice, and none has a magic ending.
func Write(w io.Writer, p Plan) error {
	if p.Count < 1 || p.Count > Most {
		return fmt.Errorf("a set has from 1 to %d numbers", Most)
	}
	m, err := newMaker(p)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if _, err := out.WriteString("number,status,carrier,area\n"); err != nil {
		return err
	}
	for range p.Count {
		n, carrier := m.number()
		if _, err := fmt.Fprintf(out, "%s,%s,%s,%s\n", n, m.status(), carrier, numbering.Area(n)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// maker draws numbers from one source of randomness.
type maker struct {
	fake     *gofakeit.Faker
	prefixes map[numsim.Carrier][]string
	carriers wheel[numsim.Carrier]
	statuses wheel[numsim.Status]
	endings  []string
	used     map[uint64]struct{}
}

func newMaker(p Plan) (*maker, error) {
	m := &maker{fake: gofakeit.New(source(p.Seed)), prefixes: map[numsim.Carrier][]string{}, used: make(map[uint64]struct{}, p.Count)}
	plan := numbering.NewPlan(append(numbering.Listed2020(), numbering.Since2020()...)...)
	for i := 1300; i < 2000; i++ {
		prefix := fmt.Sprint(i)
		if carrier, ok := plan.Carrier(numsim.Number(prefix)); ok {
			m.prefixes[carrier] = append(m.prefixes[carrier], prefix)
		}
	}
	for _, e := range numbering.Endings() {
		m.endings = append(m.endings, e.Digits)
	}
	carriers, statuses := p.Carriers, p.Statuses
	if len(carriers) == 0 {
		carriers = map[numsim.Carrier]int{numsim.ChinaMobile: 60, numsim.ChinaUnicom: 20, numsim.ChinaTelecom: 19, numsim.ChinaBroadnet: 1}
	}
	if len(statuses) == 0 {
		statuses = map[numsim.Status]int{numsim.Active: 80, numsim.Vacant: 12, numsim.Suspended: 8}
	}
	m.carriers, m.statuses = newWheel(carriers), newWheel(statuses)
	if len(m.carriers.words) == 0 || len(m.statuses.words) == 0 {
		return nil, errors.New("all weights are zero")
	}
	return m, m.enough(carriers, p.Count)
}

// source is never 0, which gofakeit takes for a seed of its own choice.
func source(seed uint64) int64 { return int64(max(seed+1, 1)) }

// enough refuses a set that would have to look long for the last numbers of a
// carrier.
func (m *maker) enough(carriers map[numsim.Carrier]int, count int) error {
	total := 0
	for _, weight := range carriers {
		total += weight
	}
	for carrier, weight := range carriers {
		room := len(m.prefixes[carrier]) * 10_000_000
		if need := count / total * weight; weight > 0 && need > room/4 {
			return fmt.Errorf("%s has room for %d numbers of a set, and %d are asked for", carrier, room/4, need)
		}
	}
	return nil
}

func (m *maker) number() (numsim.Number, numsim.Carrier) {
	carrier := m.carriers.draw(m.fake)
	for {
		prefix := m.prefixes[carrier][m.fake.IntRange(0, len(m.prefixes[carrier])-1)]
		n := prefix + m.fake.DigitN(uint(11-len(prefix)))
		key := numbering.Hash(n, 0)
		if _, twice := m.used[key]; twice || slices.Contains(m.endings, n[7:]) {
			continue
		}
		m.used[key] = struct{}{}
		return numsim.Number(n), carrier
	}
}

func (m *maker) status() numsim.Status { return m.statuses.draw(m.fake) }

// wheel draws a word by its weight.
type wheel[T ~uint8] struct {
	words []T
	ends  []int // of each word's share
}

func newWheel[T ~uint8](weights map[T]int) (w wheel[T]) {
	for word := range T(32) { // in order, or the same seed would not draw the same
		if weights[word] <= 0 {
			continue
		}
		end := weights[word]
		if len(w.ends) > 0 {
			end += w.ends[len(w.ends)-1]
		}
		w.words, w.ends = append(w.words, word), append(w.ends, end)
	}
	return w
}

func (w wheel[T]) draw(fake *gofakeit.Faker) T {
	at, _ := slices.BinarySearch(w.ends, fake.IntRange(1, w.ends[len(w.ends)-1]))
	return w.words[at]
}
