package probe

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/numsim/numsim/ctl"
)

// accepted judges that the provider refused nothing but what the module itself
// brings about, given by its rows.
func accepted(rows ...string) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		said := map[string]int{}
		for _, e := range s.Journal {
			if e.Row == "" || among(rows, e.Row) {
				continue
			}
			if said[e.Row]++; said[e.Row] == 1 {
				v.fail("calls that the provider has nothing to say against", fmt.Sprintf("%s refused one with %s%s", s.provider, e.Row, because(s, e)))
			}
		}
	}
}

// among matches a row with its place in the catalogue left open: InvalidParameter
// is InvalidParameter/mobile too.
func among(rows []string, row string) bool {
	return slices.ContainsFunc(rows, func(r string) bool { return row == r || strings.HasPrefix(row, r+"/") })
}

func because(s *Seen, e ctl.Entry) string {
	text := ""
	if e.Why != "" {
		text = ": " + e.Why
	}
	if said := s.Mistakes[e.RequestID]; said != "" && !strings.Contains(e.Why, said) {
		text += "; " + said
	}
	return text
}

// understood judges that a call was answered at all.
func understood(s *Seen, v *Verdict) {
	if len(v.Failures) == 0 && !slices.ContainsFunc(s.Calls, s.good) {
		v.fail("a call that is answered", fmt.Sprintf("none of %d was; the first got %s", len(s.Calls), codeOf(s.Calls[0])))
	}
}

// met judges that the module's trouble came about: a refusal with one of the rows,
// or without rows a rule that had a hand in an answer. Else all is well for
// nothing.
func met(rows ...string) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		for _, e := range s.Journal {
			if among(rows, e.Row) || len(rows) == 0 && (len(e.Rules) > 0 || e.Row != "") {
				return
			}
		}
		v.Unmet = "no call met what the module is about: ask exactly what it says, with its keys"
	}
}

// several judges that as many calls came as the module compares.
func several(n int) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		if len(s.Calls) < n {
			v.Unmet = fmt.Sprintf("%d calls are compared, and %d came", n, len(s.Calls))
		}
	}
}

// ownKey judges that calls have the module's key; of those that have not, the
// first is enough.
func ownKey(s *Seen, v *Verdict) {
	strange := s.Strange()
	if len(strange) == 0 {
		return
	}
	const wanted = "calls with the key of this module"
	c := strange[0]
	switch kind, _, _ := strings.Cut(c.Header.Get("Content-Type"), ";"); {
	case c.Method == "" && len(c.Raw) > 0 && c.Raw[0] == 0x16:
		v.fail("a request over plain HTTP, as the URL above says", "what came begins as TLS does: take the URL as it is, with http")
	case c.Method == "":
		v.fail("a request of HTTP/1.1", fmt.Sprintf("what came begins with %q", c.Raw[:min(len(c.Raw), 16)]))
	case c.KeyID != "":
		v.fail(wanted, fmt.Sprintf("call 1 came with another key, %q…: give your client the keys of each module", c.KeyID[:min(len(c.KeyID), 4)]))
	case len(c.Body) > 0 && kind != "application/x-www-form-urlencoded":
		v.fail(wanted, fmt.Sprintf("call 1 names no key where the provider looks for one, and has %s: parameters are a form", cmp.Or(kind, "no Content-Type")))
	default:
		v.fail(wanted, fmt.Sprintf("call 1 (%s) names no key where the provider looks for one", c.Method))
	}
}

// freshNonces judges that none stands in two requests.
func freshNonces(s *Seen, v *Verdict) {
	first := map[string]int{}
	for i, c := range s.Calls {
		if c.Nonce == "" {
			continue
		}
		if j, again := first[c.Nonce]; again {
			v.fail("a nonce of its own in each request, in each attempt too", fmt.Sprintf("calls %d and %d have the same nonce: sign every attempt anew", j+1, i+1))
			return
		}
		first[c.Nonce] = i
	}
}

// stamped judges the form of the time, by scheme; "" is any other scheme.
func stamped(forms map[string]string) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		for i, c := range s.Calls {
			form, own := forms[c.Scheme]
			if !own {
				form = forms[""]
			}
			words, pattern, _ := strings.Cut(form, "=")
			if regexp.MustCompile(pattern).MatchString(c.Timestamp) {
				continue
			}
			v.fail("a time written as "+words, fmt.Sprintf("call %d has %q%s", i+1, c.Timestamp, stampHint(c.Timestamp, words)))
			return
		}
	}
}

func stampHint(stamp, words string) string {
	switch digits := regexp.MustCompile(`^\d+$`).MatchString(stamp); {
	case stamp == "":
		return ", no time at all"
	case digits && len(stamp) == 13 && strings.Contains(words, "seconds"):
		return ", which are milliseconds: divide by 1000"
	case digits:
		return ", a number"
	case strings.ContainsAny(stamp, "+") || strings.Count(stamp, "-") > 2:
		return ", which has an offset: write it in UTC with a Z"
	case strings.Contains(stamp, "."):
		return ", which has fractions of a second: leave them out"
	}
	return ""
}

// keptSecret judges that what signs is not sent itself.
func keptSecret(s *Seen, v *Verdict) {
	for i, c := range s.Calls {
		if s.Secret != "" && strings.Contains(string(c.Raw), s.Secret) {
			v.fail("a secret that never leaves the client", fmt.Sprintf("call %d has the secret in it, as it is", i+1))
			return
		}
	}
}

// bodyOnly judges that parameters do not stand in the URL, where every proxy
// writes them down.
func bodyOnly(names ...string) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		for i, c := range s.Calls {
			_, query, _ := strings.Cut(c.Target, "?")
			for _, name := range names {
				if strings.HasPrefix(query, name+"=") || strings.Contains(query, "&"+name+"=") {
					v.fail("parameters in the body of the POST", fmt.Sprintf("call %d has %s in its URL, which proxies and servers log", i+1, name))
					return
				}
			}
		}
	}
}

// awkward are the characters that encoders disagree on.
func awkward() map[string]string {
	return map[string]string{" ": "a space", "+": "+", "*": "*", "~": "~", "号": "a Chinese character"}
}

// escaped judges that awkward characters arrived at all; that they were signed
// as the provider signs them, accepted judges.
func escaped(s *Seen, v *Verdict) {
	var missing []string
	for _, char := range []string{" ", "+", "*", "~", "号"} {
		if !slices.ContainsFunc(s.Calls, func(c *Call) bool { return holds(c, char) }) {
			missing = append(missing, awkward()[char])
		}
	}
	switch {
	case len(missing) == len(awkward()):
		v.fail("a parameter with a space, +, *, ~ and a Chinese character", "no call had any of them: another text was asked about, or the client changed it before it was sent")
	case len(missing) > 0:
		v.remark("not seen, and so not judged: " + strings.Join(missing, ", "))
	}
}

func holds(c *Call, char string) bool {
	for name, values := range c.Params {
		if !strings.HasSuffix(name, "Signature") && slices.ContainsFunc(values, func(value string) bool { return strings.Contains(value, char) }) {
			return true
		}
	}
	return false
}

// split judges that so many numbers came in calls no longer than the limit, each
// number once.
func split(numbers int) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		times := map[string]int{}
		longest := 0
		for _, c := range s.Calls {
			longest = max(longest, len(c.Numbers))
			for _, n := range c.Numbers {
				times[n]++
			}
		}
		if longest > s.batch {
			v.fail(fmt.Sprintf("at most %d numbers in a call", s.batch), fmt.Sprintf("a call asked about %d: cut longer lists into calls of %d", longest, s.batch))
		}
		if len(times) < numbers {
			v.fail(fmt.Sprintf("each of the %d numbers asked about", numbers), fmt.Sprintf("%d were: the rest of a list that is too long must not get lost", len(times)))
		}
		for _, c := range s.Calls {
			for _, n := range c.Numbers {
				if times[n] > 1 {
					v.fail("each number asked about once", fmt.Sprintf("%s was asked about %s", masked(n), counted(times[n])))
					return
				}
			}
		}
	}
}
