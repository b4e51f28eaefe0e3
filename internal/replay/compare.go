package replay

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// compare says where two answers differ once what must differ has a name. The
// order of members is no difference.
func compare(name string, recorded, simulated side) (list []Difference) {
	a, b := recorded.flat(), simulated.flat()
	for _, pointer := range slices.Sorted(maps.Keys(a)) {
		if a[pointer] != b[pointer] {
			list = append(list, Difference{name, pointer, a[pointer], or(b[pointer], "nothing")})
		}
	}
	for _, pointer := range slices.Sorted(maps.Keys(b)) {
		if _, both := a[pointer]; !both {
			list = append(list, Difference{name, pointer, "nothing", b[pointer]})
		}
	}
	return list
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// flat is an answer as values by pointer.
func (s side) flat() map[string]string {
	all := map[string]string{"/status": strconv.Itoa(s.status)}
	for name, value := range s.header {
		all["/header/"+name] = strings.ToLower(strings.ReplaceAll(value, " ", ""))
	}
	if s.body.xml {
		all["/body"] = "<" + s.body.root + ">"
	}
	n := &naming{host: s.host, refs: map[string]string{}, counts: map[string]int{}}
	n.learn(s.body.top, "")
	n.flatten(s.body.top, "", "/body", all)
	return all
}

// naming calls values by reference: the first request id of an answer is
// <request-id:1>, wherever it stands.
type naming struct {
	host   string
	refs   map[string]string
	counts map[string]int
}

// varies is what a member holds that differs from call to call, or that a
// simulator cannot know of a number; empty is none of them.
func varies(member string) string {
	switch strings.ToLower(member) {
	case "requestid":
		return "request-id"
	case "serialid":
		return "serial"
	case "lasttime":
		return "time"
	case "area":
		return "area"
	}
	return ""
}

// learn goes through members by name, so that their order does not matter.
func (n *naming) learn(v *node, name string) {
	if what := varies(name); what != "" && (v.kind == isString || v.kind == isNumber) && v.text != "" && n.refs[v.text] == "" {
		n.counts[what]++
		n.refs[v.text] = fmt.Sprintf("<%s:%d>", what, n.counts[what])
	}
	for _, m := range sorted(v.members) {
		n.learn(m.value, m.name)
	}
	for _, e := range v.elements {
		n.learn(e, name)
	}
}

func sorted(list []member) []member {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return list
}

func (n *naming) flatten(v *node, name, at string, all map[string]string) {
	switch v.kind {
	case isObject:
		all[at] = or(all[at], "an object")
		seen := map[string]int{}
		for _, m := range v.members {
			here := at + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(m.name)
			if seen[m.name]++; seen[m.name] > 1 {
				here += "#" + strconv.Itoa(seen[m.name]) // there is no pointer to a second one
			}
			n.flatten(m.value, m.name, here, all)
		}
	case isArray:
		all[at] = fmt.Sprintf("an array of %d", len(v.elements))
		for i, e := range v.elements {
			n.flatten(e, name, at+"/"+strconv.Itoa(i), all)
		}
	case isString:
		all[at] = strconv.Quote(n.text(v.text, name))
	default:
		all[at] = n.text(v.text, name)
	}
}

// text names what varies in a text.
func (n *naming) text(s, name string) string {
	if ref := n.refs[s]; ref != "" && varies(name) != "" {
		return ref
	}
	for _, value := range sortedKeys(n.refs) {
		if len(value) >= 8 {
			s = strings.ReplaceAll(s, value, n.refs[value])
		}
	}
	if n.host != "" {
		s = strings.ReplaceAll(s, n.host, "<host>")
	}
	return digests().ReplaceAllString(moments().ReplaceAllString(s, "<moment>"), digest)
}

// moments are times as requests have them, which refusals repeat.
func moments() *regexp.Regexp {
	return regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}(?::|%3A|%253A)[0-9]{2}(?::|%3A|%253A)[0-9]{2}Z|[0-9]{8}T[0-9]{6}Z`)
}
