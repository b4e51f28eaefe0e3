package chinese

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// placeholder is a part of a text that is another each time: {1}, or {1#} where it
// can only be a number.
var placeholder = regexp.MustCompile(`\{([1-9])#?\}`)

// longest is how long a text may be that is looked for among the frames: rules
// and reasons are a line or two.
const longest = 2000

// frame is a text with placeholders, such as "suspected, {1} of {2} samples".
type frame struct {
	en, zh string
	parts  []string // of en, between the placeholders
	digits []bool   // of each placeholder
}

func framed(en, zh string) frame {
	f := frame{en: en, zh: zh, parts: placeholder.Split(en, -1)}
	for _, at := range placeholder.FindAllString(en, -1) {
		f.digits = append(f.digits, strings.Contains(at, "#"))
	}
	return f
}

// sort has the frame first that says most itself, so that a more special one wins.
func (b *book) sort() {
	slices.SortFunc(b.frames, func(x, y frame) int {
		return cmp.Or(len(strings.Join(y.parts, ""))-len(strings.Join(x.parts, "")), strings.Compare(x.en, y.en))
	})
}

func (b *book) text(english string) string {
	if zh, ok := b.fixed[english]; ok || english == "" || len(english) > longest {
		return zh
	}
	return b.framed(english, 0)
}

// unmistakable is how much a frame says itself that no provider says by chance.
const unmistakable = 40

// framed is a text by the first frame that fits and says so much itself.
func (b *book) framed(english string, least int) string {
	for _, f := range b.frames {
		if len(strings.Join(f.parts, "")) < least {
			return ""
		}
		if values, ok := f.values(english); ok {
			return b.fill(f.zh, values)
		}
	}
	return ""
}

// values are what stands in a text for the placeholders of the frame, which are
// numbered in the order of the English text.
func (f *frame) values(text string) (values []string, ok bool) {
	rest, ok := strings.CutPrefix(text, f.parts[0])
	for i := 1; ok && i < len(f.parts); i++ {
		at := strings.Index(rest, f.parts[i])
		if i == len(f.parts)-1 {
			at = len(rest) - len(f.parts[i])
			ok = strings.HasSuffix(rest, f.parts[i])
		}
		if ok = ok && at > 0 && !(f.digits[i-1] && strings.Trim(rest[:at], "0123456789") != ""); ok {
			values, rest = append(values, rest[:at]), rest[at+len(f.parts[i]):]
		}
	}
	return values, ok
}

// fill puts the values in, each in Chinese where it is a text by itself.
func (b *book) fill(zh string, values []string) string {
	return placeholder.ReplaceAllStringFunc(zh, func(at string) string {
		n, err := strconv.Atoi(at[1:2])
		if err != nil || n > len(values) {
			return at
		}
		return cmp.Or(b.text(values[n-1]), values[n-1])
	})
}
