package harness

import (
	"fmt"
	"strings"
)

const samplesLegend = `
✓ is the documented answer or refusal, as the client hands it to its caller; anything else is the code the client has
for it. – is a case the client has no way to perform. Every client sent one request for each case.

`

// writeService is one provider's part of the page: its clients and its cases.
func writeService(page *strings.Builder, s service, records []record) {
	fmt.Fprintf(page, "\n## %s\n\n%s\n\n", s.title, s.about)
	page.WriteString("| witness | language | client | signature | content type |\n|---|---|---|---|---|\n")
	for _, r := range records {
		fmt.Fprintf(page, "| %s | %s | %s | %s | `%s` |\n", r.Name, r.Language, r.SDK, r.Signature, r.ContentType)
	}
	page.WriteString("\n")
	s.writeMatrix(page, records)
	page.WriteString(samplesLegend)
	page.WriteString("| case | what happens | documented answer |\n|---|---|---|\n")
	for _, p := range s.plans {
		fmt.Fprintf(page, "| %s | %s | %s |\n", p.Name, p.about, p.inShort())
	}
	fmt.Fprintf(page, "\n%s\n", s.footnote)
	for _, r := range records {
		r.writeSample(page, s)
	}
}

func (s service) writeMatrix(page *strings.Builder, records []record) {
	page.WriteString("| witness |")
	for _, p := range s.plans {
		fmt.Fprintf(page, " %s |", p.Name)
	}
	page.WriteString("\n|---|" + strings.Repeat("---|", len(s.plans)) + "\n")
	for _, r := range records {
		fmt.Fprintf(page, "| %s |", r.Name)
		for _, p := range s.plans {
			fmt.Fprintf(page, " %s |", sampleCell(p, r.Cases[p.Name]))
		}
		page.WriteString("\n")
	}
}

// sampleCell is one outcome in a word. A client that reads nothing has handed
// over the text, which was compared.
func sampleCell(p samplePlan, seen outcome) string {
	switch {
	case seen.Cannot != "":
		return "–"
	case seen.Attempts == 0:
		return "nothing"
	case seen.ErrorCode != "" && seen.ErrorCode != p.code:
		return "`" + seen.ErrorCode + "`"
	}
	return "✓"
}

// writeSample is a paragraph for a client: what it is, what its document's code
// needed, and the form it sends for several numbers.
func (r record) writeSample(page *strings.Builder, s service) {
	fmt.Fprintf(page, "\n**%s** (%s). %s\n", r.Name, r.SDK, r.Itself)
	if len(r.Repairs) > 0 {
		fmt.Fprintf(page, "Repairs to the document's code: %s.\n", strings.Join(r.Repairs, "; "))
	}
	for _, p := range s.plans {
		if reason := r.Cases[p.Name].Cannot; reason != "" {
			fmt.Fprintf(page, "Not performed: %s (%s).\n", p.Name, reason)
		}
	}
	fmt.Fprintf(page, "\n    %s\n", r.Sends)
}
