package scenarios_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
)

// laughs is the billion laughs: nine levels of ten aliases each.
func laughs() string {
	text := "a0: &a0 [lol]\n"
	for i := range 9 {
		text += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	return text
}

// uniqueKeys are so many statuses of numbers that nobody knows.
func uniqueKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	return b.String()
}

const tooMany = "more than 400000 values; put numbers into a CSV file and name it under files"

// What YAML can do to a reader, by the measurements of 2026: each is refused
// with a finding, for a limit or for what it is.
func TestTrapsAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, first string }{
		"billion laughs":        {laughs(), `1:5: &a0 is an anchor; anchors are not read here`},
		"anchor":                {"scenario: x\nabout: &a x\n", `2:8: &a is an anchor; anchors are not read here`},
		"alias":                 {"about: &a x\nscenario: *a\n", `1:8: &a is an anchor; anchors are not read here`},
		"alias of nothing":      {"scenario: x\nabout: *1390\n", `2:8: *1390 is an alias; aliases are not read here, write the value again, or in quotes if it is text that begins with *`},
		"self reference":        {"scenario: x\nnumbers: &a {b: *a}\n", `2:10: &a is an anchor; anchors are not read here`},
		"20,000 aliases":        {"scenario: x\nabout: &a " + strings.Repeat("x", 100<<10) + "\nfiles: [" + strings.Repeat("*a,", 20_000) + "]\n", `2:8: &a is an anchor; anchors are not read here`},
		"merge key":             {"scenario: x\n<<: {seed: 1}\n", `2:1: << is a merge key; merge keys are not read here`},
		"tag":                   {"scenario: !!str x\n", `1:11: "!!str" is a tag; tags are not read here, use quotes for text`},
		"binary":                {"scenario: !!binary eA==\n", `1:11: "!!binary" is a tag; tags are not read here, use quotes for text`},
		"ordered map":           {"scenario: x\nnumbers: !!omap [a: b]\n", `2:10: "!!omap" is a tag; tags are not read here, use quotes for text`},
		"directives":            {strings.Repeat("%TAG !a! tag:x\n", 20_000) + "--- a\n", `1:1: a line that begins with % is a directive; directives are not read here`},
		"second document":       {"scenario: x\n---\nscenario: y\n", `2:1: a second document begins here; one file is one document`},
		"a million documents":   {strings.Repeat("--- \n", 800_000), `2:1: a second document begins here; one file is one document`},
		"20,000 nested maps":    {strings.Repeat("{a: ", 20_000), `1:1: this is not YAML: exceeded max depth of 10000`},
		"65 levels":             {"rules: " + strings.Repeat("[", 64) + strings.Repeat("]", 64), `1:71: nested deeper than 64 levels`},
		"a key of a list":       {"scenario: x\n? [a]\n: b\n", `2:3: a list cannot be a key`},
		"40,000 unique keys":    {uniqueKeys(40_000), `1:1: there is no key "k0" here; it is one of scenario, about, seed, magic, request-ids, include, weights, accounts, files, numbers, states, expect, rules`},
		"400,000 values":        {"files: [" + strings.Repeat("a,\n", 399_999) + "]", `1:1: ` + tooMany},
		"400,000 in a list":     {"rules:\n" + strings.Repeat("- a\n", 400_000), `399999:3: ` + tooMany},
		"too many to be parsed": {strings.Repeat("- \n", 1_000_000), `1:1: ` + tooMany},
		"4 MiB":                 {"# " + strings.Repeat("x", 4<<20) + "\n", `1:1: more than 4 MiB of documents; put numbers into a CSV file and name it under files`},
		"100 KB scalar":         {"scenario: " + strings.Repeat("x", 100<<10) + "\n", `1:11: longer than 256 bytes`},
		"100 KB of digits":      {"scenario: x\nnumbers: {? " + strings.Repeat("1", 100<<10) + " : real}\n", `2:13: longer than 256 bytes`},
		"a NUL":                 {"scenario: x\nabout: a\x00b\n", `2:9: the control character '\x00' is here`},
		"an escaped NUL":        {`scenario: "\0"` + "\n", `1:11: the control character '\x00' is in this text`},
		"not UTF-8":             {"scenario: x\nabout: \xc4\xe3\n", `2:8: this is not UTF-8; save the file as UTF-8`},
		"a tab":                 {"scenario: x\nnumbers:\n\t\"13900000200\": real\n", `3:1: this is not YAML: found character that cannot start any token; indent with spaces, not tabs`},
		"no closing":            {"scenario: x\nrules: [{then: {fault: hang}\n", `2:1: this is not YAML: did not find expected ',' or '}'`},
	} {
		_, found := scenarios.Read(document(c.text), "s.yaml")
		require.NotEmpty(t, found.Errors(), name)
		assert.Equal(t, "s.yaml:"+c.first, found.Errors()[0].String(), name)
		assert.LessOrEqual(t, len(found), 100, name)
	}
}

func TestLimitsOverAllFiles(t *testing.T) {
	half := "# " + strings.Repeat("x", 2<<20) + "\nseed: 1\n"
	assert.Equal(t, []string{"s.yaml:2:19: more than 4 MiB of documents; put numbers into a CSV file and name it under files"},
		findings(document("scenario: x\ninclude: [a.yaml, b.yaml]\n", "a.yaml", half, "b.yaml", half))[:1:1])

	list, others := "scenario: x\ninclude: [", []string{}
	for i := range 64 {
		list += fmt.Sprintf("%03d, ", i)
		others = append(others, fmt.Sprintf("%03d", i), "seed: 1\n")
	}
	assert.Equal(t, []string{"s.yaml:2:326: more than 64 documents"}, findings(document(list+"]\n", others...)))
}

func TestTooManyOfSomething(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"rules":    {"rules:\n" + strings.Repeat("- {then: {fault: hang}}\n", 20_001), "s.yaml:20003:3: more than 20000 rules"},
		"settings": {"accounts:\n  aliyun:\n" + strings.ReplaceAll(uniqueKeys(2_001), "k", "    k"), "s.yaml:2004:12: more than 2000 settings"},
	} {
		assert.Equal(t, []string{c.want}, findings(document("scenario: x\n"+c.text)), name)
	}
}

func TestAHundredFindingsAreKept(t *testing.T) {
	many := "numbers:\n"
	for i := range 150 {
		many += fmt.Sprintf("  \"139000%03d\": real\n", i)
	}
	lines := findings(document("scenario: x\n" + many + "magic: no\n"))
	require.Len(t, lines, 100)
	assert.Equal(t, `s.yaml:3:3: warning: "139000000" has 9 digits; a number that begins with 1 has 11`, lines[0])
	assert.Equal(t, `s.yaml:153:8: "no" is not on or off; it is one of on, off`, lines[99], "warnings hide no error")

	lines = findings(document(uniqueKeys(150)))
	assert.Len(t, lines, 100)
}
