package conformance

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// The production clients refuse to sign what no provider takes, so wire cases
// sign for themselves.

// escape is RFC 3986's: everything but letters, digits and -_.~ as %XY.
func escape(s string) string {
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}

// canonical is the parameters sorted by the bytes of their names.
func canonical(params map[string]string) string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		pairs = append(pairs, escape(name)+"="+escape(params[name]))
	}
	return strings.Join(pairs, "&")
}

// aliyunV1 is the signature of Alibaba Cloud's RPC style, signature version 1.0.
func aliyunV1(method, secret string, params map[string]string) string {
	mac := hmac.New(sha1.New, []byte(secret+"&"))
	mac.Write([]byte(aliyunToSign(method, params)))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func aliyunToSign(method string, params map[string]string) string {
	return method + "&%2F&" + escape(canonical(params))
}

// ksyunV1 is the signature of 001:116-135.
func ksyunV1(secret string, params map[string]string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(canonical(params)))
	return hex.EncodeToString(mac.Sum(nil))
}

// ywjisuToken is the token of 002:43.
func ywjisuToken(parts ...string) string {
	sum := md5.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}
