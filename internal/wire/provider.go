package wire

import (
	"fmt"
	"slices"
	"strings"
)

// Provider is where a provider is served and what its requests are made of.
type Provider struct {
	Name    string
	Host    string   // the real one
	Path    string   // the only one
	Numbers []string // parameters that hold numbers
	// Operations that exist; empty: the path is the only one.
	Operations []string

	operation string // parameter that names the operation
	version   string
	fields    []Field
}

// Class is what a parameter holds.
type Class uint8

// The classes.
const (
	Plain      Class = iota
	Number           // one or more phone numbers
	Key              // names the caller
	Credential       // a secret that travels: a password, a token
	Proof            // a signature
	Nonce            // made up for one request
	Moment           // when the request was made
)

// Field is a parameter or a header of a request.
type Field struct {
	Name  string
	Class Class
	Shape string // a regular expression of the whole value; empty is anything
}

const (
	isoShape   = `[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z`
	hexShape   = `[0-9a-fA-F]{64}`
	nonceShape = `[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`
	dateShape  = `[0-9]{4}-[0-9]{2}-[0-9]{2}`
)

// Of finds a provider.
func Of(name string) (Provider, error) {
	for _, p := range []Provider{aliyun(), ksyun(), ywjisu()} {
		if p.Name == name {
			return p, nil
		}
	}
	return Provider{}, fmt.Errorf("there is no provider %q: it is one of aliyun, ksyun, ywjisu", name)
}

// Real reports whether a host is of a provider's domain: whatever answers there is
// no simulator.
func Real(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	for _, p := range []Provider{aliyun(), ksyun(), ywjisu()} {
		labels := strings.Split(p.Host, ".")
		domain := strings.Join(labels[len(labels)-2:], ".")
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// aliyun is documented in 000:106-109, 000:141 and the pages they link.
func aliyun() Provider {
	return Provider{
		Name: "aliyun", Host: "dytnsapi.aliyuncs.com", Path: "/", Numbers: []string{"PhoneNumber", "InputNumber"},
		Operations: []string{
			"DescribePhoneNumberStatus", "PhoneNumberStatusForPublic", "PhoneNumberStatusForAccount", "PhoneNumberStatusForReal",
			"PhoneNumberStatusForSms", "PhoneNumberStatusForVoice", "PhoneNumberStatusForVirtual",
		},
		operation: "Action", version: "2020-02-17",
		fields: []Field{
			{"PhoneNumber", Number, ""}, {"InputNumber", Number, ""}, {"AccessKeyId", Key, ""},
			{"Signature", Proof, `[A-Za-z0-9+/]{27}=`}, {"SignatureNonce", Nonce, nonceShape}, {"Timestamp", Moment, isoShape},
			{"Version", Plain, dateShape}, {"SecurityToken", Credential, ""}, {"BearerToken", Credential, ""}, {"AuthCode", Credential, ""},
			{"OwnerId", Credential, ""}, {"ResourceOwnerId", Credential, ""}, {"ResourceOwnerAccount", Credential, ""},
		},
	}
}

// ksyun is documented in 001:10-20 and 001:47-80.
func ksyun() Provider {
	return Provider{
		Name: "ksyun", Host: "cpn.api.ksyun.com", Path: "/", Numbers: []string{"Mobile", "Mobiles"},
		Operations: []string{"BatchPhoneNumberStatus", "PhoneNumberStatus", "IsmsPhoneNumberStatus"},
		operation:  "Action", version: "2019-05-01",
		fields: []Field{
			{"Mobile", Number, ""}, {"Mobiles", Number, ""}, {"Accesskey", Key, ""}, {"Signature", Proof, hexShape},
			{"Timestamp", Moment, isoShape}, {"Version", Plain, dateShape}, {"SecurityToken", Credential, ""},
		},
	}
}

// ywjisu is documented in 002:27-43.
func ywjisu() Provider {
	return Provider{
		Name: "ywjisu", Host: "kh.ywjisu.com", Path: "/Api/ApiAuth/getCheckResult", Numbers: []string{"mobiles"},
		fields: []Field{
			{"mobiles", Number, ""}, {"code", Key, ""}, {"pwd", Credential, ""},
			{"timestamp", Moment, `[0-9]{10}`}, {"token", Proof, `[0-9a-fA-F]{32}`},
		},
	}
}

// headers are those that mean something in the schemes of signatures.
func headers() []Field {
	return []Field{
		{"Authorization", Proof, `ACS3-HMAC-SHA256 Credential=[^,\s]+,\s*SignedHeaders=[a-z0-9;-]+,\s*Signature=[0-9a-f]{64}|` +
			`AWS4-HMAC-SHA256 Credential=[^,/\s]+/[0-9]{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request,\s*SignedHeaders=[a-z0-9;-]+,\s*Signature=[0-9a-f]{64}`},
		{"X-Acs-Date", Moment, isoShape}, {"X-Amz-Date", Moment, `[0-9]{8}T[0-9]{6}Z`},
		{"X-Acs-Signature-Nonce", Nonce, nonceShape}, {"X-Acs-Content-Sha256", Plain, hexShape},
		{"X-Acs-Version", Plain, dateShape}, {"X-Acs-Accesskey-Id", Key, ""},
		{"X-Acs-Security-Token", Credential, ""}, {"X-Amz-Security-Token", Credential, ""},
	}
}

// Parameter is what is known of a parameter; names are the same in either case,
// because a service may take them so.
func (p Provider) Parameter(name string) Field { return field(p.fields, name) }

// Header is what is known of a request's header.
func (p Provider) Header(name string) Field { return field(headers(), name) }

func field(list []Field, name string) Field {
	i := slices.IndexFunc(list, func(f Field) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return Field{Name: name}
	}
	return list[i]
}
