package conformance

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/numsim/numsim/contracts"
)

// shownAtMost is how much of a body a report has.
const shownAtMost = 4 << 10

// show keeps the exchanges of a case that did not go well.
func (t *take) show() {
	t.stage.earlier = append(t.stage.earlier, t.stage.camera.take()...)
	if !t.failed && t.result.Outcome == Passed && len(t.result.Findings) == 0 {
		return
	}
	for _, x := range t.stage.earlier {
		t.result.Exchanges = append(t.result.Exchanges, t.shown(x))
	}
}

func (t *take) shown(x *contracts.Exchange) Shown {
	s := Shown{Request: t.hide(request(x)), Answer: "no answer"}
	if x.Status != 0 {
		s.Answer = t.hide(answer(x))
	}
	if both := signed(x); both != nil {
		s.Signed = &Signed{Client: t.hide(both.Client), Provider: t.hide(both.Provider)}
	}
	s.Curl, s.CurlNote = curl(x), dialects()[t.stage.Case.Provider()].sign
	if !t.stage.Place.Public {
		s.Curl, s.CurlNote = t.hide(s.Curl), "put in the numbers and sign it: it is redacted"
	}
	return s
}

func request(x *contracts.Exchange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", x.Method, x.URL)
	headers(&b, x.Header)
	return b.String() + "\n" + printable(x.Body)
}

func answer(x *contracts.Exchange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP %d\n", x.Status)
	headers(&b, x.AnswerHeader)
	return b.String() + "\n" + printable(x.AnswerBody)
}

func headers(b *strings.Builder, h http.Header) {
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, v := range h[name] {
			fmt.Fprintf(b, "%s: %s\n", name, v)
		}
	}
}

// printable is a body as people can read it.
func printable(text []byte) string {
	more := ""
	if len(text) > shownAtMost {
		text, more = text[:shownAtMost], fmt.Sprintf("… and %d bytes more", len(text)-shownAtMost)
	}
	s := string(text)
	if !utf8.ValidString(s) {
		s = fmt.Sprintf("%q", s)
	}
	return clean(s) + more
}

func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// curl is a command that sends the same request.
func curl(x *contracts.Exchange) string {
	parts := []string{"curl -i"}
	if x.Method != http.MethodGet {
		parts = append(parts, "-X "+quoted(x.Method))
	}
	for _, name := range slices.Sorted(maps.Keys(x.Header)) {
		for _, v := range x.Header[name] {
			parts = append(parts, "-H "+quoted(name+": "+v))
		}
	}
	if len(x.Body) > 0 {
		parts = append(parts, "--data-raw "+quoted(string(x.Body)))
	}
	return strings.Join(append(parts, quoted(x.URL.String())), " ")
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func (t *take) hide(text string) string { return veil(text, t.secrets()) }

// veiled is an exchange whose answer holds no secret of the request's, for a
// finding repeats what it is about.
func (t *take) veiled(x *contracts.Exchange) *contracts.Exchange {
	own, secrets := *x, t.secrets()
	own.AnswerBody, own.AnswerHeader = []byte(unnumbered(without(string(x.AnswerBody), secrets))), x.AnswerHeader.Clone()
	for _, values := range own.AnswerHeader {
		for i := range values {
			values[i] = unnumbered(without(values[i], secrets))
		}
	}
	return &own
}

// secrets are the values of parameters and headers that no report shows.
func (t *take) secrets() spelt {
	var list []string
	for _, x := range slices.Concat(t.stage.earlier, t.film, t.stage.camera.film) {
		list = append(list, secretsOf(x)...)
	}
	if key, err := t.stage.Key(); err == nil {
		list = append(list, key.Secret, key.Password, key.Token, key.AuthCode)
		if !t.stage.Place.Public { // elsewhere the account's name helps
			list = append(list, key.ID)
		}
	}
	return spell(list)
}

func secretsOf(x *contracts.Exchange) (list []string) {
	for _, form := range []string{x.URL.RawQuery, string(x.Body)} {
		values, _ := url.ParseQuery(form) // what cannot be read is not among them
		for name, all := range values {
			if hidden(name) {
				list = append(list, all...)
			}
		}
	}
	for name, all := range x.Header {
		if hidden(name) {
			list = append(list, all...)
			for _, v := range all {
				_, signature, _ := strings.Cut(v, "Signature=")
				list = append(list, signature)
			}
		}
	}
	return list
}

// hidden are the parameters and headers that hold a secret.
func hidden(name string) bool {
	return slices.Contains([]string{
		"signature", "signaturenonce", "securitytoken", "bearertoken", "authcode", "pwd", "token",
		"authorization", "x-amz-security-token", "x-amz-signature", "x-acs-security-token", "x-acs-signature-nonce",
	}, strings.ToLower(name))
}
