package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/client"
)

// Keys are one caller's credentials at one provider.
type Keys struct {
	ID       string
	Secret   client.Secret // AccessKeySecret, SecretKey or private key
	Password client.Secret // ywjisu's
	Token    client.Secret // of a temporary key
	AuthCode client.Secret // Aliyun's
}

// Named is a credential by the name it goes by.
type Named struct {
	Name  string
	Value client.Secret
}

// Named lists what nobody else may see.
func (k Keys) Named() (list []Named) {
	for _, n := range []Named{
		{"key-id", client.Secret(k.ID)}, {"secret", k.Secret}, {"password", k.Password}, {"security-token", k.Token}, {"auth-code", k.AuthCode},
	} {
		if n.Value != "" {
			list = append(list, n)
		}
	}
	return list
}

// Stamp is what a signature is made for, beside the request.
type Stamp struct {
	Time  time.Time
	Nonce string // empty is a fresh one
}

func (s Stamp) now() time.Time { return s.Time }

func (s Stamp) nonce() func() string {
	if s.Nonce == "" {
		return nil
	}
	return func() string { return s.Nonce }
}

// own are parameters a signer sets itself.
func (p Provider) own() []string {
	if p.Name == "aliyun" {
		return []string{"AccessKeyId", "SecurityToken", "Signature", "SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp"}
	}
	return []string{"Accesskey", "Region", "SecurityToken", "Service", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp"}
}

// Sign makes the request anew, for another place, key and time. What it asks
// stays; AuthCode and a password are those of the keys where the request has
// them at all.
func (q *Request) Sign(baseURL string, k Keys, at Stamp) (*http.Request, error) {
	if err := q.standard(); err != nil {
		return nil, err
	}
	switch q.style() {
	case ACS3:
		req, err := q.aliyun(k, at).V3(q.Method, baseURL, q.Operation(), q.Header.Get("X-Acs-Version"), q.params(k, nil))
		return q.dressed(req, err)
	case AWS4:
		return q.dressed(q.ksyun(k, at).AWS4(baseURL, q.params(k, []string{"SecurityToken"})))
	case Token:
		return q.dressed(q.token(baseURL, k, at))
	}
	if q.Provider.Name == "aliyun" {
		return q.dressed(q.aliyun(k, at).V1(q.Method, baseURL, q.params(k, q.Provider.own())))
	}
	return q.dressed(q.ksyun(k, at).V1(baseURL, q.params(k, q.Provider.own())))
}

// standard refuses what the signers cannot say: they fill these in themselves.
func (q *Request) standard() error {
	fixed := map[string]string{"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0"}
	if q.Provider.Name == "ksyun" {
		fixed = map[string]string{"SignatureMethod": "HMAC-SHA256", "SignatureVersion": "1.0", "Service": "cpn"}
		if q.Method != http.MethodPost {
			return errors.New("it cannot be signed again: it is not POST")
		}
	}
	if q.style() != V1 {
		return nil
	}
	for name, want := range fixed {
		if got, there := q.Look(name); !there || got != want {
			return fmt.Errorf("it cannot be signed again: %s is not %s", name, want)
		}
	}
	return nil
}

func (q *Request) aliyun(k Keys, at Stamp) client.AliyunSigner {
	return client.AliyunSigner{AccessKeyID: k.ID, AccessKeySecret: k.Secret, SecurityToken: k.Token, Now: at.now, Nonce: at.nonce()}
}

func (q *Request) ksyun(k Keys, at Stamp) client.KsyunSigner {
	s := client.KsyunSigner{AccessKey: k.ID, SecretKey: k.Secret, SecurityToken: k.Token, Now: at.now}
	if q.style() != AWS4 {
		s.Region = q.Get("Region")
	}
	return s
}

// params are what the request asks, without what the signer says.
func (q *Request) params(k Keys, without []string) map[string]string {
	all := map[string]string{}
	for _, p := range q.Parameters {
		if slices.Contains(without, p.Name) {
			continue
		}
		if p.Name == "AuthCode" {
			p.Value = k.AuthCode.Reveal()
		}
		all[p.Name] = p.Value
	}
	return all
}

// token signs for ywjisu, whose signature covers neither numbers nor password:
// whatever the request asks, its token is that of any other.
func (q *Request) token(baseURL string, k Keys, at Stamp) (*http.Request, error) {
	signed, err := client.YwjisuSigner{Code: k.ID, Password: k.Password, PrivateKey: k.Secret, Now: at.now}.Request(baseURL, "0")
	if err != nil {
		return nil, err
	}
	form, err := read(signed)
	if err != nil {
		return nil, err
	}
	values, err := url.ParseQuery(string(form))
	if err != nil {
		return nil, err
	}
	own := []Parameter{}
	for _, p := range q.Parameters {
		if value := values.Get(p.Name); value != "" && p.Name != "mobiles" {
			p.Value = value
		}
		own = append(own, p)
	}
	if q.Method == http.MethodGet {
		signed.URL.RawQuery = Encode(own)
		replaceBody(signed, http.MethodGet, "")
		return signed, nil
	}
	replaceBody(signed, http.MethodPost, Encode(own))
	return signed, nil
}

// dressed gives the request the headers that are not the signer's.
func (q *Request) dressed(req *http.Request, err error) (*http.Request, error) {
	if err != nil {
		return nil, err
	}
	if accept := q.Header.Get("Accept"); accept != "" && q.style() != AWS4 { // which signs it
		req.Header.Set("Accept", accept)
	}
	return req, nil
}

// Without is the request without one parameter or header, signed as it was.
func Without(req *http.Request, name string) error {
	req.Header.Del(name)
	req.URL.RawQuery = drop(req.URL.RawQuery, name)
	form, err := read(req)
	if err != nil {
		return err
	}
	replaceBody(req, req.Method, drop(string(form), name))
	return nil
}

func drop(encoded, name string) string {
	pairs := slices.DeleteFunc(strings.Split(encoded, "&"), func(pair string) bool {
		return strings.HasPrefix(pair, name+"=")
	})
	return strings.Join(pairs, "&")
}

// Encode writes parameters as a form has them.
func Encode(list []Parameter) string {
	pairs := make([]string, len(list))
	for i, p := range list {
		pairs[i] = url.QueryEscape(p.Name) + "=" + url.QueryEscape(p.Value)
	}
	return strings.Join(pairs, "&")
}

func read(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	defer func() { _ = req.Body.Close() }()
	return io.ReadAll(req.Body)
}

func replaceBody(req *http.Request, method, form string) {
	req.Method = method
	req.Body, req.ContentLength = io.NopCloser(bytes.NewReader([]byte(form))), int64(len(form))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(form)), nil }
}

// Standing is what a request's signature is worth.
type Standing string

// The standings.
const (
	Valid   Standing = "valid"
	Wrong   Standing = "wrong"
	Absent  Standing = "absent"
	Foreign Standing = "foreign key"
)

// Standing computes the signature again with the caller's own keys. A request
// that cannot be signed again counts as wrong.
func (q *Request) Standing(k Keys) Standing {
	switch {
	case q.Scheme() == Unsigned:
		return Absent
	case q.KeyID() != k.ID:
		return Foreign
	}
	again, err := q.Sign("https://"+q.Host, k, Stamp{q.Time(), q.nonce()})
	if err != nil {
		return Wrong
	}
	body, err := read(again)
	if err != nil {
		return Wrong
	}
	own, err := Read(q.Provider.Name, again, body)
	if err != nil || !strings.EqualFold(own.Proof(), q.Proof()) {
		return Wrong
	}
	return Valid
}
