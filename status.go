package numsim

import "fmt"

// Status is what is true of a number: one closed list, the union of what the
// providers sell. Every operation projects it into its own words.
type Status uint8

// The statuses, in the order of the table in docs/fidelity.
const (
	Unknown Status = iota
	Active
	Vacant
	Suspended
	PartSuspended
	PoweredOff
	SuspectedOff
	Busy
	Unreachable
	Silent
	Risky
	Unlisted
	WrongNumber
	ProbeFailed
)

var statusWords = [...]struct{ english, chinese string }{
	Unknown:       {"unknown", "未知"},
	Active:        {"active", "正常"},
	Vacant:        {"vacant", "空号"},
	Suspended:     {"suspended", "停机"},
	PartSuspended: {"part-suspended", "功能性停机"},
	PoweredOff:    {"powered-off", "关机"},
	SuspectedOff:  {"suspected-off", "疑似关机"},
	Busy:          {"busy", "通话中"},
	Unreachable:   {"unreachable", "不在网"},
	Silent:        {"silent", "沉默号"},
	Risky:         {"risky", "风险号"},
	Unlisted:      {"unlisted", "库无"},
	WrongNumber:   {"wrong-number", "错误号"},
	ProbeFailed:   {"probe-failed", "服务器异常"},
}

// Statuses lists every status once, in declaration order.
func Statuses() []Status {
	all := make([]Status, len(statusWords))
	for i := range all {
		all[i] = Status(i)
	}
	return all
}

// String is the status's name in scenarios, settings and reports.
func (s Status) String() string {
	if int(s) >= len(statusWords) {
		return fmt.Sprintf("Status(%d)", uint8(s))
	}
	return statusWords[s].english
}

// Chinese is the word Chinese-speaking users know the status by.
func (s Status) Chinese() string {
	if int(s) >= len(statusWords) {
		return s.String()
	}
	return statusWords[s].chinese
}
