package replay

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/numsim/numsim/internal/wire"
)

// forbidden is what no recording may hold.
type forbidden struct {
	spelled []secret          // every way each of them may stand in a text
	numbers []string          // real ones
	allowed map[string]string // stand-ins, by what they stand for
}

// newForbidden leaves out what the simulator's own account is called, which every
// recording is signed for.
func newForbidden(secrets []secret, names *standIns, account string) *forbidden {
	f := &forbidden{numbers: names.order, allowed: names.made}
	for _, s := range secrets {
		for _, text := range append(wire.Spellings(s.value), halves(s.value)...) {
			if strings.Contains(account, text) {
				continue
			}
			f.spelled = append(f.spelled, secret{s.placeholder, text})
			if tight := squeezed(text); tight != text {
				f.spelled = append(f.spelled, secret{s.placeholder, tight})
			}
		}
	}
	return f
}

// scan looks for it in a file as it was written, and in everything that can be
// unpacked from it.
func (f *forbidden) scan(text []byte) error {
	for _, v := range views(text) {
		if name := f.tells(v); name != "" {
			return &Leak{"it would tell the " + name, "found when it was read back"}
		}
		for _, n := range f.numbers {
			if strings.Contains(v, n) {
				return &Leak{"it would tell a number that was asked about", "found when it was read back"}
			}
		}
		if f.strange(v) {
			return &Leak{"it would tell a phone number that stands for none", "found when it was read back"}
		}
	}
	return nil
}

// inPieces looks for secrets in what is left of an answer's texts when whole
// ones are replaced: later, what looks like a number is, and a secret with it
// would no longer be found.
func (f *forbidden) inPieces(texts []string) error {
	for _, v := range unpacked(append(texts, squeezed(strings.Join(texts, "")))) {
		if name := f.tells(v); name != "" {
			return &Leak{"it would tell the " + name, "found in pieces in the answer"}
		}
	}
	return nil
}

// tells names the secret that a text holds, or holds half of.
func (f *forbidden) tells(text string) string {
	for _, s := range f.spelled {
		if strings.Contains(text, s.value) {
			return strings.Trim(s.placeholder, "<>")
		}
	}
	return ""
}

// halves are the parts of a long secret that are as good as the whole.
func halves(secret string) (list []string) {
	half := (len(secret) + 1) / 2
	if half < 10 {
		return nil
	}
	for i := range len(secret) - half + 1 {
		list = append(list, secret[i:i+half])
	}
	return list
}

// strange reports whether a text has a phone number that is no stand-in.
func (f *forbidden) strange(text string) bool {
	var pairs []string
	for _, stand := range f.allowed {
		if len(stand) >= 7 {
			pairs = append(pairs, stand, "|")
		}
	}
	text = withoutHashes(strings.NewReplacer(pairs...).Replace(text))
	mainland := regexp.MustCompile(`(?:^|[^0-9])(?:\+?(?:00)?86)?1[3-9][0-9]{9}(?:[^0-9]|$)`)
	abroad := regexp.MustCompile(`\+[1-9][0-9]{6,14}`)
	return mainland.MatchString(text) || abroad.MatchString(text)
}

// withoutHashes leaves out nonces and signatures of our own, whose digits may
// look like a number by chance. Hashes of others are gone before the scan.
func withoutHashes(text string) string {
	return digests().ReplaceAllStringFunc(text, func(hash string) string {
		if strings.ContainsAny(hash, "abcdefABCDEF") {
			return "|"
		}
		return hash
	})
}

// views are the readings of a file: as it is; its bodies; and each of them with
// escapes of every kind undone, and with all white space taken out, for a secret
// may be split over lines.
func views(file []byte) (list []string) {
	texts := []string{string(file)}
	var rec Recording
	if json.Unmarshal(file, &rec) == nil {
		texts = append(texts, string(rec.Request.Body), string(rec.Answer.Body), rec.Request.Query)
		texts = append(texts, allStrings(rec.Answer.Decoded)...)
		texts = append(texts, allStrings(rec.Answer.Body)...)
	}
	return unpacked(texts)
}

func unpacked(texts []string) (list []string) {
	for _, text := range texts {
		plain := html.UnescapeString(text)
		for range 2 {
			list = append(list, text, plain, squeezed(plain))
			if once, err := url.QueryUnescape(plain); err == nil {
				plain = once
			}
		}
		list = append(list, plain)
	}
	return list
}

// allStrings are the texts of a JSON value, and all of them in one.
func allStrings(text []byte) (list []string) {
	var names []string
	b, err := parseBody("", text)
	if err != nil {
		return nil
	}
	b.top.each(func(n *node) {
		list = append(list, n.text)
		for _, m := range n.members {
			names = append(names, m.name)
		}
	})
	return append(list, squeezed(strings.Join(list, "")), squeezed(strings.Join(names, "")))
}

// squeezed leaves out what is not seen, and writes every digit as ASCII does.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return asciiDigit(r)
	}, s)
}

// asciiDigit is the digit a person would read.
func asciiDigit(r rune) rune {
	for _, zero := range []rune{'\uFF10', '\u0660', '\u06F0'} { // full width, Arabic, Persian
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}
