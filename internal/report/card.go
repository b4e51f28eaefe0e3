package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// How much of exchanges a page has: of one text, and of all of them. Four
// megabytes of failures are read by nobody, and the JSON report has them.
const (
	mostOfText    = 8 << 10   // characters
	mostText      = 512 << 10 // bytes, as they are escaped
	mostExchanges = 8         // of one result
	mostOpen      = 3         // results whose exchanges are seen at once
)

// card is one result as the page shows it, every text of it visible.
type card struct {
	ID, Of, Source, Where, Target, Again string

	Rule, Reason, Forced, Whose says

	Remarks           []says
	Told              bool // there is more than a reason, though it was skipped
	Outcome           conformance.Outcome
	MS                int64
	Severities, Sides string // for the filters
	Failures          []failed
	Findings          []finding
	Exchanges         []exchange
	LeftOut, Open     bool
}

type failed struct {
	Step             int
	Expected, Actual value
}

// value is what was expected, or came: texts of our own are in both languages,
// and others are marked where they differ.
type value struct {
	Words  says
	Pieces []piece
}

func values(expected, actual string) (a, b value) {
	a.Words, b.Words = phrase(expected), phrase(actual)
	if a.Words.ZH == "" && b.Words.ZH == "" {
		a.Pieces, b.Pieces = alike(brief(expected), brief(actual))
		return a, b
	}
	a.Pieces, b.Pieces = []piece{{Text: brief(expected)}}, []piece{{Text: brief(actual)}}
	return a, b
}

type finding struct {
	contracts.Finding
	Words, Matters   says
	Advice           says // Suggestion
	Expected, Actual value
}

type exchange struct {
	Request, Answer []piece
	Curl            string
	CurlNote        says
	Cut             bool
	Client, Theirs  []piece // what was signed
	Same            bool
}

// dealer makes cards until the page has enough.
type dealer struct {
	left, dealt int
	target      string // of all; only another is said
}

func (d *dealer) card(r conformance.Result) card {
	c := card{
		ID: brief(r.ID), Of: token(r.Provider), Rule: ruleOf(r), Source: brief(r.Source), Where: brief(r.Where), Target: brief(r.Target),
		Reason: given(r.Reason), Forced: given(r.Forced), Outcome: r.Outcome, MS: r.Took.Milliseconds(),
	}
	if r.Where == r.Source {
		c.Where = ""
	}
	if r.Target == d.target {
		c.Target = ""
	}
	d.dealt++
	c.Open = d.dealt <= mostOpen
	if r.Outcome != conformance.Passed {
		c.Again = again(r)
	}
	if r.Outcome == conformance.Failed {
		c.Whose = whose(r)
	}
	for _, text := range r.Remarks {
		c.Remarks = append(c.Remarks, given(text))
	}
	c.Told = len(r.Failures)+len(r.Findings)+len(r.Remarks) > 0
	for _, f := range r.Failures {
		one := failed{Step: f.Step}
		one.Expected, one.Actual = values(f.Expected, f.Actual)
		c.Failures = append(c.Failures, one)
	}
	for _, f := range r.Findings {
		c.Findings = append(c.Findings, findingOf(f))
	}
	c.Severities, c.Sides = labels(r)
	d.exchanges(&c, r)
	return c
}

func findingOf(f contracts.Finding) finding {
	one := finding{Finding: f, Words: ruleWords(f.Rule), Matters: given(f.Reason), Advice: given(f.Suggestion)}
	for _, text := range []*string{&one.Rule, &one.Operation, &one.Confidence, &one.Direction, &one.Location, &one.Pointer, &one.Contract, &one.Profile} {
		*text = brief(*text)
	}
	if file, line := place(f.Contract); file != "" {
		one.Contract = fmt.Sprintf("%s:%d", repositoryPath(file), line)
	}
	one.Evidence = contracts.Evidence(brief(string(f.Evidence)))
	one.Side, one.Severity = contracts.Side(token(string(f.Side))), contracts.Severity(token(string(f.Severity)))
	one.Expected, one.Actual = values(f.Expected, f.Actual)
	return one
}

// labels are the severities and sides of a result. A check of its own that does
// not hold is breaking, and does not say whose fault it is.
func labels(r conformance.Result) (severities, sides string) {
	var severity, side []string
	for _, f := range r.Findings {
		severity, side = once(severity, token(string(f.Severity))), once(side, token(string(f.Side)))
	}
	if len(r.Failures) > 0 {
		severity, side = once(severity, string(contracts.Breaking)), once(side, "unsaid")
	}
	return cmp.Or(strings.Join(severity, " "), "none"), cmp.Or(strings.Join(side, " "), "none")
}

func (d *dealer) exchanges(c *card, r conformance.Result) {
	r.Exchanges = slices.Clone(r.Exchanges)
	for i := range r.Exchanges {
		x := &r.Exchanges[i]
		cut := long(x.Request) || long(x.Answer) || long(x.Curl)
		x.Request, x.Answer, x.Curl = short(x.Request, mostOfText), short(x.Answer, mostOfText), short(x.Curl, mostOfText)
		if d.left -= len(template.HTMLEscapeString(x.Request + x.Answer + x.Curl)); d.left < 0 || i == mostExchanges {
			c.LeftOut = true
			return
		}
		request, answer := marks(r, i)
		one := exchange{Request: cutAt(x.Request, request), Answer: cutAt(x.Answer, answer), Curl: visible(x.Curl), CurlNote: given(x.CurlNote), Cut: cut}
		if x.Signed != nil {
			one.Same = x.Signed.Client == x.Signed.Provider
			one.Client, one.Theirs = sides(x.Signed)
		}
		c.Exchanges = append(c.Exchanges, one)
	}
}

// sides are what both signed; one that is not known differs in nothing.
func sides(s *conformance.Signed) (client, theirs []piece) {
	a, b := visible(short(s.Client, mostOfText)), visible(short(s.Provider, mostOfText))
	switch {
	case a == "" && b == "":
		return nil, nil
	case a == "":
		return nil, []piece{{Text: b}}
	case b == "":
		return []piece{{Text: a}}, nil
	}
	return difference(a, b)
}

func long(text string) bool { return len(text) > mostOfText && len([]rune(text)) > mostOfText }

// brief is a text that stands in a line or two.
func brief(text string) string { return visible(short(text, mostOfText/4)) }

// token is a word that the filters can have among others.
func token(text string) string {
	return cmp.Or(strings.Join(strings.Fields(visible(short(text, 64))), "-"), "none")
}
