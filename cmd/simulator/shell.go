package main

import (
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
)

// renderCurl writes req as one line that sh takes as it stands.
func renderCurl(req *http.Request, include bool) (string, error) {
	parts := []string{"curl", "-sS", "-w", `'\n'`}
	if ip := net.ParseIP(req.URL.Hostname()); ip != nil && ip.IsLoopback() {
		parts = append(parts, "--noproxy", "'*'") // curl sends loopback through http_proxy too
	}
	if include {
		parts = append(parts, "-i")
	}
	if req.Method != http.MethodGet {
		parts = append(parts, "-X", req.Method)
	}
	parts = append(parts, quote(req.URL.String()))
	for _, name := range sortedNames(req.Header) {
		parts = append(parts, "-H", quote(strings.ToLower(name)+": "+req.Header.Get(name)))
	}
	if req.Body == nil || req.Body == http.NoBody {
		return strings.Join(parts, " "), nil
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return "", fmt.Errorf("reading the signed body: %w", err)
	}
	return strings.Join(append(parts, "--data-raw", quote(string(body))), " "), nil
}

// quote makes s one word for sh.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func sortedNames(h http.Header) []string { return slices.Sorted(maps.Keys(h)) }
