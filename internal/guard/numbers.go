package guard

import (
	"bufio"
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"strings"
	"time"
	"unicode"

	"github.com/numsim/numsim"
)

// Allowed is one number that may be asked about.
type Allowed struct {
	Number  numsim.Number
	Status  numsim.Status // what is expected of it
	Until   time.Time     // when that, and the consent, ends
	Consent string        // the owner's, in their words
}

// AllowList is the file of numbers that may be asked about.
type AllowList struct {
	SHA256  string // of the file
	numbers map[numsim.Number]Allowed
	hashes  map[string]numsim.Number
}

const allowListForm = `write it as
  consent: OWNER agrees that NUMBERS are queried until DATE
  NUMBER active 2027-01-31`

// ReadAllowList reads the file and holds it to its pin, its SHA-256 in
// hexadecimal digits: the list somebody agreed to is the list that is used.
//
// A line has a number, the status expected of it and the last day that holds, in
// China. It belongs to the consent above it. Lines that begin with # say nothing.
func ReadAllowList(fsys fs.FS, name, pin string) (*AllowList, error) {
	text, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refuse(Numbers, allowListForm, "there is no allow-list of numbers %s", name)
	}
	if err != nil {
		return nil, refuse(Numbers, "make it readable", "the allow-list %s cannot be read", name)
	}
	sum := sha256.Sum256(text)
	l := &AllowList{SHA256: hex.EncodeToString(sum[:]), numbers: map[numsim.Number]Allowed{}, hashes: map[string]numsim.Number{}}
	switch {
	case pin == "":
		return nil, refuse(Numbers, "read the file, then pin it with its SHA-256, "+l.SHA256, "the allow-list %s is not pinned", name)
	case !strings.EqualFold(pin, l.SHA256):
		return nil, refuse(Numbers, "see what changed; its SHA-256 is now "+l.SHA256, "the allow-list %s is not the one that was pinned", name)
	}
	if err := l.parse(text, name); err != nil {
		return nil, err
	}
	if len(l.numbers) == 0 {
		return nil, refuse(Numbers, allowListForm, "the allow-list %s has no number", name)
	}
	return l, nil
}

func (l *AllowList) parse(text []byte, name string) error {
	consent := ""
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if words, ok := strings.CutPrefix(line, "consent:"); ok {
			consent = strings.TrimSpace(words)
			continue
		}
		a, why := allowed(line, consent)
		if _, twice := l.numbers[a.Number]; twice && why == "" {
			why = "the number is there twice"
		}
		if why != "" {
			return refuse(Numbers, allowListForm, "%s:%d: %s", name, n, why)
		}
		l.add(a)
	}
	if lines.Err() != nil {
		return refuse(Numbers, allowListForm, "%s has a line that is too long", name)
	}
	return nil
}

// allowed reads one line; why says what is wrong without repeating it.
func allowed(line, consent string) (a Allowed, why string) {
	words := strings.Fields(line)
	if len(words) != 3 {
		return a, "a line has a number, a status and a date"
	}
	if len(words[0]) < 7 || len(words[0]) > 15 || strings.Trim(words[0], "0123456789") != "" {
		return a, "the first word is no number: digits only, country code first outside the mainland"
	}
	status, ok := statusOf(words[1])
	if !ok {
		return a, "the second word is no status, such as active or vacant"
	}
	day, err := time.ParseInLocation(time.DateOnly, words[2], china())
	if err != nil {
		return a, "the third word is no date, such as 2027-01-31"
	}
	if consent == "" {
		return a, "no line consent: stands above it"
	}
	return Allowed{numsim.Number(words[0]), status, day.AddDate(0, 0, 1), consent}, ""
}

func statusOf(word string) (numsim.Status, bool) {
	for _, s := range numsim.Statuses() {
		if s.String() == word {
			return s, true
		}
	}
	return 0, false
}

// china is where the providers are; it has no summer time.
func china() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }

func (l *AllowList) add(a Allowed) {
	l.numbers[a.Number] = a
	plain := []byte(a.Number)
	m, s := md5.Sum(plain), sha256.Sum256(plain)
	l.hashes[hex.EncodeToString(m[:])], l.hashes[hex.EncodeToString(s[:])] = a.Number, a.Number
}

// Expected is what is expected of a number that is on the list.
func (l *AllowList) Expected(n numsim.Number) (numsim.Status, bool) {
	a, ok := l.numbers[n]
	return a.Status, ok
}

// Numbers are all that are on the list, and what is expected of them.
func (l *AllowList) Numbers() map[numsim.Number]numsim.Status {
	all := map[numsim.Number]numsim.Status{}
	for n, a := range l.numbers {
		all[n] = a.Status
	}
	return all
}

// find is the number an entry of a request means: as it is, with the mainland's
// country code, with signs between its digits, or hashed.
func (l *AllowList) find(entry string) (Allowed, bool) {
	if n, ok := l.hashes[strings.ToLower(entry)]; ok {
		return l.numbers[n], true
	}
	if strings.ContainsFunc(entry, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsNumber(r) }) {
		return Allowed{}, false
	}
	digits := onlyDigits(entry)
	for _, prefix := range []string{"", "86", "0086"} {
		if bare, ok := strings.CutPrefix(digits, prefix); ok {
			if a, ok := l.numbers[numsim.Number(bare)]; ok {
				return a, true
			}
		}
	}
	return Allowed{}, false
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
