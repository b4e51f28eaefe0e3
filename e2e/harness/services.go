package harness

import (
	"fmt"
	"strings"
)

// service is one provider's side of the sample clients: where it is, and the
// cases with what its document promises.
type service struct {
	title, about, footnote string
	// path is the URL's, and address where the provider listens.
	path    string
	address func(*Sim) string
	// shown is the case whose form stands in Sample.Form.
	shown string
	plans []samplePlan
}

// samplePlan is one case: what the client is asked, and the answer on the wire.
type samplePlan struct {
	Call
	about string
	promised
}

// promised is an answer as the documents have it. Body is JSON without white
// space, in the documents' order of members, with a * for what varies.
type promised struct {
	status int
	body   string
	// code is the error or result code in it, statuses what it says of each number.
	code     string
	statuses []string
}

func (p promised) refused() bool { return p.statuses == nil }

// inShort is the answer in a word or two.
func (p promised) inShort() string {
	text := fmt.Sprint(p.status)
	for _, word := range []string{p.code, strings.Join(p.statuses, " ")} {
		if word != "" {
			text += ", `" + word + "`"
		}
	}
	return text
}

func services() map[string]service {
	return map[string]service{Ksyun: kingsoft(), Ywjisu: jisu()}
}

// endings are the numbers of the cases: what is true of a number is in its last
// four digits, at every provider.
const (
	vacant        = "13900000404"
	refused       = "13900000400"
	late          = "13900000425"
	silent        = "13900000304"
	risky         = "13900000403"
	unlisted      = "13900000204"
	unicomStopped = "18600000402"
	telecomRisky  = "13300000403"
	indonesian    = "6281300000200"
)

// crowd is n numbers in service with commas between.
func crowd(n int) string {
	var numbers []string
	for i := range n {
		numbers = append(numbers, fmt.Sprintf("139%04d0200", i))
	}
	return strings.Join(numbers, ",")
}
