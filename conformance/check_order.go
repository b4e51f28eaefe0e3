package conformance

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim/contracts"
)

// dated is a Date as HTTP writes it, of the clock that times are held to.
func dated() Check {
	const off = 15 * time.Minute
	return Check{Expected: "a Date header, at most " + off.String() + " from the clock", Look: func(s *Seen) (string, bool) {
		got := s.Last().AnswerHeader.Get("Date")
		at, err := http.ParseTime(got)
		if err != nil {
			return fmt.Sprintf("the Date header is %q", got), false
		}
		away := at.Sub(s.Time()).Abs().Round(time.Second)
		return fmt.Sprintf("the Date header is %s, %s from the clock", got, away), away <= off
	}}
}

// past is a member in milliseconds since 1970 that is not after the clock that
// times are held to.
func past(pointer string) Check {
	const off = 15 * time.Minute
	return Check{Expected: pointer + " is not in the future", Look: func(s *Seen) (string, bool) {
		v, err := Body(s.Last())
		if err != nil {
			return unreadable(s.Last(), err), false
		}
		found, _ := contracts.Lookup(v, pointer)
		ms, err := strconv.ParseInt(fmt.Sprint(found), 10, 64)
		if err != nil {
			return pointer + " is " + written(found) + ", no time", false
		}
		at := time.UnixMilli(ms)
		return pointer + " is " + at.UTC().Format(time.RFC3339), at.Before(s.Time().Add(off))
	}}
}

// named is a list whose elements have these texts in one member, in this order.
func named(list, name string, want []string) Check {
	return Check{Expected: fmt.Sprintf("%s/*/%s are the %d numbers asked for, in their order", list, name, len(want)), Look: func(s *Seen) (string, bool) {
		v, err := Body(s.Last())
		if err != nil {
			return unreadable(s.Last(), err), false
		}
		for i, w := range want {
			at := fmt.Sprintf("%s/%d/%s", list, i, name)
			if got := text(v, at); got != w {
				return fmt.Sprintf("%s is %s, not %s", at, got, w), false
			}
		}
		return "in their order", true
	}}
}

// inOrder is that texts stand in the answer one behind the other.
func inOrder(want ...string) Check {
	return Check{Expected: "in this order: " + strings.Join(want, ", "), Look: func(s *Seen) (string, bool) {
		rest := string(s.Last().AnswerBody)
		for _, w := range want {
			_, after, ok := strings.Cut(rest, w)
			if !ok {
				return w + " is not where it should be in " + string(s.Last().AnswerBody), false
			}
			rest = after
		}
		return "in this order", true
	}}
}

// repeats is a header that has what a member of the answer has.
func repeats(name, pointer string) Check {
	return Check{Expected: name + " is what " + pointer + " is", Look: func(s *Seen) (string, bool) {
		v, err := Body(s.Last())
		if err != nil {
			return unreadable(s.Last(), err), false
		}
		got := s.Last().AnswerHeader.Get(name)
		if got == "" {
			return name + " is absent", false
		}
		return fmt.Sprintf("%s is %s, and %s is %q", name, got, pointer, text(v, pointer)), got == text(v, pointer)
	}}
}
