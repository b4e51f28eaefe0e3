package main

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// Outcomes. Every number has one of them.
const (
	answered = "answered"
	refused  = "refused" // and nobody who may have charged
	perhaps  = "perhaps" // no answer, and somebody may have charged
)

// Reasons beside the kinds of errors that the providers share.
const (
	reasonCap     = "cap"
	reasonAlone   = "left-alone"
	reasonBadLine = "bad-line"
	reasonKilled  = "killed"
	reasonFault   = "fault"
	reasonStopped = "interrupted"
)

// row is what the output says of a number.
type row struct {
	Number    string  `json:"number"`
	Outcome   string  `json:"outcome"`
	Status    string  `json:"status,omitempty"`
	Word      string  `json:"word,omitempty"` // the provider's own
	Carrier   string  `json:"carrier,omitempty"`
	Area      string  `json:"area,omitempty"`
	SeenAt    string  `json:"seen_at,omitempty"`
	Provider  string  `json:"provider,omitempty"`
	RequestID string  `json:"request_id,omitempty"`
	Charged   string  `json:"charged"`
	Cost      string  `json:"cost_cny,omitempty"`    // at all providers; empty where a price is not known
	Perhaps   string  `json:"perhaps_cny,omitempty"` // may have been charged beside that
	Agreement string  `json:"agreement,omitempty"`
	Reason    string  `json:"reason,omitempty"` // why there is no answer
	Note      string  `json:"note,omitempty"`
	Line      int     `json:"line,omitempty"` // of the input, where that is no number
	Others    []other `json:"others,omitempty"`
}

// other is what another provider said.
type other struct {
	Provider  string `json:"provider"`
	Status    string `json:"status,omitempty"`
	Word      string `json:"word,omitempty"`
	Charged   string `json:"charged"`
	Reason    string `json:"reason,omitempty"`
	RequestID string `json:"request_id,omitempty"`
}

func columns() []string {
	return []string{
		"number", "outcome", "status", "word", "carrier", "area", "seen_at", "provider", "request_id",
		"charged", "cost_cny", "perhaps_cny", "agreement", "reason", "note", "line", "others",
	}
}

// cells are the row in the order of columns.
func (r *row) cells() []string {
	line, others := "", make([]string, len(r.Others))
	if r.Line > 0 {
		line = strconv.Itoa(r.Line)
	}
	for i, o := range r.Others {
		said := o.Status
		if o.Reason != "" {
			said = "(" + o.Reason + ")"
		}
		others[i] = o.Provider + "=" + said + " charged=" + o.Charged
	}
	return []string{
		r.Number, r.Outcome, r.Status, r.Word, r.Carrier, r.Area, r.SeenAt, r.Provider, r.RequestID,
		r.Charged, r.Cost, r.Perhaps, r.Agreement, r.Reason, r.Note, line, strings.Join(others, "; "),
	}
}

// fromCells reads back what a run that is continued needs.
func fromCells(c []string) (r row, err error) {
	if len(c) != len(columns()) {
		return r, errors.New("it has not the columns of numcheck")
	}
	r = row{Number: c[0], Outcome: c[1], Charged: c[9], Cost: c[10], Perhaps: c[11], Reason: c[13]}
	if c[15] != "" {
		r.Line, err = strconv.Atoi(c[15])
	}
	return r, err
}

func fromJSON(line []byte) (r row, err error) {
	err = json.Unmarshal(line, &r)
	return r, err
}

// costs are in yuan; known is false where a price is not.
type costs struct {
	sure, perhaps numsim.Money
	unknown       bool
}

func (c costs) plus(d costs) costs {
	return costs{c.sure + d.sure, c.perhaps + d.perhaps, c.unknown || d.unknown}
}

func (c *costs) add(charged client.Charged, price numsim.Money, known bool) {
	switch {
	case charged == client.NotCharged:
	case !known:
		c.unknown = true
	case charged == client.IsCharged:
		c.sure += price
	default:
		c.perhaps += price
	}
}

// cost is what a result cost at all providers.
func cost(r client.Result, prices map[string]numsim.Money) (c costs) {
	for _, one := range everybody(r) {
		price, known := prices[one.Provider]
		c.add(one.Charged, price, known)
	}
	return c
}

func (r *row) setCosts(c costs) {
	if c.unknown {
		r.Cost, r.Perhaps = "", ""
		return
	}
	r.Cost, r.Perhaps = c.sure.String(), ""
	if c.perhaps > 0 {
		r.Perhaps = c.perhaps.String()
	}
}

// costs reads them back.
func (r *row) costs() (c costs, err error) {
	for _, amount := range []struct {
		text string
		into *numsim.Money
	}{{r.Cost, &c.sure}, {r.Perhaps, &c.perhaps}} {
		if amount.text == "" {
			continue
		}
		if *amount.into, err = numsim.ParseMoney(amount.text); err != nil {
			return c, err
		}
	}
	c.unknown = r.Cost == "" && r.Charged != client.NotCharged.String()
	return c, nil
}

// rowOf is the row of a result; before is what the number cost earlier.
func rowOf(r client.Result, prices map[string]numsim.Money, before earlier) row {
	out := row{
		Number: string(r.Number), Outcome: answered, Provider: r.Provider, RequestID: flat(r.RequestID),
		Charged: r.Charged.String(), Agreement: r.Agreement.String(),
	}
	switch {
	case r.Err == nil:
		out.Status, out.Word, out.Area = r.Status.String(), flat(r.Word), flat(r.Area)
		out.Carrier, out.SeenAt = carrier(r), stamp(r.SeenAt)
	case r.Perhaps(), before.outcome == perhaps:
		out.Outcome = perhaps
	default:
		out.Outcome = refused
	}
	if r.Err != nil {
		out.Reason, out.Note = reason(r.Err), flat(r.Err.Error())
	}
	for _, o := range r.Others {
		out.Others = append(out.Others, otherOf(o))
	}
	out.setCosts(cost(r, prices).plus(before.costs))
	return out
}

func otherOf(r client.Result) other {
	o := other{Provider: r.Provider, Charged: r.Charged.String(), RequestID: flat(r.RequestID)}
	if r.Err != nil {
		o.Reason = reason(r.Err)
		return o
	}
	o.Status, o.Word = r.Status.String(), flat(r.Word)
	return o
}

func carrier(r client.Result) string {
	if r.Carrier == numsim.NoCarrier {
		return flat(r.CarrierWord)
	}
	return r.Carrier.String()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// reason is one word for why there is no answer.
func reason(err error) string {
	var e *client.Error
	switch {
	case errors.Is(err, client.ErrCap):
		return reasonCap
	case errors.Is(err, client.ErrLeftAlone):
		return reasonAlone
	case errors.As(err, &e):
		return e.Kind.String()
	case errors.Is(err, errLater):
		return reasonStopped
	}
	return reasonFault
}

// flat keeps a row on one line whatever a provider sends.
func flat(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
