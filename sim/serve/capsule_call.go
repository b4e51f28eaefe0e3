package serve

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/journal"
)

// What stands in the place of values that a signer says itself.
const (
	secretValue = "<secret>"
	stampValue  = "<stamp>"
	nonceValue  = "<nonce>"
	otherValue  = "x" // a word that nobody knows
)

// call is an exchange as a capsule has it. What is not copied here, or made by
// keep, leaves the process nowhere.
func (f *filler) call(e journal.Entry) (*control.CapsuleCall, error) {
	made := &control.CapsuleCall{
		Seq: e.Seq, Provider: e.Provider, Operation: f.plane.operation(e), Account: e.Account, Scheme: "none", Signature: "valid",
		Parameters: []control.CapsuleParameter{},
	}
	t := f.traits(e.Provider)
	method, lines, _ := strings.Cut(string(e.Sent), "\n")
	if made.Method = method; method != http.MethodGet && method != http.MethodPost {
		made.Method, made.Unsendable = otherValue, "its method is neither GET nor POST"
	}
	for line := range strings.Lines(lines) {
		if err := f.keep(made, t, strings.TrimSuffix(line, "\n")); err != nil {
			return nil, err
		}
	}
	switch refused := slices.Contains(t.Rejected, e.Row) && !strings.HasPrefix(e.Why, journal.ByAccount) && !strings.HasPrefix(e.Why, journal.ByScenario); {
	case made.Scheme == "none":
		made.Signature = "absent"
	case refused:
		made.Signature = "wrong"
	}
	if made.Token && slices.Contains(t.RejectedToken, e.Row) {
		made.Unsendable = "it had a security token that is not the key's, and no token is kept"
	}
	var err error
	made.Answer, err = f.answer(e)
	return made, err
}

// keep reads a line that sim kept.
func (f *filler) keep(made *control.CapsuleCall, t *sim.Traits, line string) error {
	if line == "" || line[0] == sim.KeptMore {
		return nil
	}
	if line[0] == sim.KeptFlaw {
		made.Unsendable = line[1:]
		return nil
	}
	name, encoded, valued := strings.Cut(line[1:], "=")
	if line[0] == sim.KeptHeader {
		return f.keepHeader(made, known(t.Headers, name), encoded, valued)
	}
	in := "query"
	if line[0] == sim.KeptForm {
		in = "form"
	}
	value, err := url.QueryUnescape(encoded)
	if err != nil {
		made.Unsendable, value = "an escape in it is broken", ""
	}
	p := known(t.Parameters, name)
	if name == "Mask" && value != "NORMAL" && value != "" && !f.clear {
		return f.masked()
	}
	if value, err = f.value(made, p, value, valued); err != nil {
		return err
	}
	if (name == "Signature" || name == "token") && value != "" && made.Scheme == "none" {
		made.Scheme = map[bool]string{true: "token", false: "v1"}[name == "token"]
	}
	made.Token = made.Token || name == "SecurityToken" && value != ""
	made.Parameters = append(made.Parameters, control.CapsuleParameter{Name: name, Value: value, In: in})
	return nil
}

func (f *filler) keepHeader(made *control.CapsuleCall, h sim.Parameter, value string, valued bool) error {
	value, err := f.value(made, h, value, valued)
	switch {
	case err != nil || value == "":
		return err
	case h.Holds == sim.Scheme && value == otherValue:
		made.Unsendable = "its Authorization is of no scheme that is known"
		return nil
	case h.Holds == sim.Scheme:
		made.Scheme = strings.ToLower(value[:4])
		return nil
	case strings.HasSuffix(h.Name, "-Security-Token"):
		made.Token = true
		return nil
	case h.Name == "Accept" && value == otherValue || h.Holds == sim.Nonce:
		return nil
	}
	if made.Headers == nil {
		made.Headers = map[string]string{}
	}
	made.Headers[h.Name] = value
	return nil
}

func known(list []sim.Parameter, name string) sim.Parameter {
	i := slices.IndexFunc(list, func(p sim.Parameter) bool { return p.Name == name })
	if i < 0 {
		return sim.Parameter{Name: name, Holds: sim.Secret}
	}
	return list[i]
}

// value is what may leave the process of one.
func (f *filler) value(made *control.CapsuleCall, p sim.Parameter, value string, valued bool) (string, error) {
	switch {
	case p.Holds == sim.Secret && !valued:
		return secretValue, nil
	case value == "" || p.Holds == sim.Secret:
		return "", nil
	case p.Holds == sim.Numbers:
		return f.numbers(value)
	case p.Holds == sim.Nonce:
		if f.nonces[value] == "" {
			f.nonces[value] = "n" + strconv.Itoa(len(f.nonces)+1)
		}
		made.Nonce = f.nonces[value]
		return nonceValue, nil
	case p.Holds == sim.Moment:
		if at := moment(value); !at.IsZero() {
			made.Stamp = &at
		} else if made.Unsendable == "" {
			made.Unsendable = "its time cannot be read"
		}
		return stampValue, nil
	case p.Holds == sim.Version && len(value) <= len("2006-01-02") && strings.Trim(value, "0123456789.-") == "", slices.Contains(p.Words, value):
		return value, nil
	}
	return otherValue, nil
}

// moment reads a time as any of the providers has it.
func moment(text string) time.Time {
	for _, layout := range []string{"2006-01-02T15:04:05Z", "20060102T150405Z"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && len(text) == 10 {
		return time.Unix(seconds, 0).UTC()
	}
	return time.Time{}
}

func (f *filler) answer(e journal.Entry) (control.CapsuleAnswer, error) {
	made := control.CapsuleAnswer{
		HTTP: e.HTTP, Row: e.Row, Why: f.plane.redactor.Text(e.Why), Rules: e.Rules, Charged: e.Charged.String(), Delivered: e.Delivered,
		Body: f.plane.outline(e), Numbers: []control.CapsuleNumber{},
	}
	for _, l := range e.Lines {
		n, err := f.number(string(l.Number))
		if err != nil {
			return made, err
		}
		one := control.CapsuleNumber{Number: n, Billed: l.Billed, Charged: l.Charged.String()}
		if e.Row == "" && e.HTTP != 0 {
			one.Status = l.Status.String()
		}
		made.Numbers = append(made.Numbers, one)
	}
	return made, nil
}

func (p plane) outline(e journal.Entry) string {
	i, err := p.at(e.Provider)
	if err != nil {
		return ""
	}
	return p.engines[i].Outline(e.Got)
}

// masked is for numbers that were sent as a hash: one of a few million, which
// anybody can undo, and a stand-in's hash is another number's.
func (f *filler) masked() error {
	return refused(http.StatusConflict, "a number was sent as its hash, and nothing can stand for it", "", needClear)
}

const needClear = "take a tenant that shows whole numbers: clear_numbers, or --clear-numbers for the default one"

func (f *filler) traits(provider string) *sim.Traits {
	for i := range f.plane.Providers {
		if t := &f.plane.Providers[i].Traits; t.Name == provider {
			return t
		}
	}
	panic(fmt.Sprintf("the journal has an entry of %q, which is no provider", provider))
}
