package client

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"
)

const (
	ksyunURL     = "https://cpn.api.ksyun.com"
	ksyunService = "cpn"
	ksyunRegion  = "cn-beijing-6" // what the gateway takes a missing Region for
	aws4         = "AWS4-HMAC-SHA256"
)

// KsyunSigner signs requests to the number service (cpn) of Kingsoft Cloud. The
// zero value of Now means time.Now.
//
// A signature carries the time of Now and expires, so sign anew for every retry.
// A signer may be used by many goroutines at once if its Now may.
type KsyunSigner struct {
	AccessKey     string
	SecretKey     Secret
	SecurityToken Secret // only with a temporary (STS) key
	Region        string // optional; AWS4 signs for cn-beijing-6 without it
	Now           func() time.Time
}

// V1 returns a POST signed with HMAC-SHA256 (signature version 1.0). Everything is
// in the form body, the token of a temporary key too.
//
// baseURL is a scheme and a host. params must hold Action and Version beside the
// operation's own. V1 never changes params.
func (s KsyunSigner) V1(baseURL string, params map[string]string) (*http.Request, error) {
	if err := s.check(params); err != nil {
		return nil, err
	}
	canonical := canonicalQuery(s.v1Params(params))
	return ksyunRequest(baseURL, canonical+"&Signature="+s.v1Signature(canonical))
}

// AWS4 returns a POST of params signed with AWS4-HMAC-SHA256, the style of the
// official SDKs. The signature and the token of a temporary key are in headers.
//
// baseURL is a scheme and a host. The signature covers the host and the body, so
// send the request as it is. params must hold Action and Version beside the
// operation's own. AWS4 never changes params.
func (s KsyunSigner) AWS4(baseURL string, params map[string]string) (*http.Request, error) {
	if err := cmp.Or(s.check(params), s.checkScope()); err != nil {
		return nil, err
	}
	body := canonicalQuery(params)
	req, err := ksyunRequest(baseURL, body)
	if err != nil {
		return nil, err
	}
	s.authorize(req, body)
	return req, nil
}

// ksyunRequest asks for JSON: the gateway answers XML for other services unless
// told, and AWS4 signs the header.
func ksyunRequest(baseURL, form string) (*http.Request, error) {
	req, err := ksyun.formRequest(baseURL, ksyunURL, "/", form)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// v1Params returns params with the signature's own parameters beside them.
func (s KsyunSigner) v1Params(params map[string]string) map[string]string {
	all := maps.Clone(params)
	all["Accesskey"] = s.AccessKey // the k is small on the wire
	all["Service"] = ksyunService
	all["SignatureMethod"] = "HMAC-SHA256"
	all["SignatureVersion"] = "1.0"
	all["Timestamp"] = utc(s.Now).Format("2006-01-02T15:04:05Z")
	if s.Region != "" {
		all["Region"] = s.Region
	}
	if s.SecurityToken != "" {
		all["SecurityToken"] = s.SecurityToken.Reveal()
	}
	return all
}

func (s KsyunSigner) v1Signature(canonical string) string {
	return hex.EncodeToString(hmacSHA256([]byte(s.SecretKey.Reveal()), canonical))
}

// authorize signs req, whose body it cannot read without using it up.
func (s KsyunSigner) authorize(req *http.Request, body string) {
	date := utc(s.Now).Format("20060102T150405Z")
	req.Header.Set("X-Amz-Date", date)
	if s.SecurityToken != "" {
		req.Header.Set("X-Amz-Security-Token", s.SecurityToken.Reveal())
	}
	scope := s.aws4Scope(date)
	canonical, signedHeaders := aws4CanonicalRequest(req, body)
	req.Header.Set("Authorization", aws4+" Credential="+s.AccessKey+"/"+scope+
		", SignedHeaders="+signedHeaders+
		", Signature="+s.aws4Signature(scope, aws4StringToSign(date, scope, canonical)))
}

// aws4Scope says where and on which day a signature holds.
func (s KsyunSigner) aws4Scope(date string) string {
	day := date[:len("20060102")]
	return day + "/" + cmp.Or(s.Region, ksyunRegion) + "/" + ksyunService + "/aws4_request"
}

// aws4CanonicalRequest returns what AWS4 signs of req, and the names of the
// headers in it. No value needs trimming: the checks let no white space in.
func aws4CanonicalRequest(req *http.Request, body string) (canonical, signedHeaders string) {
	names := []string{"accept", "content-type", "host", "x-amz-date"}
	if req.Header.Get("X-Amz-Security-Token") != "" {
		names = append(names, "x-amz-security-token")
	}
	var lines strings.Builder
	for _, name := range names {
		value := req.Header.Get(name)
		if name == "host" { // net/http keeps it out of Header
			value = req.Host
		}
		lines.WriteString(name + ":" + value + "\n")
	}
	signedHeaders = strings.Join(names, ";")
	return strings.Join([]string{
		req.Method, "/", req.URL.RawQuery, lines.String(), signedHeaders, hexSHA256(body),
	}, "\n"), signedHeaders
}

func aws4StringToSign(date, scope, canonical string) string {
	return aws4 + "\n" + date + "\n" + scope + "\n" + hexSHA256(canonical)
}

// aws4Signature signs with a key made for the scope, one part of it after the other.
func (s KsyunSigner) aws4Signature(scope, stringToSign string) string {
	key := []byte("AWS4" + s.SecretKey.Reveal())
	for part := range strings.SplitSeq(scope, "/") {
		key = hmacSHA256(key, part)
	}
	return hex.EncodeToString(hmacSHA256(key, stringToSign))
}

// check refuses what cannot make a valid request in either style.
func (s KsyunSigner) check(params map[string]string) error {
	return cmp.Or(
		ksyun.checkField("AccessKey", s.AccessKey),
		ksyun.checkField("SecretKey", s.SecretKey.Reveal()),
		ksyun.checkText("SecurityToken", s.SecurityToken.Reveal()),
		ksyun.checkText("Region", s.Region),
		ksyun.checkUnset(params, "Accesskey", "Region", "SecurityToken", "Service",
			"Signature", "SignatureMethod", "SignatureVersion", "Timestamp"),
		ksyun.checkField("parameter Action", params["Action"]),
		ksyun.checkField("parameter Version", params["Version"]),
		ksyun.checkEncoding(params),
	)
}

// checkScope refuses what would move the borders between the parts of Authorization.
func (s KsyunSigner) checkScope() error {
	for _, field := range []struct{ name, value string }{{"AccessKey", s.AccessKey}, {"Region", s.Region}} {
		if strings.ContainsAny(field.value, "/,") {
			return fmt.Errorf("%s: %s holds a slash or a comma, which AWS4 has between its parts: check how it was read",
				ksyun, field.name)
		}
	}
	return nil
}
