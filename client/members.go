package client

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// members are those of a JSON object. What is known is taken out of them, and
// what is left nobody has documented.
type members map[string]json.RawMessage

// readMembers reads an object; false is anything else. A byte order mark in
// front of it is passed over, as PHP files put one there.
func readMembers(raw []byte) (members, bool) {
	var m members
	err := json.Unmarshal(bytes.TrimPrefix(raw, []byte("\ufeff")), &m)
	return m, err == nil && m != nil
}

// take removes a member and returns it. One whose name differs only in its case
// will do where there is none of that very name.
func (m members) take(name string) json.RawMessage {
	if _, ok := m[name]; !ok {
		for _, other := range slices.Sorted(maps.Keys(m)) {
			if strings.EqualFold(other, name) {
				name = other
				break
			}
		}
	}
	raw := m[name]
	delete(m, name)
	return raw
}

// word takes a member that is a string or a number, and returns its text. null
// is as good as absent; an object or an array is no word and stays.
func (m members) word(name string) string {
	raw := m.take(name)
	switch {
	case absent(raw):
		return ""
	case raw[0] == '{', raw[0] == '[':
		m[name] = raw
		return ""
	case raw[0] != '"':
		return string(raw)
	}
	var text string
	_ = json.Unmarshal(raw, &text) // read once already
	return text
}

func absent(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// extra is what is left, nil where that is nothing.
func (m members) extra() map[string]json.RawMessage {
	if len(m) == 0 {
		return nil
	}
	return m
}

// elements are the objects of an array, or the one object where no array is
// around it; false is neither. An element that is no object has no members.
func elements(raw json.RawMessage) ([]members, bool) {
	if one, ok := readMembers(raw); ok {
		return []members{one}, true
	}
	var list []json.RawMessage
	if absent(raw) || json.Unmarshal(raw, &list) != nil {
		return nil, false
	}
	all := make([]members, len(list))
	for i, raw := range list {
		all[i], _ = readMembers(raw)
	}
	return all, true
}

// carrierIn finds a carrier's name in words such as 移动 and 中国联通 GSM.
func carrierIn(words string) numsim.Carrier {
	for _, c := range [...]struct {
		name    string
		carrier numsim.Carrier
	}{
		{"移动", numsim.ChinaMobile}, {"联通", numsim.ChinaUnicom},
		{"电信", numsim.ChinaTelecom}, {"广电", numsim.ChinaBroadnet},
	} {
		if strings.Contains(words, c.name) {
			return c.carrier
		}
	}
	return numsim.NoCarrier
}

// maskedIn is a provider's message without the numbers that were asked about.
func maskedIn(message string, numbers []numsim.Number) string {
	for _, n := range numbers {
		if n != "" {
			message = strings.ReplaceAll(message, string(n), n.Masked())
		}
	}
	return message
}

// digitsOnly reports whether n can stand in a request: with anything else in it
// a list would say something else.
func digitsOnly(n numsim.Number) bool {
	return n != "" && !strings.ContainsFunc(string(n), func(r rune) bool { return r < '0' || r > '9' })
}

// anyCharged says whether any of an answer's numbers was charged, or perhaps was.
func anyCharged(all []Charged) Charged {
	switch {
	case slices.Contains(all, IsCharged):
		return IsCharged
	case slices.Contains(all, PerhapsCharged):
		return PerhapsCharged
	}
	return NotCharged
}

// apart asks about each sort of number in its own way and puts the results back
// in the order of numbers.
func apart(numbers []numsim.Number, sort func(numsim.Number) int, ask ...func([]numsim.Number) []Result) []Result {
	sorts := make([][]numsim.Number, len(ask))
	for _, n := range numbers {
		sorts[sort(n)] = append(sorts[sort(n)], n)
	}
	answers := make([][]Result, len(ask))
	for i, some := range sorts {
		if len(some) > 0 {
			answers[i] = ask[i](some)
		}
	}
	results := make([]Result, len(numbers))
	for i, n := range numbers {
		from := &answers[sort(n)]
		results[i], *from = (*from)[0], (*from)[1:]
	}
	return results
}

// unsentNumbers are the results of numbers that no call is made for.
func unsentNumbers(p provider, operation, why string) func([]numsim.Number) []Result {
	return func(numbers []numsim.Number) []Result {
		results := make([]Result, len(numbers))
		for i, n := range numbers {
			results[i] = failed(n, &Error{Provider: string(p), Operation: operation, Kind: numsim.BadNumber, Message: why})
		}
		return results
	}
}
