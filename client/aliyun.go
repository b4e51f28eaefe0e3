package client

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

const acs3 = "ACS3-HMAC-SHA256"

// AliyunSigner signs Alibaba Cloud RPC requests. The zero values of Now and
// Nonce mean time.Now and crypto/rand.
//
// A signature is good for one attempt within minutes of Now: the service takes a
// nonce once, so sign anew for every retry. A signer may be used by many
// goroutines at once if its Now and Nonce may.
type AliyunSigner struct {
	AccessKeyID     string
	AccessKeySecret Secret
	SecurityToken   Secret // only with a temporary (STS) key
	Now             func() time.Time
	Nonce           func() string
}

// V1 returns a request signed with HMAC-SHA1 (signature version 1.0). GET carries
// the parameters in the query, POST in a form body. With a temporary key prefer
// POST: a query, and the token in it, ends up in errors and access logs.
//
// baseURL is a scheme and a host. params must hold Action and Version; without
// Format the service answers in XML. V1 never changes params.
func (s AliyunSigner) V1(method, baseURL string, params map[string]string) (*http.Request, error) {
	all, err := s.v1Params(params)
	if err != nil {
		return nil, err
	}
	query := canonicalQuery(all)
	signed := query + "&Signature=" + percentEncode(s.v1Signature(v1StringToSign(method, query)))
	if method == http.MethodPost {
		return rpcRequest(method, baseURL, "", signed)
	}
	return rpcRequest(method, baseURL, signed, "")
}

// V3 returns a request signed with ACS3-HMAC-SHA256; params go into the query,
// the body is empty.
//
// baseURL is a scheme and a host. The signature covers the host, so send the
// request as it is: a new Host needs a new signature. V3 never changes params.
func (s AliyunSigner) V3(method, baseURL, action, version string, params map[string]string) (*http.Request, error) {
	nonce := s.nonce()
	err := cmp.Or(
		s.check(nonce),
		aliyun.checkField("action", action),
		aliyun.checkField("version", version),
		aliyun.checkEncoding(params),
	)
	if err != nil {
		return nil, err
	}
	req, err := rpcRequest(method, baseURL, canonicalQuery(params), "")
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("X-Acs-Action", action)
	req.Header.Set("X-Acs-Version", version)
	req.Header.Set("X-Acs-Date", s.timestamp())
	req.Header.Set("X-Acs-Signature-Nonce", nonce)
	req.Header.Set("X-Acs-Content-Sha256", hexSHA256("")) // the body is empty
	if s.SecurityToken != "" {
		req.Header.Set("X-Acs-Accesskey-Id", s.AccessKeyID)
		req.Header.Set("X-Acs-Security-Token", s.SecurityToken.Reveal())
	}
	req.Header.Set("Authorization", s.v3Authorization(v3CanonicalRequest(req)))
	return req, nil
}

// v1Params returns params with the signature's own parameters beside them.
func (s AliyunSigner) v1Params(params map[string]string) (map[string]string, error) {
	nonce := s.nonce()
	if err := cmp.Or(s.check(nonce), checkV1Params(params)); err != nil {
		return nil, err
	}
	all := maps.Clone(params)
	all["AccessKeyId"] = s.AccessKeyID
	all["SignatureMethod"] = "HMAC-SHA1"
	all["SignatureNonce"] = nonce
	all["SignatureVersion"] = "1.0"
	all["Timestamp"] = s.timestamp()
	if s.SecurityToken != "" {
		all["SecurityToken"] = s.SecurityToken.Reveal()
	}
	return all, nil
}

func v1StringToSign(method, query string) string {
	return method + "&%2F&" + percentEncode(query)
}

// v1Signature uses SHA-1 because the scheme does; HMAC does not rest on the
// property SHA-1 has lost.
func (s AliyunSigner) v1Signature(stringToSign string) string {
	mac := hmac.New(sha1.New, []byte(s.AccessKeySecret.Reveal()+"&"))
	mac.Write([]byte(stringToSign))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// v3CanonicalRequest returns what V3 signs of req, and the names of the headers in it.
func v3CanonicalRequest(req *http.Request) (canonical, signedHeaders string) {
	values := map[string]string{"host": req.Host}
	for name := range req.Header {
		lower := strings.ToLower(name)
		if lower == "content-type" || strings.HasPrefix(lower, "x-acs-") {
			values[lower] = req.Header.Get(name)
		}
	}
	names := slices.Sorted(maps.Keys(values))
	var lines strings.Builder
	for _, name := range names {
		lines.WriteString(name + ":" + strings.TrimSpace(values[name]) + "\n")
	}
	signedHeaders = strings.Join(names, ";")
	return strings.Join([]string{
		req.Method, "/", req.URL.RawQuery, lines.String(), signedHeaders, req.Header.Get("X-Acs-Content-Sha256"),
	}, "\n"), signedHeaders
}

func v3StringToSign(canonical string) string { return acs3 + "\n" + hexSHA256(canonical) }

func (s AliyunSigner) v3Authorization(canonical, signedHeaders string) string {
	mac := hmacSHA256([]byte(s.AccessKeySecret.Reveal()), v3StringToSign(canonical))
	return acs3 + " Credential=" + s.AccessKeyID + ",SignedHeaders=" + signedHeaders +
		",Signature=" + hex.EncodeToString(mac)
}

func (s AliyunSigner) timestamp() string {
	return utc(s.Now).Format("2006-01-02T15:04:05Z")
}

func (s AliyunSigner) nonce() string {
	if s.Nonce != nil {
		return s.Nonce()
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: the program ends before it returns an error
	return hex.EncodeToString(b[:])
}

// check refuses a signer that cannot make a valid signature.
func (s AliyunSigner) check(nonce string) error {
	return cmp.Or(
		aliyun.checkField("AccessKeyID", s.AccessKeyID),
		aliyun.checkField("AccessKeySecret", s.AccessKeySecret.Reveal()),
		aliyun.checkText("SecurityToken", s.SecurityToken.Reveal()),
		aliyun.checkField("the answer of Nonce", nonce),
	)
}
