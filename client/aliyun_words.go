package client

import (
	"strings"

	"github.com/numsim/numsim"
)

// aliyunStatusOf reads the words of all generations. NORMAL, SHUTDOWN and
// NOT_EXIST: document of 2020-09-23, sections 1 and 5. The others: the page's
// revision of 2022-02-10, and but for FUNCTIONAL_SHUTDOWN the pages of the
// successors (help 459610). UNKNOW: the revision's billing sentence.
func aliyunStatusOf(word string) numsim.Status {
	switch aliyunWord(word) {
	case "NORMAL":
		return numsim.Active
	case "SHUTDOWN":
		return numsim.Suspended
	case "NOT_EXIST":
		return numsim.Vacant
	case "POWER_OFF":
		return numsim.PoweredOff
	case "SUSPECTED_POWER_OFF":
		return numsim.SuspectedOff
	case "FUNCTIONAL_SHUTDOWN":
		return numsim.PartSuspended
	case "BUSY":
		return numsim.Busy
	}
	return numsim.Unknown
}

// aliyunUnknown tells the documented unknown from a word that nobody knows: one
// is free, the other charged.
func aliyunUnknown(word string) bool {
	return aliyunWord(word) == "UNKNOWN" || aliyunWord(word) == "UNKNOW"
}

// aliyunCarrierOf reads the Chinese names of 2020 (help 250782 has the three of
// a sibling) and the codes since; CBN is in alibabacloud-go-sdk
// dytnsapi-20200217, 中国广电 follows from the others.
func aliyunCarrierOf(word string) numsim.Carrier {
	switch aliyunWord(word) {
	case "中国移动", "CMCC":
		return numsim.ChinaMobile
	case "中国联通", "CUCC":
		return numsim.ChinaUnicom
	case "中国电信", "CTCC":
		return numsim.ChinaTelecom
	case "中国广电", "CBN":
		return numsim.ChinaBroadnet
	}
	return numsim.NoCarrier
}

func aliyunWord(word string) string { return strings.ToUpper(strings.TrimSpace(word)) }
