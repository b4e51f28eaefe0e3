package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// quote makes s one word for sh.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func sortedNames(h http.Header) []string { return slices.Sorted(maps.Keys(h)) }
