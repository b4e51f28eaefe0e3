package ywjisu

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/numsim/numsim/sim"
)

// appendBody writes the envelope in the member order of the document's sample,
// on one line.
func appendBody(b []byte, c *sim.Call, out *sim.Outcome) []byte {
	r := read(c)
	code, message := r.successCode, r.successText
	if out.Refusal != nil {
		code, message = out.Refusal.Row.Code, out.Refusal.Text()
	}
	b = r.appendWord(append(b, `{"resultMsg":`...), message)
	b = append(append(b, `,"resultCode":"`...), code...)
	switch {
	case out.Refusal == nil:
		b = r.appendAnswers(append(b, `","resultObj":`...), c, out.Answers)
	case code == laterSuccess:
		b = append(b, `","resultObj":[]`...)
	default:
		b = append(append(b, '"'), r.noResult...)
	}
	return append(b, '}')
}

func (r *reading) appendAnswers(b []byte, c *sim.Call, answers []sim.Answer) []byte {
	b = append(b, '[')
	separator := ""
	for i := range answers {
		if r.status(&answers[i]) == leftOut {
			continue
		}
		b = append(b, separator...)
		b = r.appendAnswer(b, c, &answers[i])
		separator = ","
	}
	return append(b, ']')
}

func (r *reading) appendAnswer(b []byte, c *sim.Call, a *sim.Answer) []byte {
	b = r.appendMobile(append(b, `{"mobile":`...), a)
	b = r.appendTime(append(b, `,"lastTime":`...), c, a)
	area, kind := r.origin(a)
	b = r.appendOrNull(append(b, `,"area":`...), area)
	b = r.appendOrNull(append(b, `,"numberType":`...), kind)
	charged := byte('0')
	if a.Billed {
		charged = '1'
	}
	b = append(append(b, `,"chargesStatus":"`...), charged)
	b = append(append(b, `","status":"`...), r.status(a))
	return append(b, `"}`...)
}

func (r *reading) appendTime(b []byte, c *sim.Call, a *sim.Answer) []byte {
	at, known := r.lastTime(c, a)
	switch {
	case !known:
		return append(b, "null"...)
	case r.timeText:
		return append(strconv.AppendInt(append(b, '"'), at, 10), '"')
	}
	return strconv.AppendInt(b, at, 10)
}

func (r *reading) appendOrNull(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return r.appendWord(b, s)
}

// appendWord is for words of ours, which have nothing that JSON forbids.
func (r *reading) appendWord(b []byte, s string) []byte {
	if r.escaped {
		return appendEscaped(b, s)
	}
	return append(append(append(b, '"'), s...), '"')
}

// appendMobile repeats what was asked for, which may be anything at all.
func (r *reading) appendMobile(b []byte, a *sim.Answer) []byte {
	if !r.malformed(a) || r.escaped {
		return r.appendWord(b, string(a.Number))
	}
	return sim.AppendJSON(b, string(a.Number))
}

const lowerHex = "0123456789abcdef"

// appendEscaped writes s as PHP's json_encode does unless told otherwise: only
// ASCII, lower-case digits, and a slash escaped too.
func appendEscaped(b []byte, s string) []byte {
	const short = "\b\f\n\r\t\"\\/"
	const letters = `bfnrt"\/`
	b = append(b, '"')
next:
	for _, r := range s {
		for i := range len(short) {
			if r == rune(short[i]) {
				b = append(b, '\\', letters[i])
				continue next
			}
		}
		switch {
		case r >= ' ' && r < utf8.RuneSelf:
			b = append(b, byte(r))
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			b = appendUnit(appendUnit(b, high), low)
		default:
			b = appendUnit(b, r)
		}
	}
	return append(b, '"')
}

func appendUnit(b []byte, unit rune) []byte {
	return append(b, '\\', 'u', lowerHex[unit>>12&15], lowerHex[unit>>8&15], lowerHex[unit>>4&15], lowerHex[unit&15])
}
