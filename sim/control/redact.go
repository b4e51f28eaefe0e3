package control

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/numsim/numsim"
)

// Redactor makes of what was seen in calls what may leave the process. Its key
// lives as long as the process, so a pseudonym is the same in all its answers
// and says nothing elsewhere.
type Redactor struct{ key [32]byte }

// NewRedactor has a key of its own.
func NewRedactor() *Redactor {
	r := &Redactor{}
	_, _ = rand.Read(r.key[:]) // never fails: the program ends before it returns an error
	return r
}

// Number is a phone number as it may be shown, and the pseudonym by which it
// can be told from others and searched for.
func (r *Redactor) Number(n numsim.Number, clear bool) (shown, pseudonym string) {
	if shown = n.Masked(); clear {
		shown = string(n)
	}
	return shown, r.pseudonym("number", string(n))
}

// Is reports whether a filter means n: the number itself, or its pseudonym.
func (r *Redactor) Is(filter string, n numsim.Number) bool {
	return filter == string(n) || strings.HasPrefix(filter, "h:") && filter == r.pseudonym("number", string(n))
}

// Stranger is what a caller sent as a key that nobody has: it may be anything,
// a secret in the wrong place too.
func (r *Redactor) Stranger(sent string) string {
	switch {
	case sent == "":
		return ""
	case len(sent) < 12:
		return r.pseudonym("key", sent)
	}
	return scrub(strings.ToValidUTF8(sent[:4], "?")) + "… " + r.pseudonym("key", sent)
}

// Text is a sentence that may repeat what a caller wrote.
func (r *Redactor) Text(s string) string { return scrub(s) }

func (r *Redactor) pseudonym(kind, of string) string {
	mac := hmac.New(sha256.New, r.key[:])
	mac.Write([]byte(kind + "\x00" + of))
	return "h:" + hex.EncodeToString(mac.Sum(nil)[:10])
}

// scrub masks what could be a phone number: seven digits in a row and more.
func scrub(s string) string {
	var out strings.Builder
	for s != "" {
		text := strings.IndexAny(s, "0123456789")
		if text < 0 {
			text = len(s)
		}
		out.WriteString(s[:text])
		s = s[text:]
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		if digits >= 7 {
			out.WriteString(numsim.Number(s[:digits]).Masked())
		} else {
			out.WriteString(s[:digits])
		}
		s = s[digits:]
	}
	return out.String()
}
