package serve_test

import (
	"encoding/hex"
	"hash"
	"slices"
	"strings"
)

// headSigner signs a canonical request. Its fields are what a client may get
// wrong; newACS3 and newAWS4 are right.
type headSigner struct {
	algorithm string // as Authorization names it
	signedAs  string // as the string to sign names it
	sum       func() hash.Hash
	key       func() string
	mac       func(key, text string) []byte
	encode    func([]byte) string

	method, path, query string // as they are signed
	values              map[string]string
	left                []string // headers that are listed and not signed
	name                func(string) string
	order               func(names []string) // of the lines
	listed              func(names []string) string
	list                string // what stands for the list in what is signed; "=" is as listed
	noGap               bool
	payload             *string
	whole               bool // the canonical request is signed itself
	canonicalHash       func(string) string
	between             []string // the lines between the algorithm and the hash
	credential          string
	parts               string // what separates the parts of Authorization
}

func (s *headSigner) canonical(m *message, names []string) string {
	lines := slices.Clone(names)
	if s.order != nil {
		s.order(lines)
	}
	text := s.method + "\n" + s.path + "\n" + s.query + "\n"
	for _, name := range lines {
		value := strings.TrimSpace(m.get(name))
		if name == "host" {
			value = m.host
		}
		if changed, ok := s.values[name]; ok {
			value = changed
		}
		if !slices.Contains(s.left, name) {
			text += s.name(name) + ":" + value + "\n"
		}
	}
	if !s.noGap {
		text += "\n"
	}
	list := strings.Join(names, ";")
	if s.list != "=" {
		list = s.list
	}
	payload := hex.EncodeToString(sumOf(s.sum, m.body))
	if s.payload != nil {
		payload = *s.payload
	}
	return text + list + "\n" + payload
}

// seal signs m's headers of these names.
func (s *headSigner) seal(m *message, names ...string) {
	slices.Sort(names)
	text := s.canonical(m, names)
	if !s.whole {
		var lines []string
		if s.signedAs != "" {
			lines = []string{s.signedAs}
		}
		text = strings.Join(append(append(lines, s.between...), s.canonicalHash(text)), "\n")
	}
	mac := s.mac
	if mac == nil {
		mac = func(key, text string) []byte { return hmacOf(s.sum, key, text) }
	}
	m.set("authorization", s.algorithm+" Credential="+s.credential+s.parts+"SignedHeaders="+s.listed(names)+s.parts+"Signature="+s.encode(mac(s.key(), text)))
}

type headCase struct {
	name, ids, words string
	change           func(*headSigner)
}

func newHead(algorithm string, sum func() hash.Hash) *headSigner {
	s := &headSigner{
		algorithm: algorithm, signedAs: algorithm, sum: sum, key: func() string { return "numsim-secret" }, encode: hex.EncodeToString,
		method: "POST", path: "/", name: asIs, list: "=", listed: func(names []string) string { return strings.Join(names, ";") },
		credential: "numsim", parts: ",",
	}
	s.canonicalHash = func(text string) string { return hex.EncodeToString(sumOf(s.sum, text)) }
	return s
}

func capitalWords(name string) string {
	words := strings.Split(name, "-")
	for i := range words {
		words[i] = strings.ToUpper(words[i][:1]) + words[i][1:]
	}
	return strings.Join(words, "-")
}

func windows(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

// headCases are mistakes that both schemes over headers know. Query is the
// right one.
func headCases(host, body string, sum func() hash.Hash) []headCase {
	right := hex.EncodeToString(sumOf(sum, body))
	name, _, _ := strings.Cut(host, ":")
	hosted := func(value string) func(*headSigner) {
		return func(s *headSigner) { s.values = map[string]string{"host": value} }
	}
	payload := func(text string) func(*headSigner) { return func(s *headSigner) { s.payload = &text } }
	return []headCase{
		{"GET for POST", "method", "another HTTP method", func(s *headSigner) { s.method = "GET" }},
		{"no path", "path-signed", "another path was signed than /", func(s *headSigner) { s.path = "" }},
		{"no query", "query-missing", "the query was not signed", func(s *headSigner) { s.query = "" }},
		{"a question mark", "question-mark", "a ? or & stands", func(s *headSigner) { s.query = "?" + s.query }},
		{"plus for a space", "escape-plus", "a space was encoded as +", func(s *headSigner) { s.query = strings.ReplaceAll(s.query, "%20", "+") }},
		{"a star as it is", "escape-star", "* was left as it is", func(s *headSigner) { s.query = strings.ReplaceAll(s.query, "%2A", "*") }},
		{"lower-case escapes", "escape-lower", "lower case", func(s *headSigner) { s.query = strings.NewReplacer("%2A", "%2a").Replace(s.query) }},
		{"the host without its port", "host-no-port", "without the port", hosted(name)},
		{"localhost", "host-other", "another host", hosted(strings.Replace(host, name, "localhost", 1))},
		{"header names with capitals", "headers-capital", "signed with capitals", func(s *headSigner) { s.name = capitalWords }},
		{"headers from the last", "headers-order", "another order", func(s *headSigner) { s.order = func(n []string) { slices.Reverse(n) } }},
		{"no empty line", "headers-gap", "the empty line between", func(s *headSigner) { s.noGap = true }},
		{"the list left out", "headers-list", "list of signed headers was left out", func(s *headSigner) { s.list = "" }},
		{"the host left out", "header-left-out", "the header host", func(s *headSigner) { s.left = []string{"host"} }},
		{"no hash of the body", "payload-missing", "the body's hash was left out", payload("")},
		{"the body's hash in capitals", "payload-upper", "the body's hash was signed in upper case", payload(strings.ToUpper(right))},
		{"a line's end after it", "payload-newline", "a line's end was signed after the body's hash", payload(right + "\n")},
		{"UNSIGNED-PAYLOAD", "payload-unsigned", "UNSIGNED-PAYLOAD", payload("UNSIGNED-PAYLOAD")},
		{"the canonical request itself", "canonical-signed", "the canonical request was signed itself", func(s *headSigner) { s.whole = true }},
		{"its hash in capitals", "canonical-upper", "hash is in upper case", func(s *headSigner) {
			s.canonicalHash = func(text string) string { return strings.ToUpper(hex.EncodeToString(sumOf(s.sum, text))) }
		}},
		{"no line for the algorithm", "algorithm-left-out", "the algorithm's line", func(s *headSigner) { s.signedAs = "" }},
		{"capitals", "value-upper", "upper-case hexadecimal digits", func(s *headSigner) {
			s.encode = func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }
		}},
		{"base64", "value-base64", "base64 where hexadecimal", func(s *headSigner) { s.encode = base64Text }},
		{"base64 of hexadecimal", "value-base64-of-hex", "hexadecimal text of the digest", func(s *headSigner) {
			s.encode = func(b []byte) string { return base64Text([]byte(hex.EncodeToString(b))) }
		}},
		{"key and text swapped", "hmac-swapped", "key and text of the HMAC are swapped", func(s *headSigner) {
			s.mac = func(key, text string) []byte { return hmacOf(s.sum, text, key) }
		}},
		{"a line's end behind the text", "text-line", "a line's end was signed behind the text", func(s *headSigner) {
			s.mac = func(key, text string) []byte { return hmacOf(s.sum, key, text+"\n") }
		}},
		{"lines as on Windows", "lines-windows", "lines end with CR LF", func(s *headSigner) {
			s.canonicalHash = func(text string) string { return hex.EncodeToString(sumOf(s.sum, windows(text))) }
			s.mac = func(key, text string) []byte { return hmacOf(s.sum, key, windows(text)) }
		}},
		{"GET for POST and no query", "method query-missing", "another HTTP method was signed than the request has, and the query was not signed", func(s *headSigner) {
			s.method, s.query = "GET", ""
		}},
		{"localhost in capitals", "host-other value-upper", "another host was signed than the request was sent to, and the signature is in upper-case", func(s *headSigner) {
			hosted(strings.Replace(host, name, "localhost", 1))(s)
			s.encode = func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }
		}},
	}
}
