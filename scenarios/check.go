package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// Check looks at everything a document says that needs the providers, and at
// what its rules leave each other. It also settles what the document leaves
// open: an error that by its nature comes back on a retry is drawn for the
// number, not for the call.
func Check(d *Draft, vendors []Vendor) Findings {
	return capped(check(d, &marks{}, vendors, true))
}

// checking is a draft while it is checked.
type checking struct {
	draft    *Draft
	marks    *marks
	vendors  []Vendor
	profiles map[string][]string // of an account, provider/account, over time
	found    Findings
	errors   int
	warnings int
}

// check leaves out what rules leave each other unless they were all understood:
// one without its conditions hides all that follow.
func check(d *Draft, m *marks, vendors []Vendor, understood bool) Findings {
	c := &checking{draft: d, marks: m, vendors: vendors, profiles: map[string][]string{}}
	c.settings()
	for at := range d.Rules {
		r := &ruleCheck{c, &d.Rules[at], c.rule(at), map[string][]string{}}
		r.words()
		r.refusals()
		r.raw()
		r.effects()
		r.states()
	}
	c.untrodden()
	c.expectations()
	if understood {
		c.reach()
	}
	return c.found
}

func (c *checking) add(at place, warning bool, format string, args ...any) {
	count := &c.errors
	if warning {
		count = &c.warnings
	}
	if *count++; *count <= maxFindings {
		c.found = append(c.found, Finding{at.file, at.line, at.column, fmt.Sprintf(format, args...), warning})
	}
}

// rule is what is known of the places of a rule; at least its line.
func (c *checking) rule(at int) *ruleMarks {
	if at < len(c.marks.rules) {
		return &c.marks.rules[at]
	}
	return &ruleMarks{place: placeOf(c.draft.Rules[at].Where)}
}

// of is the place of the i-th word of a key.
func (m *ruleMarks) of(key string, i int) place {
	if places := m.words[key]; i < len(places) {
		return places[i]
	}
	return m.place
}

func (c *checking) vendor(name string) *Vendor {
	for i := range c.vendors {
		if c.vendors[i].Name == name {
			return &c.vendors[i]
		}
	}
	return nil
}

func (c *checking) providers() (names []string) {
	for i := range c.vendors {
		names = append(names, c.vendors[i].Name)
	}
	return names
}

// settings tries each setting on top of those before it that it shares an
// account with. Of one field only the last value is kept, so that a long life
// costs no more than a short one.
func (c *checking) settings() {
	held := map[string][]Setting{} // by provider/account, good ones
	for _, s := range c.draft.Settings {
		at := placeOf(s.Where)
		v := c.vendor(s.Provider)
		switch {
		case v == nil:
			c.add(at, false, "there is no provider %s%s", quote(s.Provider), hint{s.Provider, c.providers()})
			continue
		case s.Account != "" && !slices.Contains(v.Accounts, s.Account):
			c.add(at, false, "%s has no ready-made account %s%s", v.Name, quote(s.Account), hint{s.Account, v.Accounts})
			continue
		}
		key := s.Provider + "/" + s.Account
		all := replace(held[key], s)
		if s.Account != "" {
			all = append(slices.Clone(held[s.Provider+"/"]), all...)
		}
		if err := v.Try(all); err != nil {
			c.add(at, false, "%s", err)
			continue
		}
		held[key] = replace(held[key], s)
		if s.Field == "profile" {
			c.profile(key, s)
		}
	}
}

// replace is the settings without an earlier one of the same field, and s last.
func replace(settings []Setting, s Setting) []Setting {
	kept := make([]Setting, 0, len(settings)+1)
	for _, before := range settings {
		if before.Field != s.Field {
			kept = append(kept, before)
		}
	}
	return append(kept, s)
}

// profile keeps each profile an account has at some time.
func (c *checking) profile(key string, s Setting) {
	if s.From == 0 {
		c.profiles[key] = nil // what was said before is said again
	}
	c.profiles[key] = append(c.profiles[key], s.Value)
}

// profilesOf are those of an account at some time. One that is ready-made for a
// profile has that, whatever is set for all.
func (c *checking) profilesOf(v *Vendor, account string) []string {
	if set := c.profiles[v.Name+"/"+account]; account != "" && len(set) > 0 {
		return set
	}
	if made := strings.TrimPrefix(account, "numsim-"); slices.Contains(v.Profiles, made) {
		return []string{made}
	}
	if set := c.profiles[v.Name+"/"]; len(set) > 0 {
		return set
	}
	return v.Profiles[:min(1, len(v.Profiles))]
}

// lasting reports whether a refusal of that kind comes back on every retry.
func lasting(k numsim.Kind) bool {
	switch k {
	case numsim.BadNumber, numsim.BadRequest, numsim.Auth, numsim.Signature, numsim.Withdrawn:
		return true
	}
	return false
}
