package client

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// provider begins every error of its signer.
type provider string

const (
	aliyun provider = "aliyun"
	ksyun  provider = "ksyun"
	ywjisu provider = "ywjisu"
)

// formRequest returns a POST of form to path; example is the base URL of the real
// service.
func (p provider) formRequest(baseURL, example, path, form string) (*http.Request, error) {
	target, err := p.parseBaseURL(baseURL, example)
	if err != nil {
		return nil, err
	}
	target.Path = path
	return p.request(http.MethodPost, target, form)
}

func (p provider) request(method string, target url.URL, form string) (*http.Request, error) {
	// A strings.Reader makes the body rewindable, for redirects and lost connections.
	req, err := http.NewRequest(method, target.String(), strings.NewReader(form))
	if err != nil {
		return nil, fmt.Errorf("%s: build the request: %w", p, err)
	}
	if form != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return req, nil
}

// parseBaseURL returns scheme and host, and refuses whatever else a URL may hold.
func (p provider) parseBaseURL(baseURL, example string) (url.URL, error) {
	want := "want only scheme and host, such as " + example
	if strings.Contains(baseURL, "@") { // asked first: the errors below would repeat a password
		return url.URL{}, fmt.Errorf("%s: base URL has a user or password; %s", p, want)
	}
	u, err := url.Parse(baseURL)
	switch {
	case err != nil:
		return url.URL{}, fmt.Errorf("%s: base URL: %w; %s", p, err, want)
	case u.Scheme != "http" && u.Scheme != "https":
		return url.URL{}, fmt.Errorf("%s: base URL has scheme %q; %s", p, u.Scheme, want)
	case u.Hostname() == "":
		return url.URL{}, fmt.Errorf("%s: base URL has no host; %s", p, want)
	case !printable(u.Host) || strings.Contains(u.Host, "%"):
		// net/http would send another spelling of the host than the one signed.
		return url.URL{}, fmt.Errorf("%s: base URL's host is not plain ASCII or has a zone; %s", p, want)
	case strings.Trim(u.Path, "/") != "", u.RawQuery != "", u.Fragment != "":
		return url.URL{}, fmt.Errorf("%s: base URL has a path, query or fragment; %s", p, want)
	}
	return url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}
