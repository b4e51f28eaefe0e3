package scenarios_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
)

// vendors are two made up ones: alpha has generations, beta takes batches and
// answers late.
func vendors(t *testing.T) []scenarios.Vendor {
	t.Helper()
	row := func(name string, kind numsim.Kind, profile string) numsim.Row {
		return numsim.Row{Name: name, Status: 400, Message: "m", Kind: kind, Source: "s", Cause: "c", Profile: profile}
	}
	alpha, err := numsim.NewCatalogue([]numsim.Row{
		row("Throttling", numsim.Throttled, ""), row("Invalid/number", numsim.BadNumber, ""), row("Invalid/mask", numsim.BadRequest, ""),
		row("OperatorLimit", numsim.Outage, "2022"), row("Only/one", numsim.Outage, ""), row("Forbidden", numsim.Auth, ""),
	})
	require.NoError(t, err)
	beta, err := numsim.NewCatalogue([]numsim.Row{row("500000", numsim.Outage, ""), row("Throttling", numsim.Throttled, "")})
	require.NoError(t, err)
	return []scenarios.Vendor{
		{Name: "alpha", Operations: []string{"DescribeNumber", "DescribeStatus"}, Accounts: []string{"numsim", "numsim-broke", "numsim-2022"}, Profiles: []string{"2020", "2022"}, Catalogue: alpha, Try: try},
		{Name: "beta", Operations: []string{"Batch"}, Accounts: []string{"numsim", "numsim-late"}, Profiles: []string{"2019"}, Catalogue: beta, Late: true, Batch: true, Try: try},
	}
}

// try knows three fields. It fails on what came before too, to show that
// nothing which failed is tried again.
func try(settings []scenarios.Setting) error {
	profile := "2020"
	for _, s := range settings {
		switch {
		case !slices.Contains([]string{"qps", "profile", "words"}, s.Field):
			return fmt.Errorf("there is no field or switch %q", s.Field)
		case s.Field == "qps" && strings.Trim(s.Value, "0123456789") != "":
			return fmt.Errorf("qps: %q is not a whole number", s.Value)
		case s.Field == "profile":
			profile = s.Value
		case s.Field == "words" && profile != "2022":
			return errors.New("words: only profile 2022 has them")
		}
	}
	return nil
}

// loaded are the lines that loading a document gives.
func loaded(t *testing.T, text string) (lines []string) {
	t.Helper()
	_, found := scenarios.Load(document("scenario: x\n"+text), "s.yaml", vendors(t))
	for _, f := range found {
		lines = append(lines, f.String())
	}
	return lines
}

func checkLoaded(t *testing.T, table map[string]mistake) {
	t.Helper()
	for name, c := range table {
		assert.Equal(t, c.want, loaded(t, c.text), name)
	}
}

func TestSettingsAreTried(t *testing.T) {
	checkLoaded(t, map[string]mistake{
		"provider":              {"accounts: {alpa: {qps: 1}}\n", []string{`s.yaml:2:19: there is no provider "alpa"; did you mean "alpha"?`}},
		"account":               {"accounts: {alpha/numsim-brok: {qps: 1}}\n", []string{`s.yaml:2:32: alpha has no ready-made account "numsim-brok"; did you mean "numsim-broke"?`}},
		"field, and on":         {"accounts: {alpha: {pqs: 1, qps: a, profile: \"2022\"}}\n", []string{`s.yaml:2:20: there is no field or switch "pqs"`, `s.yaml:2:28: qps: "a" is not a whole number`}},
		"what another needs":    {"accounts: {alpha: {profile: \"2022\", words: yes}}\n", nil},
		"what one lacks":        {"accounts: {alpha: {words: yes}}\n", []string{`s.yaml:2:20: words: only profile 2022 has them`}},
		"an account has of all": {"accounts: {alpha: {profile: \"2022\"}, alpha/numsim: {words: yes}}\n", nil},
		"but not of another":    {"accounts: {alpha/numsim: {profile: \"2022\"}, alpha/numsim-broke: {words: yes}}\n", []string{`s.yaml:2:66: words: only profile 2022 has them`}},
		"each stage":            {"accounts: {alpha: {qps: [{until: 1s, is: 5}, {until: 2s, is: five}, 6]}}\n", []string{`s.yaml:2:46: qps: "five" is not a whole number`}},
	})
}

func TestRulesNameWhatIsThere(t *testing.T) {
	then := ", then: {fault: hang}}]\n"
	checkLoaded(t, map[string]mistake{
		"provider":           {"rules: [{when: {provider: [alpha, bta], operation: Batch}" + then, []string{`s.yaml:2:35: there is no provider "bta"; did you mean "beta"?`, `s.yaml:2:52: no operation "Batch" at alpha; it is one of DescribeNumber, DescribeStatus`}},
		"only a wrong one":   {"rules: [{when: {provider: gamma, operation: X, account: y}, then: {error: Z}}]\n", []string{`s.yaml:2:27: there is no provider "gamma"; it is one of alpha, beta`}},
		"operation":          {"rules: [{when: {operation: [Batch, DescribeStats]}" + then, []string{`s.yaml:2:36: no operation "DescribeStats" at alpha, beta; did you mean "DescribeStatus"?`}},
		"account":            {"rules: [{when: {provider: beta, account: numsim-broke}" + then, []string{`s.yaml:2:42: no account "numsim-broke" at beta; did you mean "numsim-late"?`}},
		"account of another": {"rules: [{when: {account: numsim-late}" + then, nil},
	})
}

func TestErrorsAreRows(t *testing.T) {
	checkLoaded(t, map[string]mistake{
		"unknown":            {"rules: [{when: {provider: alpha}, then: {error: Throtling}}]\n", []string{`s.yaml:2:49: no row "Throtling" at alpha; did you mean "Throttling"?`}},
		"like none":          {"rules: [{when: {provider: beta}, then: {error: Teapot}}]\n", []string{`s.yaml:2:48: no row "Teapot" at beta; it is one of 500000, Throttling`}},
		"a code of two":      {"rules: [{when: {provider: alpha}, then: {error: invalid}}]\n", []string{`s.yaml:2:49: "invalid" is the code of several rows; name one of Invalid/number, Invalid/mask`}},
		"a code of one":      {"rules: [{when: {provider: alpha}, then: {error: Only}}]\n", []string{`s.yaml:2:49: no row "Only" at alpha; did you mean "Only/one"?`}},
		"of both":            {"rules: [{then: {error: Throttling}}]\n", nil},
		"of one":             {"rules: [{then: {error: \"500000\"}}]\n", []string{`s.yaml:2:24: warning: only beta has the row 500000; at alpha this rule refuses nothing. Name the provider under when`}},
		"of one, both named": {"rules: [{when: {provider: [alpha, beta]}, then: {error: \"500000\"}}]\n", []string{`s.yaml:2:57: no row "500000" at alpha; it is one of Throttling, Invalid/number, Invalid/mask, OperatorLimit, Only/one, Forbidden`}},
		"of no one":          {"rules: [{then: {error: Teapot}}]\n", []string{`s.yaml:2:24: no row "Teapot" at alpha, beta; it is one of Throttling, Invalid/number, Invalid/mask, OperatorLimit, Only/one, Forbidden, 500000`}},
	})
}

func TestRowsOfAnotherProfile(t *testing.T) {
	rule := func(when string) string {
		return "rules: [{when: {provider: alpha" + when + "}, then: {error: OperatorLimit}}]\n"
	}
	warning := func(column int, have string) []string {
		return []string{fmt.Sprintf("s.yaml:2:%d: warning: OperatorLimit is of alpha's profile 2022, and the accounts have %s", column, have)}
	}
	checkLoaded(t, map[string]mistake{
		"the default":           {rule(""), warning(49, "2020")},
		"set for all":           {rule("") + "accounts: {alpha: {profile: \"2022\"}}\n", nil},
		"set later":             {rule("") + "accounts: {alpha: {profile: [{until: 1h, is: \"2020\"}, {is: \"2022\"}]}}\n", nil},
		"set for another":       {rule(", account: numsim") + "accounts: {alpha/numsim-broke: {profile: \"2022\"}}\n", warning(66, "2020")},
		"set for one":           {rule(", account: numsim") + "accounts: {alpha/numsim: {profile: \"2022\"}}\n", nil},
		"made for it":           {rule(", account: numsim-2022"), nil},
		"made for it, but set":  {rule(", account: numsim-2022") + "accounts: {alpha/numsim-2022: {profile: \"2020\"}}\n", warning(71, "2020")},
		"one of several has it": {rule(", account: [numsim, numsim-2022]"), nil},
	})
}

func TestWhatNoProviderCanDo(t *testing.T) {
	checkLoaded(t, map[string]mistake{
		"late":               {"rules: [{when: {provider: alpha}, then: {late: 3s}}]\n", []string{`s.yaml:2:48: warning: no answer comes late at alpha`}},
		"drop":               {"rules: [{when: {provider: [alpha, beta]}, then: {drop: true}}]\n", []string{`s.yaml:2:56: warning: no operation takes several numbers at alpha, so none can be left out`}},
		"duplicate, reorder": {"rules: [{when: {provider: alpha}, then: {duplicate: true, reorder: true}}]\n", []string{`s.yaml:2:53: warning: no operation takes several numbers at alpha, so none can come twice`, `s.yaml:2:68: warning: no operation takes several numbers at alpha, so there is no order`}},
		"somewhere":          {"rules: [{then: {late: 3s, duplicate: true, reorder: true}}]\n", nil},
	})
}

func TestWhatIsRefusedForGoodIsDrawnForTheNumber(t *testing.T) {
	for text, once := range map[string]bool{
		"chance: 5%, provider: alpha}, then: {error: Invalid/number}":                       true,
		"chance: 5%, provider: alpha}, then: {error: Forbidden}":                            true,
		"chance: 5%, provider: alpha}, then: {error: Throttling}":                           false,
		"chance: {share: 5%, per: number}, provider: alpha}, then: {error: Throttling}":     true,
		"chance: {share: 5%, per: call}, provider: alpha}, then: {error: Throttling}":       false,
		"chance: 5%}, then: {fault: hang}":                                                  false,
		"chance: {share: 5%, per: number}, provider: alpha}, then: {error: Invalid/number}": true,
	} {
		d, found := scenarios.Load(document("scenario: x\nrules: [{when: {"+text+"}]\n"), "s.yaml", vendors(t))
		require.Empty(t, found, text)
		assert.Equal(t, once, d.Rules[0].When.Chance.Once, text)
	}
	assert.Equal(t, []string{`s.yaml:2:25: warning: Invalid/number is bad-number, which a retry meets again; drawn for each call it would come and go. Leave per out, or write per: number`},
		loaded(t, "rules: [{when: {chance: {share: 5%, per: call}, provider: alpha}, then: {error: Invalid/number}}]\n"))
}

func TestRulesThatAreNeverReached(t *testing.T) {
	for name, c := range map[string]struct {
		rules   []string
		reached bool
	}{
		"the same":                   {[]string{`{}, then: {fault: hang}`, `{}, then: {fault: drip}`}, false},
		"another kind":               {[]string{`{}, then: {error: Throttling}`, `{}, then: {fault: drip}`}, true},
		"one of two kinds":           {[]string{`{}, then: {error: Throttling}`, `{}, then: {fault: drip, error: Throttling}`}, true},
		"two kinds by two":           {[]string{`{}, then: {error: Throttling}`, `{}, then: {delay: 1s}`, `{}, then: {fault: drip, error: Throttling}`}, false},
		"narrower":                   {[]string{`{provider: beta}, then: {fault: hang}`, `{provider: beta, carrier: unicom}, then: {fault: drip}`}, false},
		"wider":                      {[]string{`{provider: beta, carrier: unicom}, then: {fault: hang}`, `{provider: beta}, then: {fault: drip}`}, true},
		"one of its providers":       {[]string{`{provider: [alpha, beta]}, then: {fault: hang}`, `{provider: beta}, then: {fault: drip}`}, false},
		"one provider more":          {[]string{`{provider: alpha}, then: {fault: hang}`, `{provider: [beta, alpha]}, then: {fault: drip}`}, true},
		"a prefix of a number":       {[]string{`{number: "139*"}, then: {fault: hang}`, `{number: ["13900000200", "1390*"]}, then: {fault: drip}`}, false},
		"a prefix of one of two":     {[]string{`{number: "1390*"}, then: {fault: hang}`, `{number: ["13900000200", "1391*"]}, then: {fault: drip}`}, true},
		"a number of a prefix":       {[]string{`{number: "13900000200"}, then: {fault: hang}`, `{number: "13900000200*"}, then: {fault: drip}`}, true},
		"now and then":               {[]string{`{chance: 50%}, then: {fault: hang}`, `{}, then: {fault: drip}`}, true},
		"the first call":             {[]string{`{call: 1}, then: {fault: hang}`, `{call: 1}, then: {fault: drip}`}, true},
		"an account's":               {[]string{`{account: numsim}, then: {fault: hang}`, `{operation: Batch, account: numsim, status: busy, call: 2}, then: {fault: drip}`}, false},
		"an operation's":             {[]string{`{operation: [Batch, DescribeNumber]}, then: {fault: hang}`, `{operation: Batch, number: "1*"}, then: {fault: drip}`}, false},
		"a status's":                 {[]string{`{status: [busy, off]}, then: {fault: hang}`, `{status: busy, provider: beta}, then: {fault: drip}`}, false},
		"a minute":                   {[]string{`{between: [0s, 60s]}, then: {fault: hang}`, `{}, then: {fault: drip}`}, true},
		"a minute of an hour":        {[]string{`{between: [0s, 1h]}, then: {fault: hang}`, `{between: [60s, 2m]}, then: {fault: drip}`}, false},
		"from the first call":        {[]string{`{call: 1-}, then: {fault: hang}`, `{call: 3-5}, then: {fault: drip}`}, false},
		"every one call":             {[]string{`{call: every 1, per: account}, then: {fault: hang}`, `{}, then: {fault: drip}`}, false},
		"every one from the first":   {[]string{`{call: every 1 from 1}, then: {fault: hang}`, `{}, then: {fault: drip}`}, false},
		"every one from the second":  {[]string{`{call: every 1 from 2}, then: {fault: hang}`, `{}, then: {fault: drip}`}, true},
		"from the second call":       {[]string{`{call: 2-}, then: {fault: hang}`, `{}, then: {fault: drip}`}, true},
		"every other call":           {[]string{`{call: every 2 from 1}, then: {fault: hang}`, `{}, then: {fault: drip}`}, true},
		"from the first, by chance":  {[]string{`{call: 1-, chance: 5%}, then: {fault: hang}`, `{}, then: {fault: drip}`}, true},
		"an hour, then all the rest": {[]string{`{between: [1h, forever]}, then: {fault: hang}`, `{between: [2h, forever]}, then: {fault: drip}`}, false},
	} {
		text := "rules:\n"
		for _, rule := range c.rules {
			text += "- {when: " + rule + "}\n"
		}
		var want []string
		if !c.reached {
			want = []string{fmt.Sprintf("s.yaml:%d:3: this rule is never reached: the rule at s.yaml:3 is always met first", 2+len(c.rules))}
		}
		assert.Equal(t, want, loaded(t, text), name)
	}
	assert.Equal(t, []string{`s.yaml:4:3: this rule is never reached: "all of it" at s.yaml:3 is always met first`},
		loaded(t, "rules:\n- {name: all of it, then: {fault: hang}}\n- {then: {fault: drip}}\n"))
}

// A refusal tells nothing of a number, so what a rule says of one is not seen;
// what happens to an answer happens to a refusal too.
func TestWhatIsSaidOfNumbersThatAreRefused(t *testing.T) {
	unseen := "nobody sees what this rule says of a number: the rule at s.yaml:3 always refuses the call"
	met := "this rule is never reached: the rule at s.yaml:3 is always met first"
	for name, c := range map[string]struct{ first, second, want string }{
		"a status":            {`{}, then: {error: Throttling}`, `{}, then: {status: busy}`, unseen},
		"late":                {`{}, then: {error: Throttling}`, `{provider: beta}, then: {late: 3s}`, unseen},
		"left out":            {`{}, then: {error: Throttling}`, `{provider: beta}, then: {drop: true}`, unseen},
		"twice":               {`{}, then: {error: Throttling}`, `{provider: beta}, then: {duplicate: true}`, unseen},
		"narrower":            {`{number: "139*", call: 1-}, then: {error: Throttling}`, `{number: "13900000200", call: 2, chance: 5%}, then: {status: busy}`, unseen},
		"and refused itself":  {`{}, then: {error: Throttling}`, `{}, then: {error: Throttling, status: busy}`, unseen},
		"both kinds":          {`{}, then: {error: Throttling, status: off}`, `{}, then: {status: busy}`, met},
		"a delay":             {`{}, then: {error: Throttling}`, `{}, then: {delay: 1s}`, ""},
		"a status, and late":  {`{}, then: {error: Throttling}`, `{}, then: {status: busy, delay: 1s}`, ""},
		"now and then":        {`{chance: 5%}, then: {error: Throttling}`, `{}, then: {status: busy}`, ""},
		"wider":               {`{provider: alpha}, then: {error: Throttling}`, `{}, then: {status: busy}`, ""},
		"a row of one of two": {`{provider: beta}, then: {error: "500000"}`, `{provider: beta}, then: {status: busy}`, unseen},
	} {
		var want []string
		if c.want != "" {
			want = []string{"s.yaml:4:3: " + c.want}
		}
		assert.Equal(t, want, loaded(t, "rules:\n- {when: "+c.first+"}\n- {when: "+c.second+"}\n"), name)
	}
	assert.Len(t, loaded(t, "rules:\n- {then: {error: \"500000\"}}\n- {then: {status: busy}}\n"), 1, "only the warning: at alpha nothing is refused")
	assert.Equal(t, []string{"s.yaml:5:3: nobody sees what this rule says of a number: the rule at s.yaml:3 always refuses the call"},
		loaded(t, "rules:\n- {then: {error: Throttling}}\n- {then: {delay: 1s}}\n- {then: {status: busy, fault: drip}}\n"), "one takes its status, another its fault")
}

// What a rule says could not be read, so nothing is known of what it leaves.
func TestAMistakeHidesNoRule(t *testing.T) {
	assert.Equal(t, []string{`s.yaml:3:20: "unicorn" is not a carrier; did you mean "unicom"?`},
		loaded(t, "rules:\n- {when: {carrier: unicorn}, then: {fault: hang}}\n- {then: {fault: drip}}\n"))
}

func TestCheckWithoutPlaces(t *testing.T) {
	d, found := scenarios.Read(document("scenario: x\nrules:\n- when: {provider: alpa}\n  then: {fault: hang}\n"), "s.yaml")
	require.Empty(t, found)
	assert.EqualError(t, scenarios.Check(d, vendors(t)), `s.yaml:3:1: there is no provider "alpa"; did you mean "alpha"?`)
}

func TestManyRulesThatAreAlike(t *testing.T) {
	text := "rules:\n"
	for i := range 3_000 {
		text += fmt.Sprintf("- {when: {between: [%ds, %ds]}, then: {fault: hang}}\n", i, i+1)
	}
	assert.Equal(t, []string{"s.yaml:2003:3: warning: too many rules are alike: from here on none is looked at for being reached"}, loaded(t, text))
}

// What is compared counts too, not only how many rules are: these are two.
func TestLongListsThatAreAlike(t *testing.T) {
	var numbers []string
	for i := range 5_000 {
		numbers = append(numbers, fmt.Sprintf(`"139%08d"`, i))
	}
	rule := "- {when: {number: [" + strings.Join(numbers, ", ") + "]}, then: {fault: hang}}\n"
	assert.Equal(t, []string{"s.yaml:4:3: warning: too many rules are alike: from here on none is looked at for being reached"}, loaded(t, "rules:\n"+rule+rule))
}

// Of a list that is wrong throughout each word has its own place and suggestion.
func TestAListOfMistakes(t *testing.T) {
	assert.Equal(t, []string{
		`s.yaml:3:21: there is no provider "alpa"; did you mean "alpha"?`,
		`s.yaml:3:27: there is no provider "bet"; did you mean "beta"?`,
	}, loaded(t, "rules:\n- when: {provider: [alpa, bet]}\n  then: {fault: hang}\n"))
}

func TestStatesAndRawAreChecked(t *testing.T) {
	for text, want := range map[string][]string{
		"rules:\n- {then: {raw: {status: 500}}}\n":                                                                                                                  {`s.yaml:3:16: an answer in your own words is for one provider; say which under when`},
		"rules:\n- {when: {provider: [alpha, beta]}, then: [{}, {raw: {status: 500}}]}\n":                                                                           {`s.yaml:3:54: an answer in your own words is for one provider; say which under when`},
		"rules:\n- {when: {provider: alpha}, then: {raw: {status: 500}}}\n":                                                                                         nil,
		"rules:\n- {when: {state: hot}, then: {fault: hang}}\n":                                                                                                     {`s.yaml:3:18: there is no state "hot"; name the states the scenario has, such as states: [calm, hot]`},
		"states: [calm, hot]\nrules:\n- {when: {state: [calm, hott]}, then: {goto: ho}}\n":                                                                          {`s.yaml:4:25: there is no state "hott"; did you mean "hot"?`, `s.yaml:4:46: there is no state "ho"; did you mean "hot"?`},
		"states: [calm, hot]\nrules:\n- {when: {state: hot}, then: {goto: calm}}\n":                                                                                 {`s.yaml:4:18: warning: nothing leads to the state hot; say then: {goto: hot} in another rule`},
		"states: [calm, hot]\nrules:\n- {then: [{}, {goto: hot}]}\n- {when: {state: hot}, then: {goto: calm}}\n":                                                    nil,
		"rules:\n- {when: {provider: alpha}, then: [{error: Throttling}, {error: Throttlin}]}\n":                                                                    {`s.yaml:3:65: no row "Throttlin" at alpha; did you mean "Throttling"?`},
		"states: [calm, hot]\nrules:\n- {when: {state: calm}, then: {fault: hang}}\n- {when: {state: calm, call: 1}, then: {fault: drip}}\n- {then: {goto: hot}}\n": {`s.yaml:5:3: this rule is never reached: the rule at s.yaml:4 is always met first`},
	} {
		assert.Equal(t, want, loaded(t, text), text)
	}
}

func TestExpectationsAreChecked(t *testing.T) {
	for text, want := range map[string][]string{
		"expect:\n- {provider: alfa, calls: 1}\n":                       {`s.yaml:3:14: there is no provider "alfa"; did you mean "alpha"?`},
		"expect:\n- {account: numsin, calls: 1}\n":                      {`s.yaml:3:13: no account "numsin" at alpha, beta; did you mean "numsim"?`},
		"expect:\n- {provider: beta, error: OperatorLimit, calls: 1}\n": {`s.yaml:3:27: no row "OperatorLimit" at beta`},
		"expect:\n- {after: Throtling, retried: 1}\n":                   {`s.yaml:3:11: no row "Throtling" at alpha, beta; did you mean "Throttling"?`},
		"expect:\n- {after: OperatorLimit, retried: 1}\n":               nil,
	} {
		got := loaded(t, text)
		if len(want) == 1 && len(got) == 1 {
			assert.Contains(t, got[0], want[0], text)
			continue
		}
		assert.Equal(t, want, got, text)
	}
}
