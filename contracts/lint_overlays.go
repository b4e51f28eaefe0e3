package contracts

import (
	"go.yaml.in/yaml/v3"
)

// discrepancies holds overlays and readings to each other: each overlay is
// reached by a reading, each reading changes something or says why not.
func (l *linter) discrepancies() {
	for i := range l.d.discrepancies {
		l.discrepancy(&l.d.discrepancies[i])
	}
	for _, p := range l.d.profiles {
		if p.Default && p.patch != nil {
			l.add(p.patch, "overlay.default", "profile %s is the base document and needs no overlay", p.Name)
		}
	}
	for id, overlay := range l.d.overlays {
		l.overlay(id, overlay)
	}
}

func (l *linter) discrepancy(x *Discrepancy) {
	if x.Reading(x.Default) == nil {
		l.flaws = append(l.flaws, Flaw{x.Position, "discrepancy.default", "the default " + x.Default + " is not one of the readings"})
	}
	if x.Live != "unknown" && x.Reading(x.Live) == nil {
		l.flaws = append(l.flaws, Flaw{x.Position, "discrepancy.live", "live is unknown or one of the readings"})
	}
	for _, p := range x.Profiles {
		if _, err := l.d.profile(p); err != nil {
			l.flaws = append(l.flaws, Flaw{x.Position, "profile.unknown", err.Error()})
		}
	}
	for i := range x.Readings {
		l.reading(x, &x.Readings[i])
	}
}

func (l *linter) reading(x *Discrepancy, r *Reading) {
	problem := ""
	switch isDefault := r.Name == x.Default; {
	case isDefault && r.patch != nil:
		problem = "the default reading is the base document and needs no overlay"
	case !isDefault && r.patch == nil && r.Same == "":
		problem = "the reading needs an overlay, or same: WHY"
	case r.patch != nil && r.Same != "":
		problem = "the reading has an overlay and says that nothing changes"
	}
	if problem != "" {
		l.flaws = append(l.flaws, Flaw{r.Position, "discrepancy.reading", problem})
	}
}

// overlay: every patch is named by a reading and has an effect somewhere.
func (l *linter) overlay(id string, overlay *yaml.Node) {
	x := l.d.Discrepancy(id)
	if x == nil && id != "profile" {
		l.add(overlay, "overlay.unreachable", "no discrepancy is called %q, so nothing reaches this overlay", id)
		return
	}
	pairs(member(overlay, "readings"), func(k, v *yaml.Node) {
		known := x != nil && x.Reading(k.Value) != nil
		if id == "profile" {
			_, err := l.d.profile(k.Value)
			known = err == nil
		}
		patch := member(v, "patch")
		switch {
		case !known:
			l.add(k, "overlay.unreachable", "%s has no reading %q, so nothing reaches this patch", id, k.Value)
		case patch == nil:
			l.add(k, "overlay.empty", "the reading has no patch")
		case !l.effective(patch):
			l.add(patch, "overlay.without-effect", "the patch leaves the document as it is")
		}
	})
}

// effective reports whether a patch changes the base or what a profile makes
// of it.
func (l *linter) effective(patch *yaml.Node) bool {
	t := l.d.base.grow()
	if !same(t.merge(t.root, patch), t.root) {
		return true
	}
	for _, p := range l.d.profiles {
		if p.patch != nil {
			under := t.merge(t.root, p.patch)
			if !same(t.merge(under, patch), under) {
				return true
			}
		}
	}
	return false
}
