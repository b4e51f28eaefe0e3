package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/wire"
)

// where is what the cases run against.
func (r *running) where() (conformance.Target, error) {
	if len(r.target) == 0 {
		if r.control != "" {
			return nil, fmt.Errorf("--control %s: say with --target where the providers answer", r.control)
		}
		return builtin.Target{Seed: r.seed}, nil
	}
	urls := map[string]string{}
	for _, text := range r.target {
		provider, address, err := r.endpoint(text)
		if err != nil {
			return nil, fmt.Errorf("--target %s: %w", text, err)
		}
		if urls[provider] != "" {
			return nil, fmt.Errorf("--target %s: %s has a URL already", text, provider)
		}
		urls[provider] = address
	}
	if r.control != "" {
		if _, err := address(r.control); err != nil {
			return nil, fmt.Errorf("--control %s: %w", r.control, err)
		}
	}
	return conformance.NewRemote(urls, r.control), nil
}

func (r *running) endpoint(text string) (provider, base string, err error) {
	provider, base, named := strings.Cut(text, "=")
	if !named || strings.Contains(provider, ":") {
		provider, base = r.provider, text
	}
	if !slices.Contains(contracts.Providers(), provider) {
		return "", "", fmt.Errorf("write it as PROVIDER=URL, or name the provider with --provider; the providers are %s", strings.Join(contracts.Providers(), ", "))
	}
	base, err = address(base)
	return provider, base, err
}

// ascii is for hosts: net/http reads signs of other scripts as letters and dots.
func ascii(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}

// address is a base URL without what requests bring themselves.
func address(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", fmt.Errorf("it is no URL: write it as http://127.0.0.1:18081")
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || !ascii(u.Host) {
		return "", fmt.Errorf("a base URL is a scheme and a host, such as http://127.0.0.1:18081")
	}
	if wire.Real(u.Hostname()) {
		return "", fmt.Errorf("%s is a provider's: only contract run --live asks providers, behind its guards", u.Hostname())
	}
	return u.Scheme + "://" + u.Host, nil
}
