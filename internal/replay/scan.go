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
	secrets []secret
	numbers []string          // real ones
	allowed map[string]string // stand-ins, by what they stand for
}

// scan looks for it in a file as it was written, and in everything that can be
// unpacked from it.
func (f *forbidden) scan(text []byte) error {
	for _, v := range views(text) {
		for _, s := range f.secrets {
			for _, spelling := range wire.Spellings(s.value) {
				if strings.Contains(v, spelling) || strings.Contains(v, strings.Join(strings.Fields(spelling), "")) {
					return &Leak{"it would tell the " + strings.Trim(s.placeholder, "<>"), "found when it was read back"}
				}
			}
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

// strange reports whether a text has a phone number that is no stand-in.
func (f *forbidden) strange(text string) bool {
	var pairs []string
	for _, stand := range f.allowed {
		if len(stand) >= 7 {
			pairs = append(pairs, stand, "|")
		}
	}
	text = strings.NewReplacer(pairs...).Replace(text)
	mainland := regexp.MustCompile(`(?:^|[^0-9])(?:\+?(?:00)?86)?1[3-9][0-9]{9}(?:[^0-9]|$)`)
	abroad := regexp.MustCompile(`\+[1-9][0-9]{6,14}`)
	return mainland.MatchString(text) || abroad.MatchString(text)
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
	b, err := parseBody("", text)
	if err != nil {
		return nil
	}
	var each func(*node)
	each = func(n *node) {
		if n.text != "" {
			list = append(list, n.text)
		}
		for _, m := range n.members {
			list = append(list, m.name)
			each(m.value)
		}
		for _, e := range n.elements {
			each(e)
		}
	}
	each(b.top)
	return append(list, squeezed(strings.Join(list, "")))
}

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
