package verdict

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
)

// withNumbers has calls with the numbers that they asked about, also where the
// provider refused the account and never looked at them, or took one for none:
// who asks the same again then retries.
func withNumbers(in *Input) []Call {
	list := slices.Clone(in.Calls)
	for i := range list {
		c := &list[i]
		if len(c.Lines) > 0 || c.Row == "" || c.Exchange == nil {
			continue
		}
		switch in.Kind(c.Provider, c.Row) {
		case numsim.Auth, numsim.Withdrawn, numsim.BadNumber:
			c.Lines = asked(c)
		}
	}
	return list
}

// mostAsked bounds the numbers of a list that no provider has looked at.
const mostAsked = 100

func asked(c *Call) (list []journal.Line) {
	for _, text := range []string{c.Exchange.URL.RawQuery, string(c.Exchange.Body)} {
		form, _ := url.ParseQuery(text) // what cannot be read is not there
		for _, name := range []string{"PhoneNumber", "InputNumber", "Mobile", "Mobiles", "mobiles"} {
			for number := range strings.SplitSeq(form.Get(name), ",") {
				if len(list) < mostAsked && number != "" && strings.Trim(number, "0123456789") == "" {
					list = append(list, journal.Line{Number: numsim.Number(number)})
				}
			}
		}
	}
	return list
}

// idle reports a call that asks nothing and names nobody, such as the HEAD of a
// health check.
func (c *Call) idle() bool {
	x := c.Exchange
	return x != nil && c.Row != "" && x.URL.RawQuery == "" && len(x.Body) == 0 && x.Header.Get("Authorization") == "" &&
		slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, x.Method)
}

// aside reports a call that is not judged. One that the scenario names is.
func (j *judge) aside(c *Call) bool { return c.idle() && !j.wanted(c) }
