package explain

import "strings"

// escape is a way to percent-encode. The zero value is RFC 3986's: letters,
// digits and -_.~ stay, all else is an escape in upper case.
type escape struct {
	keep  string // stays as well
	also  string // is escaped as well
	plus  bool   // a space is a plus
	lower bool   // escapes are in lower case
	none  bool   // nothing is escaped
	twice bool   // what was escaped is escaped again
}

func (e escape) append(dst []byte, text string) []byte {
	switch {
	case e.none:
		return append(dst, text...)
	case e.twice:
		e.twice = false
		return e.append(dst, string(e.append(nil, text)))
	}
	digits := "0123456789ABCDEF"
	if e.lower {
		digits = "0123456789abcdef"
	}
	for i := 0; i < len(text); i++ {
		if run := e.run(text[i:]); run > 0 { // most of a request
			dst = append(dst, text[i:i+run]...)
			if i += run; i == len(text) {
				break
			}
		}
		switch c := text[i]; {
		case e.plus && c == ' ':
			dst = append(dst, '+')
		case e.stays(c):
			dst = append(dst, c)
		default:
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}

// run is how many bytes at the beginning stay in every way there is.
func (e escape) run(text string) (n int) {
	if e.also != "" {
		return 0
	}
	for n < len(text) && unreserved[text[n]] {
		n++
	}
	return n
}

func (e escape) stays(c byte) bool {
	if unreserved[c] {
		return e.also == "" || strings.IndexByte(e.also, c) < 0
	}
	return e.keep != "" && strings.IndexByte(e.keep, c) >= 0
}

// unreserved marks the bytes RFC 3986 section 2.3 leaves as they are.
var unreserved = func() (table [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~") {
		table[c] = true
	}
	return table
}()
