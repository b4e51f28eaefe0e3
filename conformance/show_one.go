package conformance

import (
	"slices"

	"github.com/numsim/numsim/contracts"
)

// Show is an exchange as a report may show it, wherever it was made: numbers
// masked, and neither what providers call secret nor what hide names.
func Show(x *contracts.Exchange, hide ...string) Shown {
	secrets := secretsIn(x, hide)
	s := Shown{Request: veil(request(x), secrets), Answer: "no answer", Curl: veil(curl(x), secrets)}
	if x.Status != 0 {
		s.Answer = veil(answer(x), secrets)
	}
	s.CurlNote = "put in the numbers and sign it: it is redacted"
	return s
}

// ShowSigned is an exchange with what was signed of it, nil where nobody knows.
func ShowSigned(x *contracts.Exchange, both *Signed, hide ...string) Shown {
	s := Show(x, hide...)
	if both != nil {
		secrets := secretsIn(x, hide)
		s.Signed = &Signed{Client: veil(both.Client, secrets), Provider: veil(both.Provider, secrets)}
	}
	return s
}

func secretsIn(x *contracts.Exchange, hide []string) spelt {
	return spell(slices.Concat(secretsOf(x), hide))
}
