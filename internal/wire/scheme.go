package wire

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Scheme is how a request is signed.
type Scheme string

// The schemes. Unsigned has no signature in any place there is.
const (
	V1       Scheme = "v1"
	ACS3     Scheme = "acs3"
	AWS4     Scheme = "aws4"
	Token    Scheme = "token"
	Unsigned Scheme = "none"
)

// Scheme is read off the request.
func (q *Request) Scheme() Scheme {
	authorization := q.Header.Get("Authorization")
	switch {
	case q.Provider.Name == "aliyun" && strings.HasPrefix(authorization, "ACS3-"):
		return ACS3
	case q.Provider.Name == "ksyun" && strings.HasPrefix(authorization, "AWS4-"):
		return AWS4
	}
	for _, p := range q.Parameters {
		if q.Provider.Parameter(p.Name).Class == Proof && q.Provider.Name == "ywjisu" {
			return Token
		} else if q.Provider.Parameter(p.Name).Class == Proof {
			return V1
		}
	}
	return Unsigned
}

// style is the scheme the request follows, even where its signature is missing.
func (q *Request) style() Scheme {
	switch {
	case q.Provider.Name == "ywjisu":
		return Token
	case q.Provider.Name == "aliyun" && q.Header.Get("X-Acs-Action") != "":
		return ACS3
	case q.Provider.Name == "ksyun" && q.Header.Get("X-Amz-Date") != "":
		return AWS4
	}
	return V1
}

// Proof is the signature itself, or the header that holds it.
func (q *Request) Proof() string {
	switch q.Scheme() {
	case ACS3, AWS4:
		return q.Header.Get("Authorization")
	case Token:
		return q.Get("token")
	}
	return q.Get("Signature")
}

// KeyID is who the request says it comes from.
func (q *Request) KeyID() string {
	switch q.Scheme() {
	case ACS3, AWS4:
		id := regexp.MustCompile(`Credential=([^,/\s]+)`).FindStringSubmatch(q.Header.Get("Authorization"))
		if id == nil {
			return ""
		}
		return id[1]
	}
	for _, p := range q.Parameters {
		if q.Provider.Parameter(p.Name).Class == Key {
			return p.Value
		}
	}
	return ""
}

// Time is when the request says it was made; it is zero where it cannot be read.
func (q *Request) Time() time.Time {
	switch q.style() {
	case ACS3:
		return parsed(time.RFC3339, q.Header.Get("X-Acs-Date"))
	case AWS4:
		return parsed("20060102T150405Z", q.Header.Get("X-Amz-Date"))
	}
	if q.Provider.Name == "ywjisu" {
		seconds, err := strconv.ParseInt(q.Get("timestamp"), 10, 64)
		if err != nil {
			return time.Time{}
		}
		return time.Unix(seconds, 0).UTC()
	}
	return parsed("2006-01-02T15:04:05Z", q.Get("Timestamp"))
}

func parsed(layout, text string) time.Time {
	at, err := time.Parse(layout, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

// nonce is what the request made up for itself.
func (q *Request) nonce() string {
	if q.style() == ACS3 {
		return q.Header.Get("X-Acs-Signature-Nonce")
	}
	return q.Get("SignatureNonce")
}
