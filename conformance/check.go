package conformance

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/contracts"
)

// field is a member of the answer, as JSON writes it.
func field(pointer, want string) Check {
	return member(pointer, pointer+" is "+want, func(text string) bool { return text == want })
}

// member is one that is there and, as JSON writes it, as holds says.
func member(pointer, expected string, holds func(text string) bool) Check {
	return Check{Expected: expected, Look: func(s *Seen) (string, bool) {
		v, err := Body(s.Last())
		if err != nil {
			return unreadable(s.Last(), err), false
		}
		got, there := contracts.Lookup(v, pointer)
		if !there {
			return pointer + " is absent", false
		}
		return pointer + " is " + written(got), holds(written(got))
	}}
}

func absent(pointer string) Check {
	return Check{Expected: pointer + " is absent", Look: func(s *Seen) (string, bool) {
		v, err := Body(s.Last())
		if err != nil {
			return unreadable(s.Last(), err), false
		}
		if _, there := contracts.Lookup(v, pointer); there {
			return pointer + " is there", false
		}
		return pointer + " is absent", true
	}}
}

func unreadable(x *contracts.Exchange, err error) string {
	return fmt.Sprintf("HTTP %d and a body of %d bytes that cannot be read: %v", x.Status, len(x.AnswerBody), err)
}

// length is how many elements a list of the answer has.
func length(pointer string, want int) Check {
	return Check{Expected: fmt.Sprintf("%s has %d elements", pointer, want), Look: func(s *Seen) (string, bool) {
		v, err := Body(s.Last())
		if err != nil {
			return unreadable(s.Last(), err), false
		}
		found, _ := contracts.Lookup(v, pointer)
		list, is := found.([]any)
		if !is {
			return pointer + " is " + written(found) + ", no list", false
		}
		return fmt.Sprintf("%s has %d elements", pointer, len(list)), len(list) == want
	}}
}

func status(want int) Check {
	return Check{Expected: fmt.Sprintf("HTTP %d", want), Look: func(s *Seen) (string, bool) {
		return fmt.Sprintf("HTTP %d", s.Last().Status), s.Last().Status == want
	}}
}

// header is the value of a header of the answer, in either case.
func header(name, want string) Check {
	return Check{Expected: name + " is " + want, Look: func(s *Seen) (string, bool) {
		got := s.Last().AnswerHeader.Get(name)
		return name + " is " + got, strings.EqualFold(strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(want, " ", ""))
	}}
}

// body is a text that the answer holds, byte for byte.
func body(want string) Check {
	return Check{Expected: "the answer holds " + want, Look: func(s *Seen) (string, bool) {
		return "the answer is " + string(s.Last().AnswerBody), strings.Contains(string(s.Last().AnswerBody), want)
	}}
}

func noBody(unwanted string) Check {
	return Check{Expected: "the answer does not hold " + unwanted, Look: func(s *Seen) (string, bool) {
		return "the answer is " + string(s.Last().AnswerBody), !strings.Contains(string(s.Last().AnswerBody), unwanted)
	}}
}

func utf8Text() Check {
	return Check{Expected: "the answer is UTF-8", Look: func(s *Seen) (string, bool) {
		return fmt.Sprintf("the answer is %q", s.Last().AnswerBody), utf8.Valid(s.Last().AnswerBody)
	}}
}

// refused is a row of the error table: code, status, and a message that is no
// other row's.
func refused(row string) Check {
	return Check{Expected: "refused with " + row, row: row, Look: func(s *Seen) (string, bool) {
		want := rowOf(s.Contract, row)
		if want == nil {
			return "the contract of profile " + s.Contract.Profile + " has no row " + row, false
		}
		return told(s, s.Last()), rowOfAnswer(s.Stage, s.Last(), want)
	}}
}

func told(s *Seen, x *contracts.Exchange) string {
	code, message := dialects()[s.Case.Provider()].refusal(x)
	switch {
	case x.Status == 0:
		return "no answer"
	case code == "":
		return fmt.Sprintf("HTTP %d without a code: %s", x.Status, x.AnswerBody)
	}
	return fmt.Sprintf("HTTP %d %s: %s", x.Status, code, message)
}

func rowOf(c *contracts.Contract, name string) *contracts.ErrorRow {
	rows := c.Errors()
	i := slices.IndexFunc(rows, func(r contracts.ErrorRow) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	return &rows[i]
}

// rowOfAnswer reports whether an answer is that row and no sibling of it. Words
// that are nobody's are judged by the contract.
func rowOfAnswer(s *Stage, x *contracts.Exchange, want *contracts.ErrorRow) bool {
	code, message := dialects()[s.Case.Provider()].refusal(x)
	if code != want.Code || x.Status != want.HTTP {
		return false
	}
	if fits(want.Message, message) {
		return true
	}
	return !slices.ContainsFunc(s.Contract.Errors(), func(r contracts.ErrorRow) bool {
		return r.Code == code && r.Name != want.Name && fits(r.Message, message)
	})
}

// fits reports whether a message is a template with its {Braces} filled in.
func fits(template, message string) bool {
	before, rest, braced := strings.Cut(template, "{")
	after, ok := strings.CutPrefix(message, before)
	if !braced || !ok {
		return template == message
	}
	_, rest, _ = strings.Cut(rest, "}")
	for i := range len(after) + 1 {
		if fits(rest, after[i:]) {
			return true
		}
	}
	return false
}

// calls is how many requests the step made.
func calls(want int) Check {
	return Check{Expected: fmt.Sprintf("%d requests", want), Look: func(s *Seen) (string, bool) {
		return fmt.Sprintf("%d requests", len(s.Exchanges)), len(s.Exchanges) == want
	}}
}

// meant is what the production client makes of an answer.
func meant[T any](what string, get func(T) string, want string) Check {
	return Check{Expected: "the client reads " + what + " " + want, Look: func(s *Seen) (string, bool) {
		v, ok := s.Value.(T)
		if s.Err != nil || !ok {
			return fmt.Sprintf("the client fails: %v", s.Err), false
		}
		return "the client reads " + what + " " + get(v), get(v) == want
	}}
}

// failed is the kind of the production client's error.
func failed(want numsim.Kind) Check {
	return Check{Expected: "the client reports " + want.String(), Look: func(s *Seen) (string, bool) {
		if s.Err == nil {
			return "the client reports no error", false
		}
		if e := s.Fault(); e != nil {
			return fmt.Sprintf("the client reports %s: %v", e.Kind, e), e.Kind == want
		}
		return fmt.Sprintf("the client reports %v", s.Err), errors.Is(s.Err, want)
	}}
}

// matches is a member of the answer, as JSON writes it, by a pattern.
func matches(pointer, pattern string) Check {
	return member(pointer, pointer+" matches "+pattern, func(text string) bool {
		ok, err := regexp.MatchString(pattern, text)
		return ok && err == nil
	})
}

// differs is a member that is not what it was in the answer before.
func differs(pointer string) Check {
	return Check{Expected: pointer + " is another in each answer", Look: func(s *Seen) (string, bool) {
		if len(s.earlier) == 0 {
			return "there is no answer before", false
		}
		before, _ := Body(s.earlier[len(s.earlier)-1])
		now, _ := Body(s.Last())
		was, had := contracts.Lookup(before, pointer)
		is, has := contracts.Lookup(now, pointer)
		return fmt.Sprintf("%s is %s and then %s", pointer, written(was), written(is)), had && has && written(was) != written(is)
	}}
}

// parameters are those of a request's query and form.
func parameters(x *contracts.Exchange) url.Values {
	all, _ := url.ParseQuery(x.URL.RawQuery)
	form, _ := url.ParseQuery(string(x.Body))
	for name, values := range form {
		all[name] = append(all[name], values...)
	}
	return all
}
