package e2e

import (
	"maps"

	"github.com/numsim/numsim/e2e/harness"
)

// refusal is one refused case as the provider documents it.
type refusal struct {
	code    string
	status  int
	message string
}

// refusals is every refused case of the standard list.
func refusals() map[string]refusal {
	documented := map[string]refusal{}
	for name, r := range harness.Refusals() {
		documented[name] = refusal{r.Code, r.Status, r.Message}
	}
	return documented
}

// table is one SDK's table: the answered cases, every refused case as dress
// says this SDK presents it, and the entries that are this SDK's own.
func table(dress func(refusal) harness.Expect, own map[string]harness.Expect) map[string]harness.Expect {
	expect := map[string]harness.Expect{"success": answered(), "sts": answered()}
	for name, r := range refusals() {
		expect[name] = dress(r)
	}
	maps.Copy(expect, own)
	return expect
}

func answered() harness.Expect {
	return harness.Expect{OK: true, Status: "NORMAL", Carrier: "中国移动"}
}

const (
	v1Mismatch = "Specified signature is not matched with our calculation. server string to sign is:POST&%2F&"
	v3Mismatch = "Specified signature does not match our calculation."
)
