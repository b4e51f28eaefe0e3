package replay

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/numsim/numsim"
)

// standIns replaces phone numbers, and everything else that is one of a kind,
// by others of the same form. The same value has the same stand-in within one
// recording, and another one in the next: the key is thrown away.
type standIns struct {
	key   []byte
	truth map[numsim.Number]numsim.Status // of every number that is known
	order []string                        // of them, those that were asked about first
	// carriers are the words an answer has for a number's carrier.
	carriers map[string]string
	made     map[string]string
	taken    map[string]bool // stand-ins
	pairs    []string        // of known, once carriers are
	replacer *strings.Replacer
}

// newStandIns knows the numbers of an allow-list, and those a request asks
// about.
func newStandIns(key []byte, truth map[numsim.Number]numsim.Status, asked []string) *standIns {
	s := &standIns{key: key, truth: maps.Clone(truth), carriers: map[string]string{}, made: map[string]string{}, taken: map[string]bool{}}
	if s.truth == nil {
		s.truth = map[numsim.Number]numsim.Status{}
	}
	for _, entry := range asked {
		if n := s.canonical(onlyDigits(entry)); len(n) >= 7 && len(n) <= 15 && !slices.Contains(s.order, n) {
			s.truth[numsim.Number(n)] = s.truth[numsim.Number(n)] // unknown, if nobody knows better
			s.order = append(s.order, n)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.truth)) {
		if !slices.Contains(s.order, string(n)) {
			s.order = append(s.order, string(n))
		}
	}
	return s
}

// canonical takes the mainland's country code off.
func (s *standIns) canonical(digits string) string {
	for _, code := range []string{"86", "0086"} {
		if bare, ok := strings.CutPrefix(digits, code); ok && numsim.Number(bare).Mainland() {
			return bare
		}
	}
	return digits
}

// draw is a number from 0 that depends on nothing but the key and the text.
func (s *standIns) draw(text string, below uint64) uint64 {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(text))
	return binary.BigEndian.Uint64(mac.Sum(nil)) % below
}

// ending is the magic ending that tells a status; the simulator prints the list.
func ending(status numsim.Status) string {
	switch status {
	case numsim.Active:
		return "0200"
	case numsim.Vacant:
		return "0404"
	case numsim.Suspended:
		return "0402"
	case numsim.PartSuspended:
		return "0206"
	case numsim.PoweredOff:
		return "0408"
	case numsim.SuspectedOff:
		return "0203"
	case numsim.Busy:
		return "0486"
	case numsim.Unreachable:
		return "0480"
	case numsim.Silent:
		return "0304"
	case numsim.Risky:
		return "0403"
	case numsim.Unlisted:
		return "0204"
	case numsim.WrongNumber:
		return "0422"
	case numsim.ProbeFailed:
		return "0500"
	}
	return "0999"
}

// segment is three digits of the carrier that an answer names.
func segment(word string) string {
	for _, c := range []struct{ words, digits string }{
		{"联通 CUCC", "130"}, {"电信 CTCC", "133"}, {"广电 CBN", "192"},
	} {
		for name := range strings.FieldsSeq(c.words) {
			if strings.Contains(word, name) {
				return c.digits
			}
		}
	}
	return "139"
}

// number is the stand-in of a phone number. A mainland one has a segment of its
// carrier, two zeroes, two digits that are drawn, and the magic ending of what
// is true of it. One abroad keeps three digits, for its country.
func (s *standIns) number(n string) string {
	if got := s.made[n]; got != "" {
		return got
	}
	end := ending(s.truth[numsim.Number(n)])
	for try := range 100 {
		drawn := s.draw("number "+n+strconv.Itoa(try), 1_000_000)
		got := fmt.Sprintf("%s00%02d%s", segment(s.carriers[n]), drawn%100, end)
		if !numsim.Number(n).Mainland() {
			got = abroad(n, drawn, end)
		}
		if _, real := s.truth[numsim.Number(got)]; got != n && !s.taken[got] && !real {
			s.made[n], s.taken[got] = got, true
			return got
		}
	}
	return strings.Repeat("0", len(n)) // there are no more of that form
}

// abroad keeps the length.
func abroad(n string, drawn uint64, end string) string {
	if len(n) < 9 {
		return fmt.Sprintf("%0*d", len(n), drawn%uint64(pow10(len(n)-1)))
	}
	middle := len(n) - 3 - len(end)
	return n[:3] + fmt.Sprintf("%0*d", middle, drawn%uint64(pow10(min(middle, 6)))) + end
}

func pow10(n int) int {
	v := 1
	for range n {
		v *= 10
	}
	return v
}

// shape is a value of the same form: digits for digits, letters for letters.
func (s *standIns) shape(value string) string {
	if got := s.made["shape "+value]; got != "" {
		return got
	}
	var b strings.Builder
	for i, r := range value {
		d := s.draw("shape "+strconv.Itoa(i)+" "+value, 6)
		switch {
		case r >= '1' && r <= '9' && i == 0:
			b.WriteByte('1' + byte(d)) // a number begins with no zero
		case r >= '0' && r <= '9':
			b.WriteByte('0' + byte(d))
		case r >= 'a' && r <= 'z':
			b.WriteByte('a' + byte(d))
		case r >= 'A' && r <= 'Z':
			b.WriteByte('A' + byte(d))
		default:
			b.WriteRune(r)
		}
	}
	s.made["shape "+value] = b.String()
	return b.String()
}

// known are the numbers and their hashes, each before its stand-in.
func (s *standIns) known() []string {
	if s.pairs != nil {
		return s.pairs
	}
	var pairs []string
	for _, n := range s.order {
		to := s.number(n)
		pairs = append(pairs, n, to)
		for _, hash := range []func(string) string{md5Hex, sha256Hex} {
			pairs = append(pairs, hash(n), hash(to), strings.ToUpper(hash(n)), strings.ToUpper(hash(to)))
		}
	}
	s.pairs, s.replacer = pairs, strings.NewReplacer(pairs...)
	return pairs
}

// replace puts stand-ins in the place of known numbers, wherever they are.
func (s *standIns) replace(text string) string {
	s.known()
	return s.replacer.Replace(text)
}

func md5Hex(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

func sha256Hex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// digitRuns finds whatever may be a number, masked or not: seven or more digits
// and stars with single signs between them, or a mainland number in three
// groups.
func digitRuns() *regexp.Regexp {
	return regexp.MustCompile(`\b1[0-9]{2} [0-9*]{4} [0-9]{4}\b|\+?[0-9](?:[().-]?[0-9*]){6,}`)
}

// inText replaces the numbers of a text.
func (s *standIns) inText(text string) string {
	text = s.replace(text)
	return digitRuns().ReplaceAllStringFunc(text, func(run string) string {
		switch {
		case s.own(run), date(run):
			return run
		case strings.Contains(run, "*"):
			return s.masked(run)
		}
		return s.spelled(run)
	})
}

// own reports whether a run is a stand-in already, perhaps with more around it.
func (s *standIns) own(run string) bool {
	digits := onlyDigits(run)
	for n := range s.taken {
		if strings.Contains(digits, n) && !strings.Contains(run, "*") {
			return true
		}
	}
	return false
}

// date is a moment as answers and parameters have it.
func date(run string) bool {
	return regexp.MustCompile(`\A(20[0-9]{2}-[0-9]{2}-[0-9]{2}|1[0-9]{12})\z`).MatchString(run)
}

// spelled puts the digits of a stand-in in the place of a number's, between the
// signs it is written with.
func (s *standIns) spelled(run string) string {
	digits := onlyDigits(run)
	bare := s.canonical(digits)
	return over(run, digits[:len(digits)-len(bare)]+s.number(bare))
}

func over(form, digits string) string {
	i := 0
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' || i >= len(digits) {
			return r
		}
		i++
		return rune(digits[i-1])
	}, form)
}

// masked is the same mask over the stand-in of the number it hides; where it
// hides none that is known, its digits are drawn.
func (s *standIns) masked(run string) string {
	head, tail := strings.IndexByte(run, '*'), strings.LastIndexByte(run, '*')+1
	front, back := onlyDigits(run[:head]), onlyDigits(run[tail:])
	for _, n := range s.order {
		if strings.HasPrefix(n, front) && strings.HasSuffix(n, back) && front+back != "" {
			to := s.number(n)
			return over(run[:head], to[:len(front)]) + run[head:tail] + over(run[tail:], to[len(to)-len(back):])
		}
	}
	return over(run[:head], s.shape(front)) + run[head:tail] + over(run[tail:], s.shape(back))
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
