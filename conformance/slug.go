package conformance

import (
	"strconv"
	"strings"

	"github.com/numsim/numsim/contracts"
)

// slug is a row's name as part of a case's.
func slug(row string) string {
	return strings.ToLower(strings.NewReplacer("/", "-", ".", "-", "_", "-").Replace(row))
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // written a line above
	return n
}

// page is the table of the gateway's errors, which a row stands in.
func page(row string) contracts.Evidence {
	return contracts.Evidence("document EIP OpenAPI manual, gateway error table: " + row)
}
