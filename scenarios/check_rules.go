package scenarios

import (
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// ruleCheck is one rule while it is checked.
type ruleCheck struct {
	*checking
	*Rule
	places *ruleMarks
	made   map[string][]string // generations by vendor
}

// meant are the vendors a rule is about: those it names, or all.
func (r *ruleCheck) meant() (list []*Vendor) {
	for i := range r.vendors {
		if named(r.When.Providers, r.vendors[i].Name) {
			list = append(list, &r.vendors[i])
		}
	}
	return list
}

func vendorNames(list []*Vendor) string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = v.Name
	}
	return strings.Join(names, ", ")
}

// words looks up providers, operations and accounts. A provider that does not
// exist is found once; what it would have had is not asked.
func (r *ruleCheck) words() {
	for i, name := range r.When.Providers {
		if r.vendor(name) == nil {
			r.add(r.places.of("provider", i), false, "there is no provider %s%s", quote(name), hint{name, r.providers()})
		}
	}
	if len(r.meant()) == 0 {
		return
	}
	r.known("operation", r.When.Operations, func(v *Vendor) []string { return v.Operations })
	r.known("account", r.When.Accounts, func(v *Vendor) []string { return v.Accounts })
}

func (r *ruleCheck) known(key string, words []string, has func(*Vendor) []string) {
	if len(words) == 0 {
		return
	}
	var all []string
	for _, v := range r.meant() {
		all = append(all, has(v)...)
	}
	at := vendorNames(r.meant())
	for i, word := range words {
		if !slices.Contains(all, word) {
			r.add(r.places.of(key, i), false, "no %s %s at %s%s", key, quote(word), at, hint{word, all})
		}
	}
}

// refusals are those of every step.
func (r *ruleCheck) refusals() {
	said := 0
	for _, t := range r.thens() {
		if t.Refusal != "" {
			r.refusal(t.Refusal, r.places.of("error", said))
			said++
		}
	}
}

// refusal looks its row up at each provider that is meant.
func (r *ruleCheck) refusal(name string, at place) {
	meant := r.meant()
	if len(meant) == 0 {
		return
	}
	var has, lacks []*Vendor
	for _, v := range meant {
		if row := v.Catalogue.Find(name); row != nil {
			has = append(has, v)
			r.profile(v, row, at)
			r.chance(row)
		} else {
			lacks = append(lacks, v)
		}
	}
	switch {
	case len(lacks) == 0:
	case len(has) == 0 || len(r.When.Providers) > 0:
		r.add(at, false, "%s", unknownRow{name, lacks})
	default:
		r.add(at, true, "only %s has the row %s; at %s this rule refuses nothing. Name the provider under when", vendorNames(has), name, vendorNames(lacks))
	}
}

// unknownRow is a row that none of the vendors has.
type unknownRow struct {
	name    string
	vendors []*Vendor
}

// String lists the rows of a code that has several, or the nearest name.
func (u unknownRow) String() string {
	var all, same []string
	for _, v := range u.vendors {
		for _, row := range v.Catalogue.Rows() {
			if slices.Contains(all, row.Name) {
				continue
			}
			all = append(all, row.Name)
			if strings.EqualFold(row.Code, u.name) {
				same = append(same, row.Name)
			}
		}
	}
	unknown := "no row " + quote(u.name) + " at " + vendorNames(u.vendors)
	switch len(same) {
	case 0:
		return unknown + suggest(u.name, all)
	case 1:
		return unknown + "; did you mean " + quote(same[0]) + "?"
	}
	return quote(u.name) + " is the code of several rows; name one of " + strings.Join(same, ", ")
}

// profile warns of a row that the accounts' generation does not have.
func (r *ruleCheck) profile(v *Vendor, row *numsim.Row, at place) {
	if row.Profile == "" {
		return
	}
	have := r.generations(v)
	if slices.Contains(have, row.Profile) || slices.ContainsFunc(row.Later, func(later string) bool { return slices.Contains(have, later) }) {
		return
	}
	r.add(at, true, "%s is of %s's profile %s, and the accounts have %s", row.Name, v.Name, row.Profile, strings.Join(have, ", "))
}

// generations are the profiles that the rule's accounts have at some time. They
// are looked for once: a rule may have a hundred steps.
func (r *ruleCheck) generations(v *Vendor) []string {
	if have, known := r.made[v.Name]; known {
		return have
	}
	accounts := r.When.Accounts
	if len(accounts) == 0 {
		accounts = []string{""}
	}
	var have []string
	for _, account := range accounts {
		for _, profile := range r.profilesOf(v, account) {
			if !slices.Contains(have, profile) {
				have = append(have, profile)
			}
		}
	}
	r.made[v.Name] = have
	return have
}

// chance draws a refusal for the number where a retry meets it again.
func (r *ruleCheck) chance(row *numsim.Row) {
	w := &r.When.Chance
	switch {
	case w.Millionths == 0 || !lasting(row.Kind):
	case !r.places.per:
		w.Once = true
	case !w.Once:
		r.add(r.places.of("chance", 0), true, "%s is %s, which a retry meets again; drawn for each call it would come and go. Leave per out, or write per: number", row.Name, row.Kind)
	}
}

// effects warns of those that no provider meant can have.
func (r *ruleCheck) effects() {
	for _, t := range r.thens() {
		r.effect(t.Truth, t.Answer)
	}
}

func (r *ruleCheck) effect(t *Truth, a *Answer) {
	late := func(v *Vendor) bool { return v.Late }
	batch := func(v *Vendor) bool { return v.Batch }
	if t != nil && t.Late > 0 {
		r.needs("late", "no answer comes late at %s", late)
	}
	if t != nil && t.Drop {
		r.needs("drop", "no operation takes several numbers at %s, so none can be left out", batch)
	}
	if t != nil && t.Duplicate {
		r.needs("duplicate", "no operation takes several numbers at %s, so none can come twice", batch)
	}
	if a != nil && a.Reorder {
		r.needs("reorder", "no operation takes several numbers at %s, so there is no order", batch)
	}
}

// needs warns of providers named that cannot, or if none is named, if none can.
func (r *ruleCheck) needs(key, text string, can func(*Vendor) bool) {
	var cannot []*Vendor
	for _, v := range r.meant() {
		if !can(v) {
			cannot = append(cannot, v)
		}
	}
	if len(cannot) > 0 && (len(r.When.Providers) > 0 || len(cannot) == len(r.meant())) {
		r.add(r.places.of(key, 0), true, text, vendorNames(cannot))
	}
}
