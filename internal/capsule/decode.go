package capsule

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// What a file may have at most: more than a simulator ever puts into one.
const (
	MaxBytes      = 64 << 20
	maxSteps      = 40_000
	maxParameters = 64
	maxText       = 1 << 20
	maxNumbers    = 10_000
	maxBody       = 64 << 10
)

// Flaw is why a file is no capsule, and where.
type Flaw struct{ Where, What string }

func (f *Flaw) Error() string {
	return fmt.Sprintf("it is no capsule that can be replayed: %s: %s; make it anew with simulator ctl capsule save", visible(f.Where), visible(f.What))
}

func flaw(where, format string, args ...any) error { return &Flaw{where, fmt.Sprintf(format, args...)} }

// Read reads a capsule to its end, or to more than one has.
func Read(from io.Reader) (*File, error) {
	text, err := io.ReadAll(io.LimitReader(from, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading the capsule: %w", err)
	}
	return Decode(text)
}

// Decode reads a capsule and checks it. Nothing is done with one that has a flaw.
func Decode(text []byte) (*File, error) {
	if len(text) > MaxBytes {
		return nil, flaw("the file", "it is larger than %d MiB", MaxBytes>>20)
	}
	var head struct {
		Version *int `json:"capsule"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, flaw(place(text, err), "%s", plainly(err))
	}
	switch {
	case head.Version == nil:
		return nil, flaw("the file", "it has no member capsule")
	case *head.Version != Version:
		return nil, flaw("capsule", "its version is %d, and this program reads %d", *head.Version, Version)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var f File
	if err := d.Decode(&f); err != nil {
		return nil, flaw(place(text, err), "%s", plainly(err))
	}
	return &f, f.check()
}

// place is the line on which reading ended.
func place(text []byte, err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	at := int64(len(text))
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind) && kind.Field != "":
		return kind.Field
	case strings.Contains(err.Error(), "unknown field"):
		return "the file"
	}
	return fmt.Sprintf("line %d", 1+bytes.Count(text[:min(at, int64(len(text)))], []byte("\n")))
}

// plainly is an error of encoding/json without the names of types.
func plainly(err error) string {
	var kind *json.UnmarshalTypeError
	if !errors.As(err, &kind) {
		return strings.TrimPrefix(err.Error(), "json: ")
	}
	word, _, _ := strings.Cut(kind.Value, " ")
	article := "a "
	if strings.ContainsRune("aeiou", rune(word[0])) {
		article = "an "
	}
	return "there is " + article + word + ", which does not fit"
}

func (f *File) check() error {
	if !bytes.HasPrefix(bytes.TrimLeft(f.Begin, " \t\r\n"), []byte("{")) {
		return flaw("begin", "it is no object")
	}
	if len(f.Steps) > maxSteps {
		return flaw("steps", "there are more than %d", maxSteps)
	}
	for i := range f.Steps {
		if err := f.Steps[i].check(fmt.Sprintf("steps[%d]", i)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Step) check(at string) error {
	kinds := 0
	for _, is := range []bool{s.Call != nil, s.Said != nil, s.Forgot != nil, s.Rule != nil, s.Account != nil} {
		if is {
			kinds++
		}
	}
	switch {
	case kinds != 1:
		return flaw(at, "it is not one of call, said, forgot, rule and account")
	case !inRange(s.At):
		return flaw(at+".at", "it is not between 1971 and 2200")
	case s.Forgot != nil && !short(*s.Forgot):
		return flaw(at+".forgot", "it is longer than any number")
	case s.Rule != nil && (len(s.Rule.Text) > maxText || (s.Rule.Text == "") == (s.Rule.Remove == "")):
		return flaw(at+".rule", "it is neither one rule to add nor one to take away")
	case s.Account != nil && (!name(s.Account.Provider) || !name(s.Account.Account)):
		return flaw(at+".account", "its names are not those of an account")
	case s.Call != nil:
		return s.Call.check(at + ".call")
	}
	return nil
}

func (c *Call) check(at string) error {
	for _, one := range []struct {
		field, value string
		words        []string
	}{
		{"provider", c.Provider, []string{"aliyun", "ksyun", "ywjisu"}}, {"method", c.Method, []string{"GET", "POST", "x"}},
		{"scheme", c.Scheme, []string{"v1", "acs3", "aws4", "token", "none"}}, {"signature", c.Signature, []string{"valid", "wrong", "absent"}},
	} {
		if !slices.Contains(one.words, one.value) {
			return flaw(at+"."+one.field, "it is none of %s", strings.Join(one.words, ", "))
		}
	}
	switch {
	case !name(c.Account):
		return flaw(at+".account", "it is no account's name")
	case c.Stamp != nil && (c.Stamp.Year() < 1 || c.Stamp.Year() > 9999):
		return flaw(at+".stamp", "it is not in the years 1 to 9999")
	case !short(c.Nonce):
		return flaw(at+".nonce", "it is longer than any")
	case len(c.Parameters) > maxParameters || len(c.Headers) > maxParameters:
		return flaw(at+".parameters", "there are more than %d", maxParameters)
	case len(c.Answer.Body) > maxBody:
		return flaw(at+".answer.body", "it is longer than any")
	case len(c.Answer.Numbers) > maxNumbers:
		return flaw(at+".answer.numbers", "there are more than %d", maxNumbers)
	}
	for i, p := range c.Parameters {
		if !short(p.Name) || len(p.Value) > maxText || p.In != "query" && p.In != "form" {
			return flaw(fmt.Sprintf("%s.parameters[%d]", at, i), "it is no parameter of a query or a form")
		}
	}
	for header, value := range c.Headers {
		if !slices.Contains(headers(), header) || !short(value) || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) {
			return flaw(at+".headers", "there is one that no capsule has")
		}
	}
	return nil
}

// headers are those that a capsule keeps.
func headers() []string {
	return []string{"Accept", "X-Acs-Action", "X-Acs-Version", "X-Acs-Date", "X-Amz-Date"}
}

func short(text string) bool { return len(text) <= 128 }

// name is for what becomes part of a path.
func name(text string) bool {
	return text != "" && short(text) && text != "." && text != ".." && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("/\\?#%", r) })
}

func inRange(at time.Time) bool { return at.Year() >= 1971 && at.Year() < 2200 }
