package harness

import (
	"fmt"
	"slices"
	"strings"
)

const opening = `# Compatibility

Clients against the simulator: of [Alibaba Cloud](#the-sdks) its official SDKs, unmodified, and one without; of
[Kingsoft Cloud](#kingsoft-cloud) and [ywjisu](#ywjisu) clients written from their documents, and a generic SDK. Everything
below was seen in a run of the tests in ` + "`e2e`" + ` and written by them (` + "`cd e2e && go test -update`" + `); they fail when
it no longer holds.

`

func writeSDKs(page *strings.Builder, records []record) {
	page.WriteString("## The SDKs\n\n")
	page.WriteString("| witness | language | SDK and version | signature | sends its parameters in |\n|---|---|---|---|---|\n")
	for _, r := range records {
		fmt.Fprintf(page, "| %s | %s | %s | %s | %s |\n", r.Name, r.Language, r.SDK, r.Signature, r.Sends)
	}
	page.WriteString("\nV1 is RPC with HMAC-SHA1, V3 is ACS3-HMAC-SHA256, V3-SM3 is ACS3-HMAC-SM3.\n\n")
}

func writeMatrix(page *strings.Builder, records []record) {
	page.WriteString("## What each made of each case\n\n")
	writeTable(page, standard(), records, cell)
	page.WriteString("\n✓ is the documented answer, or the documented code in the SDK's own error; anything else is what the\n" +
		"SDK turned it into. ×4 means that the SDK sent four requests; otherwise it sent one. – is a case the SDK\n" +
		"has no way to perform.\n\n")
}

// writeTable has a row for every witness that performed one of the cases.
func writeTable(page *strings.Builder, list []plan, records []record, cell func(string, outcome) string) {
	page.WriteString("| witness |")
	for _, p := range list {
		fmt.Fprintf(page, " %s |", p.Name)
	}
	page.WriteString("\n|---|" + strings.Repeat("---|", len(list)) + "\n")
	for _, r := range records {
		if !slices.ContainsFunc(list, r.performed) {
			continue
		}
		fmt.Fprintf(page, "| %s |", r.Name)
		for _, p := range list {
			fmt.Fprintf(page, " %s |", cell(p.Name, r.Cases[p.Name]))
		}
		page.WriteString("\n")
	}
}

func (r record) performed(p plan) bool {
	_, seen := r.Cases[p.Name]
	return seen
}

// cell is one outcome in a word.
func cell(name string, seen outcome) string {
	refusal, refused := Refusals()[name]
	text := "✓"
	switch {
	case seen.Cannot != "":
		return "–"
	case refused && seen.ErrorCode != refusal.Code, !refused && seen.Status == "":
		text = "`" + firstOf(seen.ErrorCode, seen.ErrorType, seen.Status, "nothing") + "`"
	}
	if seen.Attempts > 1 {
		text += fmt.Sprintf(" ×%d", seen.Attempts)
	}
	return text
}

func firstOf(texts ...string) string {
	return texts[slices.IndexFunc(texts, func(text string) bool { return text != "" })]
}

func writeCases(page *strings.Builder) {
	page.WriteString("## The cases\n\n| case | what happens | documented answer |\n|---|---|---|\n")
	for _, p := range standard() {
		answer := "200, `NORMAL`"
		if r, refused := Refusals()[p.Name]; refused {
			answer = fmt.Sprintf("%d, `%s`", r.Status, r.Code)
		}
		fmt.Fprintf(page, "| %s | %s | %s |\n", p.Name, p.about, answer)
	}
	page.WriteString("\n")
}

// writeThemselves is a paragraph for every SDK; witnesses that differ only in
// how they sign share one.
func writeThemselves(page *strings.Builder, records []record) {
	page.WriteString("## What each does by itself\n")
	for len(records) > 0 {
		r, names := records[0], []string{records[0].Name}
		records = slices.DeleteFunc(records[1:], func(other record) bool {
			same := other.SDK == r.SDK && other.Itself == r.Itself
			if same {
				names = append(names, other.Name)
			}
			return same
		})
		fmt.Fprintf(page, "\n**%s** (%s). %s\n", strings.Join(names, ", "), r.SDK, r.Itself)
		r.writeHeld(page)
	}
}

func (r record) writeHeld(page *strings.Builder) {
	if types := r.errorTypes(); len(types) > 0 {
		fmt.Fprintf(page, "Its caller holds: %s.\n", strings.Join(types, ", "))
	}
	for _, p := range plans() {
		if reason := r.Cases[p.Name].Cannot; reason != "" {
			fmt.Fprintf(page, "Not performed: %s (%s).\n", p.Name, reason)
		}
	}
}

// errorTypes are the types of the errors this SDK's callers hold. A type made
// of the code is shown as such, once, and not once for every code.
func (r record) errorTypes() []string {
	var types []string
	for _, p := range plans() {
		seen := r.Cases[p.Name]
		name := seen.ErrorType
		if seen.ErrorCode != "" {
			name = strings.Replace(name, seen.ErrorCode, "<Code>", 1)
		}
		if text := "`" + name + "`"; name != "" && !slices.Contains(types, text) {
			types = append(types, text)
		}
	}
	return types
}
