package explain

import (
	"slices"
	"strings"
)

// headerSlips are about the headers' lines and their list.
func (h *Headed) headerSlips() []slip {
	right := h.right()
	byName := slices.Clone(right.lines)
	slices.SortStableFunc(byName, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	var names []string
	for _, l := range byName {
		names = append(names, l.Name)
	}
	backwards := slices.Clone(byName)
	slices.Reverse(backwards)
	lines := func(to []Pair) func(*plan) { return func(p *plan) { p.lines = to } }
	list := func(text string) func(*plan) { return func(p *plan) { p.list = text } }
	sent := func(p *plan) { p.lines, p.list = byName, strings.Join(names, ";") }
	out := []slip{
		one(said("headers-capital", "header names were signed with capitals where small letters are wanted", "签名里的头名称用了大写，这里要小写"), inHeaders,
			func(p *plan) { p.capital = true }, func(p *plan) { p.capital, p.list = true, capitalList(h.Listed) }),
		one(said("headers-order", "the headers were signed in another order than SignedHeaders names them", "签名里头的顺序和 SignedHeaders 里的不一样"), inHeaders,
			lines(byName), sent, lines(backwards), list(strings.Join(names, ";"))),
		one(said("headers-gap", "the empty line between the headers and their list was left out", "头和 SignedHeaders 之间漏了一个空行"), inText, func(p *plan) { p.noGap = true }),
		rare(said("headers-list", "the list of signed headers was left out or joined by something else than ;", "SignedHeaders 那一行漏掉了，或者不是用 ; 连接的"), inList,
			list(""), list(strings.Join(h.Names, ",")), list(strings.Join(h.Names, "; ")), list(capitalList(h.Listed))),
		rare(said("headers-raw", "header values were signed with the spaces around or inside them", "头的值签名时没有去掉多余的空格"), inHeaders, lines(h.rawLines(right.lines))),
		h.contentType(right.lines),
	}
	for _, l := range right.lines {
		m := said("header-left-out", "a header that SignedHeaders names was not signed", "SignedHeaders 里列出的某个头没有签")
		if slices.Contains(h.Shown, l.Name) {
			m = said("header-left-out", "the header "+l.Name+", which SignedHeaders names, was not signed", "SignedHeaders 里列出的 "+l.Name+" 没有签")
		}
		out = append(out, many(m, inHeaders, []func(*plan){lines(without(right.lines, l.Name))}))
	}
	return out
}

func capitalList(listed string) string {
	names := strings.Split(listed, ";")
	for i := range names {
		names[i] = capitals(names[i])
	}
	return strings.Join(names, ";")
}

func (h *Headed) rawLines(right []Pair) (raw []Pair) {
	for _, l := range right {
		if l.Name != "host" {
			l.Value = strings.Join(h.Header(l.Name), ",")
		}
		raw = append(raw, l)
	}
	return raw
}

// contentType: HTTP libraries add a charset after the signature is made, or the
// whole header.
func (h *Headed) contentType(right []Pair) slip {
	var ways []func(*plan)
	sent, _ := valueOf(right, "content-type")
	bare, _, _ := strings.Cut(sent, ";")
	for _, kind := range []string{bare, bare + "; charset=utf-8", bare + "; charset=UTF-8", bare + ";charset=utf-8", bare + ";charset=UTF-8", "application/json", "application/x-www-form-urlencoded", ""} {
		ways = append(ways, func(p *plan) {
			if _, ok := valueOf(p.lines, "content-type"); ok {
				p.lines = with(p.lines, "content-type", kind)
			}
		})
	}
	return one(said("content-type", "another Content-Type was signed than was sent; HTTP libraries add a charset", "签的 Content-Type 和实际发送的不一样（有的 HTTP 库会自动加 charset）"), inHeaders, ways...)
}
