package replay

import (
	"cmp"
	"fmt"
	"mime"
	"regexp"
	"slices"
	"strings"

	"github.com/numsim/numsim/internal/wire"
)

// Keep is what of an exchange may be written down: what the contract declares.
// Everything else is dropped, whatever it is.
type Keep struct {
	Contract   string          // hash of the document
	Profile    string          // of the contract
	Operation  string          // by its name in the contract; empty is none of it
	Parameters map[string]bool // of the request, by name; true is secret
	Headers    map[string]bool // likewise
	Members    []string        // pointers into the answer, * for any element
}

// KeptHeaders are those of an answer that are written down; contracts declare
// none.
func KeptHeaders() []string { return []string{"Content-Type", "Retry-After"} }

// redactor redacts one exchange.
type redactor struct {
	keep    Keep
	members map[string]bool
	names   *standIns
	secrets []secret
	ids     map[string]string // values that are one of a kind, and theirs
	veil    *strings.Replacer
	right   map[string]string // credentials as they should be, by parameter
	dropped int
	// undeclared are pointers to members that are dropped, where a name is a word.
	undeclared []string
	// unveiled are texts with whole secrets replaced, and nothing else.
	unveiled []string
}

// secret is a text that may not be written down, and what stands for it.
type secret struct{ placeholder, value string }

func newRedactor(keep Keep, names *standIns, secrets []secret) *redactor {
	r := &redactor{keep: keep, names: names, secrets: secrets, members: map[string]bool{}, ids: map[string]string{}}
	for _, pointer := range keep.Members {
		r.members[pointer] = true
	}
	r.veil = veilOf(secrets)
	return r
}

// secretsOf are the caller's credentials, and what the request held that proves
// who sent it.
func secretsOf(k wire.Keys, q *wire.Request, keep Keep) []secret {
	list := named(k)
	add := func(f wire.Field, value string, hidden bool) {
		if p := placeholder(f, hidden); p != "" && value != "" {
			list = append(list, secret{p, value})
		}
	}
	for _, p := range q.Parameters {
		add(q.Provider.Parameter(p.Name), p.Value, keep.Parameters[p.Name])
	}
	for name := range q.Header {
		f, value := q.Provider.Header(name), q.Header.Get(name)
		if _, signature, ok := strings.Cut(value, "Signature="); ok && f.Class == wire.Proof {
			value = signature // what is around it everybody may know
		}
		add(f, value, false)
	}
	list = append(list, secret{"<key-id>", q.KeyID()})
	own := k.Named()
	return slices.DeleteFunc(list, func(s secret) bool { // a key that a case made up is nobody's
		mine := slices.ContainsFunc(own, func(n wire.Named) bool { return n.Value.Reveal() == s.value })
		return s.value == "" || !mine && strings.HasPrefix(s.value, "numsim")
	})
}

// named are credentials with what stands for them.
func named(k wire.Keys) (list []secret) {
	for _, n := range k.Named() {
		list = append(list, secret{"<" + n.Name + ">", n.Value.Reveal()})
	}
	return list
}

// placeholder is what stands for a value of a class; empty is the value itself.
func placeholder(f wire.Field, hidden bool) string {
	switch f.Class {
	case wire.Key:
		return "<key-id>"
	case wire.Credential:
		return "<" + strings.ToLower(f.Name) + ">"
	case wire.Proof:
		return "<signature>"
	case wire.Nonce:
		return "<nonce>"
	case wire.Plain:
		if hidden {
			return "<secret>"
		}
	}
	return ""
}

// veilOf replaces secrets in every spelling, the longest first.
func veilOf(secrets []secret) *strings.Replacer {
	type pair struct{ from, to string }
	var list []pair
	for _, s := range secrets {
		for _, spelling := range wire.Spellings(s.value) {
			list = append(list, pair{spelling, s.placeholder})
		}
	}
	slices.SortStableFunc(list, func(a, b pair) int { return cmp.Compare(len(b.from), len(a.from)) })
	var pairs []string
	for _, p := range list {
		pairs = append(pairs, p.from, p.to)
	}
	return strings.NewReplacer(pairs...)
}

// text redacts free text: secrets first, then ids as a whole, then numbers.
func (r *redactor) text(s string) string {
	s = r.veil.Replace(strings.Map(notPrivate, s))
	r.unveiled = append(r.unveiled, s)
	var hide, show []string
	for i, id := range sortedKeys(r.ids) {
		stand := string(rune(firstPrivate + i))
		hide, show = append(hide, id, stand), append(show, stand, r.ids[id])
	}
	s = r.undigested(strings.NewReplacer(hide...).Replace(s))
	return strings.NewReplacer(show...).Replace(r.names.inText(s))
}

// digest stands for a hash, which somebody could look for what it is of.
const digest = "<digest>"

func digests() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:[0-9a-f]{64}|[0-9A-F]{64}|[0-9a-f]{32}|[0-9A-F]{32})\b`)
}

// undigested leaves only the hashes of stand-ins.
func (r *redactor) undigested(s string) string {
	s = r.names.replace(s)
	return digests().ReplaceAllStringFunc(s, func(hash string) string {
		if slices.Contains(r.names.known(), hash) {
			return hash
		}
		return digest
	})
}

// Private characters stand for ids while the rest of a text is looked at.
const firstPrivate = 0xE000

// notPrivate keeps a text free of them, and its digits ASCII.
func notPrivate(r rune) rune {
	if r >= firstPrivate && r < 0xF900 {
		return '?'
	}
	return asciiDigit(r)
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return keys[:min(len(keys), 1000)]
}

// parameters are the request's, as they may be read.
func (r *redactor) parameters(q *wire.Request) (list []wire.Parameter, dropped int) {
	for _, p := range q.Parameters {
		f := q.Provider.Parameter(p.Name)
		hidden, known := r.keep.Parameters[p.Name]
		if !known {
			dropped++
			continue
		}
		if stands := placeholder(f, hidden); stands != "" && p.Value != "" {
			if right := r.right[f.Name]; right != "" && right != p.Value {
				stands = wrong + strings.TrimPrefix(stands, "<")
			}
			p.Value = stands
		} else {
			p.Value = r.text(p.Value)
		}
		list = append(list, p)
	}
	return list, dropped
}

// wrong begins the placeholder of a credential that is not the caller's.
const wrong = "<wrong-"

// isID is for members whose value is one of a kind.
func isID(name string) bool {
	switch strings.ToLower(name) {
	case "requestid", "serialid":
		return true
	}
	return false
}

// header is a kept header's value, of which only what headers of that name hold
// is kept.
func (r *redactor) header(name, value string) string {
	if name == "Content-Type" {
		kind, options, err := mime.ParseMediaType(value)
		if err != nil || !slices.Contains([]string{"application/json", "text/xml", "application/xml", "text/html", "text/plain", "text/json"}, kind) {
			return "<undeclared>"
		}
		if charset := options["charset"]; slices.Contains([]string{"utf-8", "UTF-8", "gbk", "GBK"}, charset) {
			kind += ";charset=" + charset
		}
		return kind
	}
	if value == "" || len(value) > 6 || strings.Trim(value, "0123456789") != "" {
		return "<undeclared>"
	}
	return value
}

// opaque stands for a body of which nothing is declared.
func opaque(bytes int) []byte { return fmt.Appendf(nil, "<%d bytes that no contract declares>", bytes) }
