package harness

import (
	"fmt"
	"strings"
)

const generationsLegend = `
✓ is the answer given below, or its code in the SDK's own error. "answer" is a business code that came with HTTP 200
and that the SDK hands over as it does a success: its caller must look at Code. "error" is the same, made an error
by the client. – is an operation that the SDK's typed client does not ship.

`

// writeGenerations is what every SDK made of the later shapes of the service.
func writeGenerations(page *strings.Builder, records []record) {
	page.WriteString("## Generations\n\nThe service as it was in 2021 and in 2022, and as it is today; the cases above are those of 2020.\n\n")
	writeTable(page, generations(), records, generationCell)
	page.WriteString(generationsLegend)
	page.WriteString("| case | operation | what happens | answer |\n|---|---|---|---|\n")
	for _, p := range generations() {
		fmt.Fprintf(page, "| %s | %s | %s | %s |\n", p.Name, p.Operation, p.about, given(p, records))
	}
	page.WriteString("\n")
}

func generationCell(name string, seen outcome) string {
	refusal := Refusals()[name]
	switch {
	case seen == outcome{}:
		return "–"
	case refusal.Status == 200 && seen.Code == refusal.Code:
		return "answer"
	case refusal.Status == 200 && seen.ErrorCode == refusal.Code:
		return "error"
	}
	return cell(name, seen)
}

// given takes the words of an answer from the records, which agree in them:
// each was compared with its table.
func given(p plan, records []record) string {
	if r, refused := Refusals()[p.Name]; refused {
		return fmt.Sprintf("%d, `%s`", r.Status, r.Code)
	}
	var words string
	for _, r := range records {
		if seen := r.Cases[p.Name]; seen.Status != "" {
			words = fmt.Sprintf("200, `%s`, `%s`", seen.Status, seen.Carrier)
		}
	}
	if !p.serial {
		words += ", no SerialId"
	}
	return words
}
