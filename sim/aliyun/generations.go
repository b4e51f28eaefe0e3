package aliyun

import (
	"slices"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// generation is one of the shapes the service has had: which operations it
// serves, the words of its answers, and the rows its causes meet. It is a
// profile before switches.
type generation struct {
	profile    string
	qps        int // per user, documented
	operations []operation
	words      [numsim.ProbeFailed + 1]string
	carriers   [numsim.ChinaBroadnet + 1]string
	serial     bool // answers have a SerialId
	// broadnetLimited: most pages answer a Broadnet number with OperatorLimit;
	// one version of one page, and the SDK's CBN, say it is supported.
	broadnetLimited bool
	telecomWithheld bool // Telecom tells no longer whether a phone is on or in a call
	rows            map[sim.Cause]string
	garbled         string // the row of a number that is not made of digits
}

// generations lists the four, the default first. Words and limits are those of
// the document of 2020-09-23, of help 167496 (about 2021), of the page's
// revision of 2022-02-10, and of the successors' pages today.
func generations() []*generation {
	return []*generation{document2020(), about2021(), revision2022(), today()}
}

// accountRows are common to all, but for what one generation has of its own.
func accountRows(more map[sim.Cause]string) map[sim.Cause]string {
	rows := map[sim.Cause]string{
		sim.NonceUsed:     "SignatureNonceUsed",
		sim.NoncesFull:    "Throttling.User",
		sim.Throttled:     "System.LimitControl",
		sim.NumberRefused: "InvalidParameter/mobile",
		sim.FundsShort:    "Insufficient.Balance",
	}
	for cause, row := range more {
		rows[cause] = row
	}
	return rows
}

func document2020() *generation {
	return &generation{
		profile: "2020", qps: 200, serial: true, operations: []operation{describe},
		words: threeWords(), rows: accountRows(nil), garbled: "InvalidParameter/mobile",
		carriers: [...]string{"未知", "中国移动", "中国联通", "中国电信", "中国广电"},
	}
}

func about2021() *generation {
	return &generation{
		profile: "2021", qps: 1000, serial: true, operations: []operation{describe},
		words: threeWords(), carriers: codeWords(), garbled: "isv.INVALID_PARAMETERS",
		rows: accountRows(map[sim.Cause]string{
			sim.Throttled:      "isp.QPS_LIMIT",
			sim.CarrierLimited: "isp.OPERATOR_LIMIT",
			sim.NumberRefused:  "isv.MOBILE_NUMBER_ILLEGAL",
		}),
	}
}

func revision2022() *generation {
	return &generation{
		profile: "2022", qps: 300, operations: append(successors(), describe), broadnetLimited: true,
		words: words2022(), carriers: codeWords(), garbled: "InvalidParameter/body",
		rows: accountRows(map[sim.Cause]string{
			sim.CarrierLimited: "OperatorLimit",
			sim.NumberTooOften: "RequestFrequencyLimit",
			sim.NumberRefused:  "InvalidParameter/body",
		}),
	}
}

func today() *generation {
	carriers := codeWords()
	carriers[numsim.ChinaBroadnet] = "CBN"
	return &generation{
		profile: "today", qps: 300, operations: successors(), broadnetLimited: true, telecomWithheld: true,
		words: laterWords(), carriers: carriers, garbled: "InvalidParameter/mobile",
		rows: accountRows(map[sim.Cause]string{
			sim.CarrierLimited: "OperatorLimit",
			sim.NumberTooOften: "RequestFrequencyLimit",
		}),
	}
}

// threeWords projects a status into NORMAL, SHUTDOWN and NOT_EXIST. The FAQ
// speaks of more statuses than the table has words for; they are UNKNOWN.
func threeWords() (words [numsim.ProbeFailed + 1]string) {
	for i := range words {
		words[i] = unknownWord
	}
	for _, s := range []numsim.Status{numsim.Active, numsim.Busy, numsim.Silent, numsim.Risky} {
		words[s] = "NORMAL"
	}
	words[numsim.Vacant], words[numsim.Suspended] = "NOT_EXIST", "SHUTDOWN"
	return words
}

// laterWords adds the words that every table since 2022 has.
func laterWords() [numsim.ProbeFailed + 1]string {
	words := threeWords()
	words[numsim.PoweredOff], words[numsim.SuspectedOff] = "POWER_OFF", "SUSPECTED_POWER_OFF"
	words[numsim.Busy] = "BUSY"
	return words
}

// words2022 is the longest table; its word for part-suspended is gone again
// from the successors' pages.
func words2022() [numsim.ProbeFailed + 1]string {
	words := laterWords()
	words[numsim.PartSuspended] = "FUNCTIONAL_SHUTDOWN"
	return words
}

// withhold makes a phone that is off or in a call like any in service. What is
// answered instead is not documented; NORMAL is what tables without those
// words say of a busy one.
func withhold(words *[numsim.ProbeFailed + 1]string) {
	for _, s := range []numsim.Status{numsim.Busy, numsim.PoweredOff, numsim.SuspectedOff} {
		if words[s] != unknownWord {
			words[s] = "NORMAL"
		}
	}
}

// codeWords are the carriers as codes. UNKNOW is spelled so on the pages, in a
// list that spells the status UNKNOWN. Broadnet has no code before CBN.
func codeWords() [numsim.ChinaBroadnet + 1]string {
	return [...]string{"UNKNOW", "CMCC", "CUCC", "CTCC", "UNKNOW"}
}

// serves reports whether the generation has the operation.
func (g *generation) serves(name string) bool {
	return slices.ContainsFunc(g.operations, func(o operation) bool { return o.name == name })
}
