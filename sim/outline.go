package sim

import (
	"bytes"
	"slices"
)

// mostOutlined is the longest answer that the journal keeps an outline of.
const mostOutlined = 64 << 10

// stands is what an outline has in the place of a text that is another one when
// the same call is made again, or is somebody's.
const stands = "…"

// outlined writes what may be kept of an answer: its members in their order,
// with the values of those that tell something. What is neither JSON nor XML has
// none, nor has what a scenario wrote: that is in the scenario.
func (e *Engine) outlined(b []byte, c *Call, out *Outcome) []byte {
	body := c.reply.Body
	no := out.Refusal
	if out.Lost || out.raw != nil || no != nil && no.raw != nil || len(body) == 0 || len(body) > mostOutlined {
		return b
	}
	o := outline{telling: e.traits.Telling}
	if no != nil && no.Message != "" {
		o.telling = nil // there are a caller's words in it
	}
	switch s := (scan{text: body}); {
	case body[0] == '<':
		return o.xml(b, body)
	case s.whole(nil):
		return o.json(b, bytes.TrimSpace(body), false)
	}
	return b
}

type outline struct{ telling []string }

// tells reports whether the value of a member is kept.
func (o outline) tells(name []byte) bool {
	return slices.ContainsFunc(o.telling, func(t string) bool { return string(name) == t })
}

// json is the outline of a value. Elements of an array that look alike are there
// once: how many there are is known of the numbers.
func (o outline) json(b, text []byte, telling bool) []byte {
	s := scan{text: text}
	switch c := s.next(); {
	case c == '{':
		b = append(b, '{')
		s.value(func(e element) {
			if e.index > 0 {
				b = append(b, ',')
			}
			b = append(append(b, e.name...), ':')
			b = o.json(b, text[e.from:e.to], o.tells(bytes.Trim(e.name, `"`)))
		})
		return append(b, '}')
	case c == '[':
		return o.list(b, text)
	case c == '"' && !telling && len(text) > len(`""`):
		return append(b, `"`+stands+`"`...)
	case (c == '-' || c >= '0' && c <= '9') && !telling:
		return append(b, '0')
	}
	return append(b, text...)
}

func (o outline) list(b, text []byte) []byte {
	var seen [][]byte
	s := scan{text: text}
	s.value(func(e element) {
		one := o.json(nil, text[e.from:e.to], false)
		if !slices.ContainsFunc(seen, func(had []byte) bool { return bytes.Equal(had, one) }) {
			seen = append(seen, one)
		}
	})
	return append(append(append(b, '['), bytes.Join(seen, []byte{','})...), ']')
}

// xml keeps tags, and the texts between those that tell.
func (o outline) xml(b, text []byte) []byte {
	inside := []byte(nil)
	for len(text) > 0 {
		if section, ok := bytes.CutPrefix(text, []byte("<![CDATA[")); ok {
			_, text, _ = bytes.Cut(section, []byte("]]>"))
			b = append(b, stands...)
			continue
		}
		to := bytes.IndexByte(text, '<')
		if to == 0 {
			if to = bytes.IndexByte(text, '>') + 1; to == 0 {
				return nil
			}
			b, inside, text = append(b, text[:to]...), text[1:to-1], text[to:]
			continue
		}
		if to < 0 {
			to = len(text)
		}
		if o.tells(inside) {
			b = append(b, text[:to]...)
		} else {
			b = append(b, stands...)
		}
		text = text[to:]
	}
	return b
}
