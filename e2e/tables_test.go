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

// refusals is every refused case.
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
		if r.status == 200 {
			expect[name] = noted(r)
		}
	}
	maps.Copy(expect, answeredSince2021())
	maps.Copy(expect, own)
	return expect
}

func answered() harness.Expect {
	return harness.Expect{OK: true, Status: "NORMAL", Carrier: "中国移动"}
}

// noted is a refusal that came with HTTP 200, as nearly every SDK takes it: for
// an answer, whose code its caller may read.
func noted(r refusal) harness.Expect {
	return harness.Expect{OK: true, Code: r.code, MessageHas: r.message}
}

// thrown are those refusals for a client that looks at the code itself.
func thrown(dress func(refusal) harness.Expect) map[string]harness.Expect {
	expect := map[string]harness.Expect{}
	for name, r := range refusals() {
		if r.status == 200 {
			bare := dress(r)
			bare.RecommendHas = "" // an envelope's, and there is none
			expect[name] = bare
		}
	}
	return expect
}

// answeredSince2021 are the answers of the later generations, which write the
// carrier as a code.
func answeredSince2021() map[string]harness.Expect {
	mobile := harness.Expect{OK: true, Status: "NORMAL", Carrier: "CMCC"}
	return map[string]harness.Expect{
		"2021-success": mobile, "2022-success": mobile, "2022-public": mobile, "today-success": mobile,
		"today-md5": {OK: true, Status: "NOT_EXIST", Carrier: "CTCC"},
	}
}

// lacking is a witness whose typed client does not ship one operation.
func lacking(operation string, w harness.Witness) harness.Witness {
	w.Lacks = operation
	for _, name := range harness.Calling(operation) {
		delete(w.Expect, name)
	}
	return w
}

const (
	v1Mismatch = "Specified signature is not matched with our calculation. server string to sign is:POST&%2F&"
	v3Mismatch = "Specified signature does not match our calculation."
)
