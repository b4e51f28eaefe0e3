package report

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// span is a part of a text, in bytes.
type span struct{ from, to int }

// marks are what the checks of a result are about, in the n-th of its exchanges.
func marks(r conformance.Result, n int) (request, answer []span) {
	x := r.Exchanges[n]
	for _, f := range r.Findings {
		if f.Direction == "request" {
			request = append(request, spot(x.Request, f.Location, f.Pointer)...)
		} else {
			answer = append(answer, spot(x.Answer, f.Location, f.Pointer)...)
		}
	}
	for _, f := range r.Failures {
		if f.Step > 0 && f.Step <= len(r.Exchanges) && f.Step != n+1 {
			continue
		}
		about, _, _ := strings.Cut(f.Expected, " ")
		switch {
		case strings.HasPrefix(about, "/"):
			answer = append(answer, spot(x.Answer, "body", about)...)
		case about == "HTTP", about == "refused":
			answer = append(answer, spot(x.Answer, "status", "")...)
		}
	}
	return request, answer
}

// spot finds a place of a finding in a request or an answer as it is shown.
func spot(text, location, pointer string) []span {
	head, body, _ := strings.Cut(text, "\n\n")
	first, _, _ := strings.Cut(head, "\n")
	name := strings.TrimPrefix(pointer, "/")
	switch location {
	case "status", "line":
		return []span{{0, len(first)}}
	case "header":
		return header(head, name)
	case "query":
		return parameter(first, name, 0)
	case "form":
		return parameter(body, name, len(text)-len(body))
	case "body":
		if at, ok := locate(body, pointer); ok {
			shift := len(text) - len(body)
			return []span{{at.from + shift, at.to + shift}}
		}
	}
	return nil
}

func header(head, name string) []span {
	at := 0
	for line := range strings.Lines(head) {
		if key, _, ok := strings.Cut(line, ":"); ok && strings.EqualFold(key, name) {
			return []span{{at, at + len(strings.TrimRight(line, "\n"))}}
		}
		at += len(line)
	}
	return nil
}

func parameter(text, name string, shift int) []span {
	for _, before := range []string{"?", "&", ""} {
		i := strings.Index(text, before+name+"=")
		if i < 0 || before == "" && i > 0 || name == "" {
			continue
		}
		i += len(before)
		end := len(text)
		if n := strings.IndexAny(text[i:], "& \n"); n >= 0 {
			end = i + n
		}
		return []span{{i + shift, end + shift}}
	}
	return nil
}

// locate finds what a JSON pointer points at, a masked number too. A text that is
// no JSON from some place on is read as far as that.
func locate(body, pointer string) (span, bool) {
	if pointer == "" {
		return span{}, false
	}
	d := json.NewDecoder(strings.NewReader(strings.ReplaceAll(body, "*", "0")))
	d.UseNumber()
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if !enter(d, strings.NewReplacer("~1", "/", "~0", "~").Replace(part)) {
			return element(body, pointer)
		}
	}
	var value json.RawMessage
	if err := d.Decode(&value); err != nil {
		return span{}, false
	}
	end := int(d.InputOffset())
	return span{end - len(value), end}, true
}

// enter reads up to a member's or an element's value.
func enter(d *json.Decoder, part string) bool {
	open, err := d.Token()
	if err != nil {
		return false
	}
	index, notNumber := strconv.Atoi(part)
	for n := 0; d.More(); n++ {
		switch open {
		case json.Delim('{'):
			if key, err := d.Token(); err != nil {
				return false
			} else if key == part {
				return true
			}
		case json.Delim('['):
			if notNumber == nil && n == index {
				return true
			}
		default:
			return false
		}
		var other json.RawMessage
		if d.Decode(&other) != nil {
			return false
		}
	}
	return false
}

// element is the last part of a pointer as an XML element.
func element(body, pointer string) (span, bool) {
	name := pointer[strings.LastIndex(pointer, "/")+1:]
	from := strings.Index(body, "<"+name+">")
	if name == "" || from < 0 {
		return span{}, false
	}
	end := strings.Index(body[from:], "</"+name+">")
	if end < 0 {
		return span{}, false
	}
	return span{from, from + end + len(name) + 3}, true
}

// cutAt makes pieces of a text; spans may lie in each other.
func cutAt(text string, spans []span) (list []piece) {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	at := 0
	for _, s := range spans {
		from := max(s.from, at)
		if from >= s.to || s.to > len(text) {
			continue
		}
		if from > at {
			list = append(list, piece{Text: visible(text[at:from])})
		}
		list, at = append(list, piece{visible(text[from:s.to]), true}), s.to
	}
	if at < len(text) {
		list = append(list, piece{Text: visible(text[at:])})
	}
	return list
}
