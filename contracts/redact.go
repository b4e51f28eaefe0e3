package contracts

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// hidden stands for what is never shown.
const hidden = "(hidden)"

// longest is how much of a value a finding shows.
const longest = 96

var (
	digits = regexp.MustCompile(`[0-9](?:[-. ()]?[0-9]){4,}`)
	date   = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
)

// mask shows the first three digits of whatever could be a phone number.
func mask(s string) string {
	return digits.ReplaceAllStringFunc(s, func(run string) string {
		if date.MatchString(run) {
			return run
		}
		shown := 0
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return r
			}
			if shown++; shown > 3 {
				return '*'
			}
			return r
		}, run)
	})
}

// show is a value as a finding may repeat it: one that the contract calls
// secret never, one it does not know as its kind alone, any other masked and
// cut short.
func show(v any, secret bool) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case absent:
		return ""
	case kindName:
		return string(v)
	case bool:
		return fmt.Sprint(v)
	case map[string]any:
		return "an object"
	case []any:
		return fmt.Sprintf("an array of %d", len(v))
	case string:
		if secret {
			return hidden
		}
		return prose(v)
	case json.Number:
		return mask(v.String())
	}
	if secret {
		return hidden
	}
	return mask(cut(fmt.Sprint(v)))
}

// prose is text as it came: gateways echo what was signed, in messages and in
// links, so nothing that follows a sign of parameters is shown.
func prose(s string) string {
	if i := strings.IndexAny(s, "=&%?"); i >= 0 {
		s = s[:i] + "…"
	}
	return mask(cut(s))
}

func cut(s string) string {
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest]) + "…"
}
