package contracts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// extensions compares what OpenAPI cannot say, by its types.
func (d *differ) extensions(before, after *Contract) {
	d.errors(before.says.errors, after.says.errors)
	d.limits(before.says.limits, after.says.limits)
	d.billing(before.says.billing, after.says.billing)
	d.signatures(before.says.signatures, after.says.signatures)
	d.rpc(before, after)
	d.enums(before.says.enums, after.says.enums)
}

func (d *differ) errors(before, after []ErrorRow) {
	old := map[string]ErrorRow{}
	for _, row := range before {
		old[row.Name] = row
	}
	for _, row := range after {
		was, ok := old[row.Name]
		delete(old, row.Name)
		where := pointer("x-errors", row.Name)
		if !ok {
			d.add("error.added", where, "", row.Name, Position{}, row.Position)
			continue
		}
		compare := func(kind, part, a, b string) {
			if a != b {
				d.add(kind, where+"/"+part, a, b, was.Position, row.Position)
			}
		}
		compare("error.http", "http", strconv.Itoa(was.HTTP), strconv.Itoa(row.HTTP))
		compare("error.message", "message", was.Message, row.Message)
		compare("error.message", "type", was.Type, row.Type)
		compare("error.message", "when", was.When, row.When)
		compare("error.kind", "kind", was.Kind, row.Kind)
		compare("error.kind", "stage", was.Stage, row.Stage)
		compare("error.retryable", "retryable", was.Retryable, row.Retryable)
		compare("error.chargeable", "chargeable", fmt.Sprint(was.Chargeable), fmt.Sprint(row.Chargeable))
		compare("evidence", "evidence", string(was.Evidence), string(row.Evidence))
	}
	for _, row := range before {
		if _, gone := old[row.Name]; gone {
			d.add("error.removed", pointer("x-errors", row.Name), row.Name, "", row.Position, Position{})
		}
	}
}

func (d *differ) limits(before, after []Limit) {
	for _, now := range after {
		where := now.Pointer + pointer("x-limits", now.Name)
		i := slices.IndexFunc(before, func(l Limit) bool { return l.Name == now.Name && l.Pointer == now.Pointer })
		if i < 0 && now.Pointer != "" && at(d.before.base.root, keysOf(now.Pointer)...) == nil {
			continue // of a path that is new
		}
		if i < 0 {
			d.add("limit.added", where, "", strconv.Itoa(now.Value), Position{}, now.Position)
			continue
		}
		was := before[i]
		kind := "limit.raised"
		if was.Value == 0 || now.Value != 0 && now.Value < was.Value { // 0 is no limit
			kind = "limit.lowered"
		}
		if was.Value != now.Value {
			d.add(kind, where, strconv.Itoa(was.Value), strconv.Itoa(now.Value), was.Position, now.Position)
		}
		if was.Evidence != now.Evidence || was.Source != now.Source {
			d.add("evidence", where, string(was.Evidence), string(now.Evidence), was.Position, now.Position)
		}
	}
	for _, was := range before {
		gone := was.Pointer != "" && at(d.after.base.root, keysOf(was.Pointer)...) == nil // the path as a whole
		if !gone && !slices.ContainsFunc(after, func(l Limit) bool { return l.Name == was.Name && l.Pointer == was.Pointer }) {
			d.add("limit.removed", was.Pointer+pointer("x-limits", was.Name), strconv.Itoa(was.Value), "", was.Position, Position{})
		}
	}
}

func (d *differ) billing(before, after []Billing) {
	for _, now := range after {
		i := slices.IndexFunc(before, func(b Billing) bool { return b.Operation == now.Operation })
		if i < 0 {
			continue // of a path that is new
		}
		was := before[i]
		for _, part := range [][3]string{
			{"price", was.Price, now.Price}, {"currency", was.Currency, now.Currency}, {"unit", was.Unit, now.Unit},
			{"charged", was.Charged, now.Charged}, {"free", was.Free, now.Free},
		} {
			if part[1] != part[2] {
				d.add("billing", pointer("paths", now.Operation, "x-billing", part[0]), part[1], part[2], was.Position, now.Position)
			}
		}
	}
}

func (d *differ) signatures(before, after []Signature) {
	old := map[string]Signature{}
	for _, s := range before {
		old[s.Name] = s
	}
	for _, s := range after {
		was, ok := old[s.Name]
		delete(old, s.Name)
		where := pointer("x-signature", s.Name)
		if !ok {
			d.add("signature.added", where, "", s.Name, Position{}, s.Position)
			continue
		}
		if a, b := was.terms(), s.terms(); a != b {
			d.add("signature", where, a, b, was.Position, s.Position)
		}
	}
	for _, s := range before {
		if _, gone := old[s.Name]; gone {
			d.add("signature", pointer("x-signature", s.Name), s.Name, "", s.Position, Position{})
		}
	}
}

// terms is all of a scheme that decides whether a request verifies.
func (s *Signature) terms() string {
	return strings.Join([]string{
		strings.Join(s.Algorithm, "/"), s.Encoding, "window " + strconv.Itoa(s.Window) + " s", "nonce " + s.Nonce, "key " + s.Key,
		"without " + strings.Join(s.Excluded, "/"), "in " + strings.Join(s.Carriers, "/"), s.Header, s.Prefix, s.Query, s.Action, s.Canonical,
	}, "; ")
}

func (d *differ) rpc(before, after *Contract) {
	was, now := before.says.rpc, after.says.rpc
	at := after.tree.position(member(after.tree.root, "x-rpc"))
	lists := func(name string, a, b []string) {
		for _, word := range b {
			if !slices.Contains(a, word) {
				d.add("rpc.widened", "/x-rpc/"+name, "", word, Position{}, at)
			}
		}
		for _, word := range a {
			if !slices.Contains(b, word) {
				d.add("rpc", "/x-rpc/"+name, word, "", Position{}, at)
			}
		}
	}
	lists("carriers", was.Carriers, now.Carriers)
	lists("methods", was.Methods, now.Methods)
	lists("transport", was.Transport, now.Transport)
	words := func(kind, where, a, b string) {
		if a != b {
			d.add(kind, where, a, b, Position{}, at)
		}
	}
	words("rpc", "/x-rpc/discriminator", was.Discriminator, now.Discriminator)
	words("rpc", "/x-rpc/real-path", was.RealPath, now.RealPath)
	words("rpc", "/x-rpc/absent", was.Absent, now.Absent)
	words("rpc", "/x-rpc/absent-http", strconv.Itoa(was.AbsentHTTP), strconv.Itoa(now.AbsentHTTP))
	words("rpc", "/x-rpc/default", was.Default, now.Default)
	a, b := before.says.envelope, after.says.envelope
	words("envelope", "/x-envelope/code", a.Code, b.Code)
	words("envelope", "/x-envelope/message", a.Message, b.Message)
	words("envelope", "/x-envelope/success", strings.Join(a.Success, ", "), strings.Join(b.Success, ", "))
}

// enums compares what values mean; which there are, OpenAPI says.
func (d *differ) enums(before, after []Enum) {
	old := map[string]Value{}
	for _, e := range before {
		for _, v := range e.Values {
			old[e.Pointer+pointer(v.Value)] = v
		}
	}
	for _, e := range after {
		for _, v := range e.Values {
			where := e.Pointer + pointer(v.Value)
			if was, ok := old[where]; ok && was.Means != v.Means {
				d.add("description", where, was.Means, v.Means, was.Position, v.Position)
			}
		}
	}
}

// discrepancies compares what is believed where documents disagree.
func (d *differ) discrepancies() {
	for _, now := range d.after.discrepancies {
		where := pointer("x-discrepancies", now.ID)
		was := d.before.Discrepancy(now.ID)
		if was == nil {
			d.add("discrepancy", where, "", now.ID, Position{}, now.Position)
			continue
		}
		if was.Default != now.Default || was.Live != now.Live {
			d.add("discrepancy", where, was.Default+", live "+was.Live, now.Default+", live "+now.Live, was.Position, now.Position)
		}
		for _, r := range now.Readings {
			before := was.Reading(r.Name)
			switch {
			case before == nil:
				d.add("discrepancy", where+pointer(r.Name), "", r.Name, Position{}, r.Position)
			case !same(before.patch, r.patch):
				d.add("discrepancy", where+pointer(r.Name), "one overlay", "another", before.Position, r.Position)
			}
		}
	}
	for _, was := range d.before.discrepancies {
		if d.after.Discrepancy(was.ID) == nil {
			d.add("discrepancy", pointer("x-discrepancies", was.ID), was.ID, "", was.Position, Position{})
		}
	}
}
