package scenarios

// expectations looks up what expectations name, as it does for rules.
func (c *checking) expectations() {
	for at := range c.draft.Expect {
		e := &c.draft.Expect[at]
		places := &ruleMarks{place: placeOf(e.Where)}
		if at < len(c.marks.expect) {
			places = &c.marks.expect[at]
		}
		as := &Rule{Where: e.Where, When: When{Providers: e.Providers, Operations: e.Operations, Accounts: e.Accounts}}
		r := &ruleCheck{c, as, places, map[string][]string{}}
		r.words()
		for key, name := range map[string]string{"error": e.Row, "after": e.After} {
			if name != "" {
				r.expected(name, places.of(key, 0))
			}
		}
	}
}

// expected finds a row at one provider that is meant at least.
func (r *ruleCheck) expected(name string, at place) {
	meant := r.meant()
	for _, v := range meant {
		if v.Catalogue.Find(name) != nil {
			return
		}
	}
	if len(meant) > 0 {
		r.add(at, false, "%s", unknownRow{name, meant})
	}
}
