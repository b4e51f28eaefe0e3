package client

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// checkUnset refuses the signer's own parameters: to override one in silence
// would surprise whoever wrote it.
func (p provider) checkUnset(params map[string]string, names ...string) error {
	for _, name := range names {
		if _, found := params[name]; found {
			return fmt.Errorf("%s: parameter %s is the signer's to set: leave it out of params", p, name)
		}
	}
	return nil
}

// checkEncoding refuses what the service would read back otherwise than it was
// signed.
func (p provider) checkEncoding(params map[string]string) error {
	for name, value := range params {
		if name == "" {
			return fmt.Errorf("%s: params holds a parameter without a name: name it or leave it out", p)
		}
		if !utf8.ValidString(name) || !utf8.ValidString(value) {
			return fmt.Errorf("%s: parameter %q is not UTF-8: convert it first", p, name)
		}
	}
	return nil
}

func (p provider) checkField(name, value string) error {
	if value == "" {
		return fmt.Errorf("%s: %s is empty: set it", p, name)
	}
	return p.checkText(name, value)
}

// checkText refuses what a key read from a file with its newline looks like; the
// service would only say that the signature is wrong. The value may be a secret,
// so the error does not show it.
func (p provider) checkText(name, value string) error {
	if !printable(value) {
		return fmt.Errorf("%s: %s holds white space, a control character or non-ASCII: check how it was read", p, name)
	}
	return nil
}

// checkPhrase is checkField for a secret that may hold spaces and any script, but
// neither begins nor ends with a space.
func (p provider) checkPhrase(name, value string) error {
	switch {
	case value == "":
		return fmt.Errorf("%s: %s is empty: set it", p, name)
	case !utf8.ValidString(value):
		return fmt.Errorf("%s: %s is not UTF-8: convert it first", p, name)
	case strings.TrimSpace(value) != value, strings.ContainsFunc(value, unicode.IsControl):
		return fmt.Errorf("%s: %s has white space at an end or a control character: check how it was read", p, name)
	}
	return nil
}

func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// utc asks a signer's clock, which is the real one where none is set.
func utc(now func() time.Time) time.Time {
	if now == nil {
		now = time.Now
	}
	return now().UTC()
}
