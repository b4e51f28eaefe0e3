package client

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// rpcRequest builds a request for the only path an RPC service has.
func rpcRequest(method, baseURL, query, form string) (*http.Request, error) {
	if method != http.MethodGet && method != http.MethodPost {
		return nil, fmt.Errorf("aliyun: method %q: an RPC request is GET or POST, in capitals", method)
	}
	u, err := parseBaseURL(baseURL)
	if err != nil {
		return nil, err
	}
	target := url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/", RawQuery: query}
	// A strings.Reader makes the body rewindable, for redirects and lost connections.
	req, err := http.NewRequest(method, target.String(), strings.NewReader(form))
	if err != nil {
		return nil, fmt.Errorf("aliyun: build the request: %w", err)
	}
	if form != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return req, nil
}

func parseBaseURL(baseURL string) (*url.URL, error) {
	const want = "want only scheme and host, such as https://dytnsapi.aliyuncs.com"
	if strings.Contains(baseURL, "@") { // asked first: the errors below would repeat a password
		return nil, fmt.Errorf("aliyun: base URL has a user or password; %s", want)
	}
	u, err := url.Parse(baseURL)
	switch {
	case err != nil:
		return nil, fmt.Errorf("aliyun: base URL: %w; %s", err, want)
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("aliyun: base URL has scheme %q; %s", u.Scheme, want)
	case u.Hostname() == "":
		return nil, fmt.Errorf("aliyun: base URL has no host; %s", want)
	case !printable(u.Host) || strings.Contains(u.Host, "%"):
		// net/http would send another spelling of the host than the one signed.
		return nil, fmt.Errorf("aliyun: base URL's host is not plain ASCII or has a zone; %s", want)
	case strings.Trim(u.Path, "/") != "", u.RawQuery != "", u.Fragment != "":
		return nil, fmt.Errorf("aliyun: base URL has a path, query or fragment; %s", want)
	}
	return u, nil
}

// canonicalQuery sorts by the raw name, before encoding, and keeps empty values.
func canonicalQuery(params map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(percentEncode(name))
		b.WriteByte('=')
		b.WriteString(percentEncode(params[name]))
	}
	return b.String()
}

// percentEncode follows RFC 3986. The encoders of net/url do not: one writes a
// space as +, the other leaves marks such as & and = alone.
func percentEncode(s string) string {
	const upperHex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; unreserved(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' ||
		c == '-' || c == '_' || c == '.' || c == '~'
}

// checkV1Params refuses the signer's own parameters: to override one in silence
// would surprise whoever wrote it.
func checkV1Params(params map[string]string) error {
	for _, name := range []string{
		"AccessKeyId", "SecurityToken", "Signature", "SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp",
	} {
		if _, found := params[name]; found {
			return fmt.Errorf("aliyun: parameter %s is the signer's to set: leave it out of params", name)
		}
	}
	return cmp.Or(
		checkField("parameter Action", params["Action"]),
		checkField("parameter Version", params["Version"]),
		checkEncoding(params),
	)
}

// checkEncoding refuses what the service would read back otherwise than it was
// signed.
func checkEncoding(params map[string]string) error {
	for name, value := range params {
		if name == "" {
			return errors.New("aliyun: params holds a parameter without a name: name it or leave it out")
		}
		if !utf8.ValidString(name) || !utf8.ValidString(value) {
			return fmt.Errorf("aliyun: parameter %q is not UTF-8: convert it first", name)
		}
	}
	return nil
}

func checkField(name, value string) error {
	if value == "" {
		return fmt.Errorf("aliyun: %s is empty: set it", name)
	}
	return checkText(name, value)
}

// checkText refuses what a key read from a file with its newline looks like; the
// service would only say that the signature is wrong. The value may be a secret,
// so the error does not show it.
func checkText(name, value string) error {
	if !printable(value) {
		return fmt.Errorf("aliyun: %s holds white space, a control character or non-ASCII: check how it was read", name)
	}
	return nil
}

func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}
