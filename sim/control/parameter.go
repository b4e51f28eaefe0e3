package control

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parameter is one thing that may stand behind the ?.
type parameter struct {
	about  string
	whole  bool     // a whole number from 0
	most   uint64   // of it; 0 is no bound
	one    []string // of these; nil is any text
	length int      // at most so many bytes; 0 is 128
}

// mostListed is how many entries one answer lists.
const mostListed = 1000

func parameters() map[string]parameter {
	return map[string]parameter{
		"tenant":    {about: "whose; the default tenant's without it"},
		"provider":  {about: "of this provider only"},
		"account":   {about: "of this account only"},
		"operation": {about: "of this operation only"},
		"number":    {about: "of this phone number, or of this pseudonym"},
		"row":       {about: "refused with this row of the provider's error catalogue"},
		"since":     {about: "after the entry with this sequence number", whole: true},
		"limit":     {about: "how many at most, 1000 being the most; 100 without it", whole: true, most: mostListed},
		"format":    {about: "ndjson is one JSON value a line, har an HTTP archive", one: []string{"json", "ndjson", "har"}},
		"name":      {about: "the rule's name", length: 256},
	}
}

// check completes the sentence "it is"; empty is nothing to say.
func (p parameter) check(value string) string {
	longest := 128
	if p.length > 0 {
		longest = p.length
	}
	switch {
	case len(value) > longest:
		return "longer than " + strconv.Itoa(longest) + " bytes"
	case !utf8.ValidString(value):
		return "not text"
	case p.one != nil && !slices.Contains(p.one, value):
		return "none of " + list(p.one, "and")
	case !p.whole:
		return ""
	}
	n, err := strconv.ParseUint(value, 10, 63)
	if err != nil || strings.Trim(value, "0123456789") != "" {
		return "not a whole number"
	}
	if p.most > 0 && n > p.most {
		return "above " + strconv.FormatUint(p.most, 10)
	}
	return ""
}
