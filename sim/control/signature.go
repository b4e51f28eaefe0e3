package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Signatures explains signatures that do not hold.
type Signatures interface {
	// Signature is what was found when the request of that id was refused.
	Signature(requestID string) (Signature, error)
	// ExplainSignature looks at a request that was not sent to the provider as if
	// it had been. Nothing is spent.
	ExplainSignature(provider string, r *http.Request, key SignatureKey) (Signature, error)
}

// Why there is no explanation.
var (
	ErrSignatureID      = errors.New("that is no request id")
	ErrSignatureUnknown = errors.New("no explanation is kept for that request")
	ErrSignaturesMany   = errors.New("more signatures are to be explained in this second than are")
)

// SkippedError is that a request came when as many signatures were explained as
// are in a second, of which no tenant gets more than half.
type SkippedError struct{ PerSecond int }

func (e *SkippedError) Error() string {
	return fmt.Sprintf("that request was not looked into: signatures failed faster than they are explained, which is %d in a second and half of that for one tenant", e.PerSecond)
}

// SignatureKey are secrets to take in the place of the account's; what is empty
// stays.
type SignatureKey struct{ Secret, Password string }

// Sentence is in two languages.
type Sentence struct {
	EN string `json:"en" about:"in English"`
	ZH string `json:"zh" about:"in Chinese"`
}

// SignatureMistake is one thing that was done otherwise than the scheme wants.
type SignatureMistake struct {
	ID string `json:"id" about:"the same in every version"`
	EN string `json:"en" about:"in English"`
	ZH string `json:"zh" about:"in Chinese"`
}

// Signature is what there is to say of one. Numbers and values that are not
// known to be harmless are x in its texts.
type Signature struct {
	Holds      bool               `json:"holds" about:"there is nothing wrong with it"`
	Said       Sentence           `json:"said" about:"what was found"`
	Mistakes   []SignatureMistake `json:"mistakes" about:"that give the caller's value; none where nothing does"`
	Compare    []Sentence         `json:"compare" about:"what is left to look at, in this order"`
	Difference []string           `json:"difference,omitempty" about:"both strings where they first differ"`
	ToSign     string             `json:"string_to_sign" about:"as the provider makes it"`
	Canonical  string             `json:"canonical_request,omitempty" about:"where the scheme has one"`
	Signed     string             `json:"string_signed,omitempty" about:"what the caller signed instead, where a known mistake tells"`
	Requested  string             `json:"canonical_signed,omitempty" about:"its canonical request, where the scheme has one"`
	Cut        bool               `json:"not_all_tried,omitempty" about:"the request is too long to try everything"`
	At         *moment            `json:"at,omitempty" about:"when it was refused"`
	Provider   string             `json:"provider" about:"who refused it"`
	Tenant     string             `json:"tenant,omitempty" about:"whose key it was"`
	Account    string             `json:"account,omitempty" about:"whose key it was"`
	Row        string             `json:"row,omitempty" about:"what the request meets up to its signature"`
	Why        string             `json:"why,omitempty" about:"the same in words"`
}

func signature(s Signatures) resource {
	return resource{"signature", "/v1/signatures/{request-id}", map[string]operation{
		http.MethodGet: {
			about: "Why the signature of a refused request does not hold", gives: Signature{}, fails: []int{http.StatusNotFound},
			run: func(a *asked) answer { return signed(s.Signature(a.path["request-id"])) },
		},
	}}
}

func signatureExplain(s Signatures) resource {
	return resource{"explain-signature", "/v1/signature/explain", map[string]operation{
		http.MethodPost: {
			about: "Look at a request that was not sent as if it had been; nothing is spent", takes: signatureTake{}, reads: true, gives: Signature{},
			fails: []int{http.StatusTooManyRequests},
			run:   func(a *asked) answer { return explainSignature(s, a.Request) },
		},
	}}
}

// signatureTake is what the body may have; signatureQuestion.fields reads it.
type signatureTake struct {
	Provider string          `json:"provider" about:"whose request it is"`
	Request  json.RawMessage `json:"request" about:"the text of an HTTP request, or an object with method, url, headers and body"`
	Secret   string          `json:"secret,omitempty" about:"in the place of the account's"`
	Password string          `json:"password,omitempty" about:"in the place of the account's"`
}

func signed(found Signature, err error) answer {
	var skipped *SkippedError
	switch {
	case err == nil:
		return answer{value: found}
	case errors.Is(err, ErrSignatureID):
		return answer{problem: bad(err.Error(), "the path's end", "send the request id of the answer, of the log line or of the journal: 32 hexadecimal digits, with or without dashes")}
	case errors.As(err, &skipped):
		return answer{problem: &problem{
			status: http.StatusNotFound, What: err.Error(),
			Do: "send one such request by itself and ask for that, or give this one to POST /v1/signature/explain",
		}}
	case errors.Is(err, ErrSignatureUnknown):
		return answer{problem: &problem{
			status: http.StatusNotFound, What: err.Error(),
			Do: "the newest are kept, of refusals that are about a signature; POST /v1/signature/explain looks at any request",
		}}
	case errors.Is(err, ErrSignaturesMany):
		return answer{problem: &problem{status: http.StatusTooManyRequests, What: err.Error(), Do: "ask again in a second"}}
	}
	return answer{problem: bad(err.Error(), `field "provider"`, "send the name of one")}
}

// signatureQuestion is a request to explain, on the wire.
type signatureQuestion struct {
	provider string
	request  *http.Request
	key      SignatureKey
}

func explainSignature(s Signatures, r *http.Request) answer {
	var q signatureQuestion
	if p := readFields(r, q.fields()); p != nil {
		return answer{problem: p}
	}
	switch {
	case q.provider == "":
		return answer{problem: bad("it names no provider", "body", `send {"provider": "aliyun", "request": "GET /?… HTTP/1.1\r\nHost: …"}`)}
	case q.request == nil:
		return answer{problem: bad("it has no request", "body", `send "request": the text of an HTTP request, or {"method", "url", "headers", "body"}`)}
	}
	return signed(s.ExplainSignature(q.provider, q.request, q.key))
}

func (q *signatureQuestion) fields() []field {
	text := func(into *string) func(json.RawMessage) error {
		return func(raw json.RawMessage) error {
			var s *string
			err := read(raw, &s, "a text")
			if err == nil {
				*into = *s
			}
			return err
		}
	}
	return []field{
		{"provider", text(&q.provider)},
		{"secret", text(&q.key.Secret)},
		{"password", text(&q.key.Password)},
		{"request", func(raw json.RawMessage) (err error) {
			q.request, err = readRequest(raw)
			return err
		}},
	}
}
