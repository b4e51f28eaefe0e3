package scenarios_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// mistake is a document and what reading it finds. The document's first line,
// scenario: x, is added unless it has one.
type mistake struct {
	text string
	want []string
}

func checkMistakes(t *testing.T, table map[string]mistake) {
	t.Helper()
	for name, c := range table {
		assert.Equal(t, c.want, findings(document("scenario: x\n"+c.text)), name)
	}
}

func TestMistakesInTheHead(t *testing.T) {
	checkMistakes(t, map[string]mistake{
		"unknown key":     {"sead: 1\n", []string{`s.yaml:2:1: there is no key "sead" here; did you mean "seed"?`}},
		"no such key":     {"assumptions: []\n", []string{`s.yaml:2:1: there is no key "assumptions" here; it is one of scenario, about, seed, magic, request-ids, include, weights, accounts, files, numbers, states, expect, rules`}},
		"a key twice":     {"seed: 1\nabout: a\nseed: 2\n", []string{`s.yaml:4:1: the key "seed" is already at 2:1`}},
		"seed below zero": {"seed: -1\n", []string{`s.yaml:2:7: "-1" is not a seed: a whole number from 0 to 18446744073709551615`}},
		"seed 1e9":        {"seed: 1e9\n", []string{`s.yaml:2:7: "1e9" is not a seed: a whole number from 0 to 18446744073709551615`}},
		"seed too large":  {"seed: 18446744073709551616\n", []string{`s.yaml:2:7: "18446744073709551616" is not a seed: a whole number from 0 to 18446744073709551615`}},
		"seed not a number, and magic": {"seed: .nan\nmagic: fo\n", []string{
			`s.yaml:2:7: ".nan" is not a seed: a whole number from 0 to 18446744073709551615`,
			`s.yaml:3:8: "fo" is not on or off; it is one of on, off`,
		}},
		"request ids":       {"request-ids: seedd\n", []string{`s.yaml:2:14: "seedd" is not random or seeded; did you mean "seeded"?`}},
		"about is a list":   {"about: [a]\n", []string{`s.yaml:2:8: a list where a word belongs`}},
		"about is nothing":  {"about:\n", []string{`s.yaml:2:7: nothing where a word belongs`}},
		"a bell":            {`about: "a\ab"` + "\n", []string{`s.yaml:2:8: the control character '\a' is in this text`}},
		"weights":           {"weights: {activ: 1, busy: 1.5, 正常: 2, vacant: -1, active: 1}\n", []string{`s.yaml:2:11: "activ" is not a status; did you mean "active"?`, `s.yaml:2:27: "1.5" is not a whole number from 0 to 1000000`, `s.yaml:2:47: "-1" is not a whole number from 0 to 1000000`, `s.yaml:2:51: "active" is the status active, which has a share already`}},
		"weights of zero":   {"weights: {active: 0}\n", []string{`s.yaml:2:10: no status has a share above 0`}},
		"weights of a list": {"weights: [active]\n", []string{`s.yaml:2:10: a list where a mapping belongs, of statuses to shares`}},
		"empty include":     {"include: []\n", []string{`s.yaml:2:10: an empty list; leave the key out`}},
	})
}

func TestMistakesInTheName(t *testing.T) {
	assert.Equal(t, []string{`s.yaml:1:1: the document has no name; begin with scenario: and one`}, findings(document("seed: 1\n")))
	assert.Equal(t, []string{`s.yaml:1:11: "Über" is not a name: small letters, digits and -, 64 at most`}, findings(document("scenario: Über\n")))
	assert.Equal(t, []string{`s.yaml:1:1: the file is empty; a document begins with scenario: and a name`}, findings(document("# nothing\n")))
	assert.Equal(t, []string{`s.yaml:1:1: a list where a mapping belongs, with scenario, about, seed, magic, request-ids, include, weights, accounts, files, numbers, states, expect, rules`}, findings(document("- a\n")))
}

func TestMistakesInNumbers(t *testing.T) {
	checkMistakes(t, map[string]mistake{
		"octal to some":       {"numbers: {013900000200: real}\n", []string{`s.yaml:2:11: 013900000200 without quotes can be read as another number; quote it`}},
		"an exponent":         {"numbers: {1.39e10: real}\n", []string{`s.yaml:2:11: 1.39e10 without quotes can be read as another number; quote it`}},
		"underscores":         {"numbers: {139_0000_0200: real}\n", []string{`s.yaml:2:11: 139_0000_0200 without quotes can be read as another number; quote it`}},
		"hexadecimal":         {"numbers: {0x33C0A5F48: real}\n", []string{`s.yaml:2:11: 0x33C0A5F48 without quotes can be read as another number; quote it`}},
		"infinite":            {"numbers: {.inf: real}\n", []string{`s.yaml:2:11: .inf without quotes can be read as another number; quote it`}},
		"a plus":              {"numbers: {\"+8613900000200\": real}\n", []string{`s.yaml:2:11: "+8613900000200" is not a number: digits only, and * at the end for all that begin so`}},
		"a star in it":        {"numbers: {\"139*0200\": real}\n", []string{`s.yaml:2:11: "139*0200" is not a number: digits only, and * at the end for all that begin so`}},
		"only a star":         {"numbers: {\"*\": real}\n", []string{`s.yaml:2:11: "*" is not a number: digits only, and * at the end for all that begin so`}},
		"too long":            {"numbers: {\"1390000020013900\": real}\n", []string{`s.yaml:2:11: "1390000020013900" has 16 digits; the longest numbers have 15`}},
		"a digit is missing":  {"numbers: {\"1390000020\": real}\n", []string{`s.yaml:2:11: warning: "1390000020" has 10 digits; a number that begins with 1 has 11`}},
		"a digit too many":    {"numbers: {\"139000002000*\": real}\n", []string{`s.yaml:2:11: warning: "139000002000" has 12 digits; a number that begins with 1 has 11`}},
		"a number twice":      {"numbers: {\"13900000200\": real, 13900000200: busy}\n", []string{`s.yaml:2:32: the key "13900000200" is already at 2:11`}},
		"a pattern twice":     {"numbers:\n  \"139*\": real\n  139*: busy\n", []string{`s.yaml:4:3: the key "139*" is already at 3:3`}},
		"status":              {"numbers: {\"13900000200\": suspendet}\n", []string{`s.yaml:2:26: "suspendet" is not a status; did you mean "suspended"?`}},
		"no status like it":   {"numbers: {\"13900000200\": 7}\n", []string{`s.yaml:2:26: "7" is not a status; it is one of unknown, active, vacant, suspended, part-suspended, powered-off, suspected-off, busy, unreachable, silent, risky, unlisted, wrong-number, probe-failed`}},
		"no carrier":          {"numbers: {\"13900000200\": {carrier: unicorn}}\n", []string{`s.yaml:2:36: "unicorn" is not a carrier; did you mean "unicom"?`}},
		"nothing said":        {"numbers: {\"139*\": {}, \"13900000200\": {area: \"\"}, \"13900000201\": [{until: 1h}, busy]}\n", []string{`s.yaml:2:19: nothing is said of the number; add status:, carrier:, area: or network:`, `s.yaml:2:38: nothing is said of the number; add status:, carrier:, area: or network:`, `s.yaml:2:66: nothing is said of the number; add status:, carrier:, area: or network:`}},
		"no value":            {"numbers: {\"13900000200\": }\n", []string{`s.yaml:2:26: nothing where a word belongs`}},
		"a life without ends": {"numbers: {\"13900000200\": [busy, real]}\n", []string{`s.yaml:2:27: this entry has no until, so the next is never reached`}},
		"a life with an end":  {"numbers: {\"13900000200\": [{until: 1h, status: busy}]}\n", []string{`s.yaml:2:27: what holds after that? The last entry has no until`}},
		"a life backwards":    {"numbers: {\"13900000200\": [{until: 1h, status: busy}, {until: 60m, status: off}, real]}\n", []string{`s.yaml:2:54: until 1h0m0s is not after 1h0m0s, when the entry before it is over`}},
		"a life of nothing":   {"numbers: {\"13900000200\": []}\n", []string{`s.yaml:2:26: an empty list; leave the key out`}},
		"durations": {"numbers: {\"13900000200\": [{until: 5, status: busy}, {until: 5x, status: busy}, {until: -5s, status: busy}, {until: 11y, status: busy}, {until: 9000d, status: busy}, real]}\n", []string{
			`s.yaml:2:35: "5" has no unit; did you mean "5s"?`,
			`s.yaml:2:61: "5x" is not a duration such as 500ms, 60s, 1h30m or 2d`,
			`s.yaml:2:88: "-5s" is below zero`,
			`s.yaml:2:116: "11y" is not a duration such as 500ms, 60s, 1h30m or 2d`,
			`s.yaml:2:144: "9000d" is longer than ten years`,
		}},
		"a list of numbers": {"numbers: [\"13900000200\"]\n", []string{`s.yaml:2:10: a list where a mapping belongs, of numbers to what is true of them`}},
	})
}

func TestMistakesInAccounts(t *testing.T) {
	checkMistakes(t, map[string]mistake{
		"a scalar":        {"accounts: {aliyun: good}\n", []string{`s.yaml:2:20: "good" where a mapping belongs, of fields and switches to values`}},
		"a list":          {"accounts: [aliyun]\n", []string{`s.yaml:2:11: a list where a mapping belongs, of providers to what their accounts have`}},
		"no account":      {"accounts: {aliyun/: {qps: 1}}\n", []string{`s.yaml:2:12: "aliyun/" is neither a provider nor provider/account`}},
		"no value":        {"accounts: {aliyun: {qps: ~}}\n", []string{`s.yaml:2:26: nothing where a word belongs`}},
		"a mapping":       {"accounts: {aliyun: {qps: {is: 1}}}\n", []string{`s.yaml:2:26: a mapping where a value belongs; values that follow one another are a list of {until: 60s, is: one} and, last, {is: another}`}},
		"a stage of none": {"accounts: {aliyun: {qps: [{until: 60s}, {is: 1}]}}\n", []string{`s.yaml:2:27: nothing is said of the value; add is:`}},
		"a wrong word":    {"accounts: {aliyun: {qps: [{until: 60s, status: 2}, {is: 1}]}}\n", []string{`s.yaml:2:27: nothing is said of the value; add is:`, `s.yaml:2:40: there is no key "status" here; it is one of until, is`}},
		"until of none":   {"accounts: {aliyun: {qps: [{until: 0s, is: 2}, {is: 1}]}}\n", []string{`s.yaml:2:27: until 0s is not after 0s, when the entry before it is over`}},
	})
}

func TestMistakesInWhen(t *testing.T) {
	then := ", then: {fault: hang}}]\n"
	checkMistakes(t, map[string]mistake{
		"key":            {"rules: [{when: {provider: a, statuss: busy}" + then, []string{`s.yaml:2:30: there is no key "statuss" here; did you mean "status"?`}},
		"an empty list":  {"rules: [{when: {provider: []}" + then, []string{`s.yaml:2:27: an empty list; leave the key out`}},
		"a number":       {"rules: [{when: {number: [0139*, 1.39e9]}" + then, []string{`s.yaml:2:26: 0139* without quotes can be read as another number; quote it`, `s.yaml:2:33: 1.39e9 without quotes can be read as another number; quote it`}},
		"call 0":         {"rules: [{when: {call: 0}" + then, []string{`s.yaml:2:23: "0" does not pick calls: write 1, 3-5, 4-, every 3 or every 3 from 2`}},
		"call words":     {"rules: [{when: {call: third}" + then, []string{`s.yaml:2:23: "third" does not pick calls: write 1, 3-5, 4-, every 3 or every 3 from 2`}},
		"every 0":        {"rules: [{when: {call: every 0}" + then, []string{`s.yaml:2:23: "every 0" does not pick calls: write 1, 3-5, 4-, every 3 or every 3 from 2`}},
		"call backwards": {"rules: [{when: {call: 5-3}" + then, []string{`s.yaml:2:23: "5-3" ends before it begins; did you mean "3-5"?`}},
		"call 1e9":       {"rules: [{when: {call: 1e9}" + then, []string{`s.yaml:2:23: "1e9" does not pick calls: write 1, 3-5, 4-, every 3 or every 3 from 2`}},
		"call too far":   {"rules: [{when: {call: 1-9999999999}" + then, []string{`s.yaml:2:23: "1-9999999999" counts further than 1000000000`}},
		"per":            {"rules: [{when: {call: 1, per: numbers}" + then, []string{`s.yaml:2:31: "numbers" is not what calls are counted for; did you mean "number"?`}},
		"per alone":      {"rules: [{when: {per: account}" + then, []string{`s.yaml:2:22: warning: per means nothing without call, chance or a list under then`}},
		"window shut":    {"rules: [{when: {between: [60s, 60s]}" + then, []string{`s.yaml:2:26: this window is never open: 1m0s is not before 1m0s`}},
		"window of one":  {"rules: [{when: {between: [60s]}" + then, []string{`s.yaml:2:26: a window has a beginning and an end, such as [0s, 60s]`}},
		"below zero":     {"rules: [{when: {between: [-1s, 60s]}" + then, []string{`s.yaml:2:27: "-1s" is below zero`}},
		"chance 5":       {"rules: [{when: {chance: 5}" + then, []string{`s.yaml:2:25: "5" is not a percentage such as 5% or 0.05%; did you mean "5%"?`}},
		"chance 0%":      {"rules: [{when: {chance: 0%}" + then, []string{`s.yaml:2:25: a chance of 0% never comes`}},
		"chance 101%":    {"rules: [{when: {chance: 100.1%}" + then, []string{`s.yaml:2:25: "100.1%" is more than 100%`}},
		"too fine":       {"rules: [{when: {chance: 0.00001%}" + then, []string{`s.yaml:2:25: "0.00001%" is finer than 0.0001%`}},
		"no share":       {"rules: [{when: {chance: {per: number}}" + then, []string{`s.yaml:2:25: a chance has a share, such as {share: 5%, per: number}`}},
		"chance per":     {"rules: [{when: {chance: {share: 5%, per: account}}" + then, []string{`s.yaml:2:42: "account" is not number or call; it is one of number, call`}},
		"when a list":    {"rules: [{when: [a]" + then, []string{`s.yaml:2:16: a list where a mapping belongs, with provider, operation, account, number, carrier, status, state, for, call, per, between, chance`}},
	})
}

func TestMistakesInThen(t *testing.T) {
	checkMistakes(t, map[string]mistake{
		"no list":        {"rules: {then: {fault: hang}}\n", []string{`s.yaml:2:8: a mapping where a list belongs, of rules with when and then`}},
		"no then":        {"rules: [{name: a}]\n", []string{`s.yaml:2:9: this rule does nothing: say under then what happens`}},
		"empty then":     {"rules: [{then: {}}]\n", []string{`s.yaml:2:16: this rule does nothing: say under then what happens`}},
		"nothing then":   {"rules: [{then: }]\n", []string{`s.yaml:2:16: nothing where a mapping belongs, with error, raw, goto, status, late, drop, duplicate, delay, body, fault, reorder`}},
		"false then":     {"rules: [{then: {drop: false}}]\n", []string{`s.yaml:2:16: this rule does nothing: what it says is what happens anyway`}},
		"then a word":    {"rules: [{then: drop}]\n", []string{`s.yaml:2:16: "drop" where a mapping belongs, with error, raw, goto, status, late, drop, duplicate, delay, body, fault, reorder`}},
		"fault":          {"rules: [{then: {fault: reset}}]\n", []string{`s.yaml:2:24: "reset" is not a fault; it is one of reset-before-charge, reset-after-charge, close, hang, drip`}},
		"drop":           {"rules: [{then: {drop: yes}}]\n", []string{`s.yaml:2:23: "yes" is not true or false; it is one of true, false`}},
		"late":           {"rules: [{then: {late: 0s}}]\n", []string{`s.yaml:2:23: "0s" is no time at all`}},
		"contradiction":  {"rules: [{then: {drop: true, duplicate: true}}]\n", []string{`s.yaml:2:16: drop and duplicate contradict each other`}},
		"late and drop":  {"rules: [{then: {drop: true, late: 3s}}]\n", []string{`s.yaml:2:16: drop and late contradict each other: late comes back`}},
		"long delay":     {"rules: [{then: {delay: 61s}}]\n", []string{`s.yaml:2:24: 1m1s is more than a minute, the longest an answer is held back`}},
		"long p99":       {"rules: [{then: {delay: {p50: 1s, p99: 2m}}}]\n", []string{`s.yaml:2:39: 2m0s is more than a minute, the longest an answer is held back`}},
		"mixed delay":    {"rules: [{then: {delay: {p50: 1s, max: 2s}}}]\n", []string{`s.yaml:2:24: a delay is a duration, {min, max} or {p50, p99}`}},
		"delay of one":   {"rules: [{then: {delay: {max: 2s}}}]\n", []string{`s.yaml:2:24: a delay is a duration, {min, max} or {p50, p99}`}},
		"delay upside":   {"rules: [{then: {delay: {min: 2s, max: 1s}}}]\n", []string{`s.yaml:2:24: min 2s is not below max 1s`}},
		"p50 over p99":   {"rules: [{then: {delay: {p50: 2s, p99: 1s}}}]\n", []string{`s.yaml:2:24: p50 2s is not between 0s and p99 1s`}},
		"empty body":     {"rules: [{then: {body: {garble: false}}}]\n", []string{`s.yaml:2:23: nothing becomes of the body`}},
		"short alone":    {"rules: [{then: {body: {short: true}}}]\n", []string{`s.yaml:2:23: short means nothing without truncate`}},
		"all of it":      {"rules: [{then: {body: {truncate: 100%}}}]\n", []string{`s.yaml:2:34: "100%" is not a whole percentage from 1% to 99%`}},
		"half a percent": {"rules: [{then: {body: {truncate: 0.5%}}}]\n", []string{`s.yaml:2:34: "0.5%" is not a whole percentage from 1% to 99%`}},
		"no percentage":  {"rules: [{then: {body: {truncate: 50}}}]\n", []string{`s.yaml:2:34: "50" is not a percentage such as 5% or 0.05%; did you mean "50%"?`}},
		"members a list": {"rules: [{then: {body: {add: [a]}}}]\n", []string{`s.yaml:2:29: a list where a mapping belongs, of members to values`}},
		"long JSON":      {"rules: [{when: {provider: alpha}, then: {raw: {body: [" + strings.Repeat("x", 65<<10) + "]}}}]\n", []string{`s.yaml:2:54: longer than 65536 bytes as JSON`}},
		"long member":    {"rules: [{then: {body: {add: {a: " + strings.Repeat("x", 65<<10) + "}}}}]\n", []string{`s.yaml:2:33: longer than 65536 bytes as JSON`}},
		"long text":      {"rules: [{then: {body: {replace: " + strings.Repeat("x", 65<<10) + "}}}]\n", []string{`s.yaml:2:33: longer than 65536 bytes`}},
		"a status alone": {"rules: [{then: {body: {status: 502}}}]\n", []string{`s.yaml:2:23: status is that of the text under replace; what else is done to a body leaves the answer's`}},
		"another's":      {"rules: [{then: {body: {garble: true, status: 502}}}]\n", []string{`s.yaml:2:23: status is that of the text under replace; what else is done to a body leaves the answer's`}},
		"statuses":       {"rules: [{then: {body: {replace: x, status: 199}}}, {then: {body: {replace: x, status: 600}}}, {then: {body: {replace: x, status: bad}}}]\n", []string{`s.yaml:2:44: "199" is not a whole number from 200 to 599`, `s.yaml:2:87: "600" is not a whole number from 200 to 599`, `s.yaml:2:130: "bad" is not a whole number from 200 to 599`}},
		"no body":        {"rules: [{then: {body: {replace: x, status: 204}}}, {then: {body: {replace: x, status: 304}}}]\n", []string{`s.yaml:2:44: an answer with status 204 has no body`, `s.yaml:2:87: an answer with status 304 has no body`}},
		"two bodies":     {"rules: [{then: {body: {replace: x, set: {a: 1}}}}]\n", []string{`s.yaml:2:23: replace leaves nothing to add to or set`}},
		"path":           {"rules: [{then: {body: {set: {a..b: 1, .c: 1}}}}]\n", []string{`s.yaml:2:30: "a..b" is not a path such as Data.0.CheckStatus`, `s.yaml:2:39: ".c" is not a path such as Data.0.CheckStatus`}},
		"odd numbers":    {"rules: [{then: {body: {add: {a: 1e9, b: 0139, c: [1_000, .5, .inf]}}}}]\n", []string{`s.yaml:2:33: "1e9" can be read as different numbers; quote it, or write it with digits only`, `s.yaml:2:41: "0139" can be read as different numbers; quote it, or write it with digits only`, `s.yaml:2:51: "1_000" can be read as different numbers; quote it, or write it with digits only`, `s.yaml:2:58: ".5" can be read as different numbers; quote it, or write it with digits only`, `s.yaml:2:62: ".inf" can be read as different numbers; quote it, or write it with digits only`}},
		"a name twice":   {"rules:\n- {name: a, then: {fault: hang}}\n- {name: a, then: {error: x}}\n", []string{`s.yaml:4:10: warning: the rule at s.yaml:3 has the name "a" too; reports cannot tell them apart, and both draw the same chance`}},
		"status of none": {"rules: [{then: {drop: true, status: busy}}]\n", []string{`s.yaml:2:16: warning: drop leaves the number out, so nobody sees its status`}},
	})
}

func TestMistakesInSteps(t *testing.T) {
	checkMistakes(t, map[string]mistake{
		"none":             {"rules: [{then: []}]\n", []string{`s.yaml:2:16: a list of 0 steps; there are 1 to 100`}},
		"nothing in any":   {"rules: [{then: [{times: 2}, {}]}]\n", []string{`s.yaml:2:16: this rule does nothing: no step of it says what happens`}},
		"no times":         {"rules: [{then: [{times: 0, fault: hang}]}]\n", []string{`s.yaml:2:25: "0" is not a whole number from 1 to 1000000000`}},
		"times alone":      {"rules: [{then: {times: 2, fault: hang}}]\n", []string{`s.yaml:2:17: there is no key "times" here; it is one of error, raw, goto, status, late, drop, duplicate, delay, body, fault, reorder`}},
		"with call":        {"rules: [{when: {call: 2}, then: [{fault: hang}]}]\n", []string{`s.yaml:2:33: a list of steps counts calls itself; leave call out, and say per and times`}},
		"with chance":      {"rules: [{when: {chance: 5%}, then: [{fault: hang}]}]\n", []string{`s.yaml:2:36: a list of steps goes by the order of calls; leave chance out`}},
		"repeat alone":     {"rules: [{then: {fault: hang}, repeat: true}]\n", []string{`s.yaml:2:39: repeat is for a list of steps under then`}},
		"inside of a step": {"rules: [{then: [{fault: hang}, {drop: true, duplicate: true}]}]\n", []string{`s.yaml:2:32: drop and duplicate contradict each other`}},
	})
}

func TestMistakesInStates(t *testing.T) {
	checkMistakes(t, map[string]mistake{
		"one":         {"states: calm\n", []string{`s.yaml:2:9: a state is one of several; name two at least`}},
		"twice":       {"states: [calm, calm, hot]\n", []string{`s.yaml:2:16: the state calm is there already`}},
		"a name":      {"states: [calm, Very Hot]\n", []string{`s.yaml:2:16: "Very Hot" is not the name of a state: small letters, digits and -`}},
		"no names":    {"states: {of: number}\n", []string{`s.yaml:2:9: states have names; add are: [calm, blocked]`}},
		"of what":     {"states: {of: numbers, are: [a, b]}\n", []string{`s.yaml:2:14: "numbers" is not what has a state; did you mean "number"?`}},
		"too many":    {"states: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q]\n", []string{`s.yaml:2:58: more than 16 states`}},
		"for of none": {"rules: [{when: {for: 3s}, then: {fault: hang}}]\n", []string{`s.yaml:2:16: for is how long a state lasts; say which under state`}},
	})
}

func TestMistakesInRaw(t *testing.T) {
	var many strings.Builder
	for i := range 32 {
		fmt.Fprintf(&many, ", X-%d: x", i)
	}
	checkMistakes(t, map[string]mistake{
		"nothing":      {"rules: [{then: {raw: {}}}]\n", []string{`s.yaml:2:22: an answer in your own words has a body, a status or a header`}},
		"status":       {"rules: [{then: {raw: {status: 100}}}]\n", []string{`s.yaml:2:31: "100" is not a whole number from 200 to 599`}},
		"no body":      {"rules: [{then: {raw: {status: 204, body: x}}}]\n", []string{`s.yaml:2:22: an answer with status 204 has no body`}},
		"two ways":     {"rules: [{then: {error: a, raw: {status: 500}}}]\n", []string{`s.yaml:2:16: error and raw contradict each other: a call is refused in one way`}},
		"many headers": {"rules: [{when: {provider: alpha}, then: {raw: {header: {a b: x" + many.String() + "}}}}]\n", []string{`s.yaml:2:56: more than 32 headers`}},
		"headers":      {"rules: [{then: {raw: {header: [a]}}}]\n", []string{`s.yaml:2:31: a list where a mapping belongs, of headers to values`}},
		"no token":     {"rules: [{then: {raw: {header: {\"a b\": c}}}}]\n", []string{`s.yaml:2:32: "a b" is not the name of a header`}},
		"a line break": {"rules: [{then: {raw: {header: {a: \"b\\nc\"}}}}]\n", []string{`s.yaml:2:35: the control character '\n' is in this text`}},
		"spaces":       {"rules: [{then: {raw: {header: {a: \" b\"}}}}]\n", []string{`s.yaml:2:35: " b" begins or ends with a space, which no header keeps`}},
		"twice":        {"rules: [{then: {raw: {header: {a: b, A: c}}}}]\n", []string{`s.yaml:2:38: A is there already; names differ in more than case`}},
		"the length":   {"rules: [{then: {raw: {header: {content-length: 7}}}}]\n", []string{`s.yaml:2:32: Content-Length is numsim's to write; body: {truncate} and fault: tell lies about lengths and connections`}},
	})
}

func TestMistakesInExpect(t *testing.T) {
	checkMistakes(t, map[string]mistake{
		"no list":     {"expect: {calls: 1}\n", []string{`s.yaml:2:9: a mapping where a list belongs, of what the consumer must show`}},
		"nothing":     {"expect: [{provider: aliyun}]\n", []string{`s.yaml:2:10: nothing is expected: say calls, answered, spent, after with retried or backoff, never or allow`}},
		"after alone": {"expect: [{after: x}]\n", []string{`s.yaml:2:10: what must follow "x"? Say retried or backoff`}},
		"of no after": {"expect: [{retried: 1}]\n", []string{`s.yaml:2:10: retried and backoff are about what follows a refusal; say which under after`}},
		"both":        {"expect: [{after: x, retried: 1, calls: 1}]\n", []string{`s.yaml:2:10: after is about what follows; put calls, answered and spent into an entry of their own`}},
		"operator":    {"expect: [{calls: \"=> 1\"}]\n", []string{`s.yaml:2:18: "=>" is not one of < <= = >= >`}},
		"figures":     {"expect: [{calls: \">= -1\"}, {spent: \"<= 0.12345\"}, {after: x, backoff: \">= 5\"}]\n", []string{`s.yaml:2:18: ">= -1" is not a bound of calls, such as ">= 1" or 3`, `s.yaml:2:36: "<= 0.12345" is not a bound of yuan, such as "<= 0.30"`, `s.yaml:2:71: ">= 5" is not a bound of time, such as ">= 1s": "5" has no unit; did you mean "5s"?`}},
		"habit":       {"expect: [{never: duplicate}]\n", []string{`s.yaml:2:18: "duplicate" is not a hazard; it is one of duplicate-charge, final-retry, no-backoff, resent-nonce, batch-too-long`}},
	})
}

func TestReadingGoesOn(t *testing.T) {
	assert.Equal(t, []string{
		`a.yaml:1:7: "x" is not a seed: a whole number from 0 to 18446744073709551615`,
		`n.csv:2:13: "bsy" is not a status; did you mean "busy"?`,
		`s.yaml:1:11: "X" is not a name: small letters, digits and -, 64 at most`,
		`s.yaml:5:20: "foo" is not a carrier; it is one of mobile, unicom, telecom, broadnet`,
		`s.yaml:6:18: "hangs" is not a fault; did you mean "hang"?`,
	}, findings(document("scenario: X\ninclude: a.yaml\nfiles: n.csv\nrules:\n- {when: {carrier: foo}, then: {late: 1s}}\n- {then: {fault: hangs}}\n",
		"a.yaml", "seed: x\n", "n.csv", "number,status\n13900000200,bsy\n")), "included files first, each in the order of its text")
}
