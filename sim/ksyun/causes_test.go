package ksyun_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// cause is one way to meet a row without the account made for it.
type cause struct {
	row  string
	why  string
	set  string // settings of every account
	says string // what the message says, where the row has a brace
	req  *http.Request
}

// Every row is met by its cause, where a request or an account can cause it.
func TestEveryRowIsReachableByItsCause(t *testing.T) {
	catalogue := provider(t).Traits().Catalogue
	met := map[string]bool{}
	for _, tt := range slices.Concat(requestCauses(), simplifiedCauses(), aws4Causes(), accountCauses(), numberCauses()) {
		t.Run(tt.row+": "+tt.why, func(t *testing.T) {
			r := newRig(t, strings.Fields(tt.set)...)
			resp := r.do(tt.req)
			require.Equal(t, tt.row, r.last().Row, r.last().Why)
			assert.NotEmpty(t, r.last().Why, "a refusal has a reason for whoever reads the journal")
			row := catalogue.Find(tt.row)
			assert.Equal(t, row.Status, resp.StatusCode)
			assert.Zero(t, r.last().Charged, "a refused call is free")
			says := tt.says
			if !strings.Contains(row.Message, "{") {
				says = row.Message
			}
			require.NotEmpty(t, says, "say what the message says")
			assert.Contains(t, bodyOf(t, resp), `"Message":"`+says+`"`)
		})
		met[tt.row] = true
	}
	for _, row := range catalogue.Rows() {
		assert.Equal(t, row.Cause != "account", met[row.Name], "row %s says its cause is: %s", row.Name, row.Cause)
	}
}

// changed alters a signed call after it was signed.
func changed(change func(*http.Request)) *http.Request {
	req := call(realtime)
	change(req)
	return req
}

// unsigned adds parameters to a signed body; the signature holds no longer.
func unsigned(more string) *http.Request {
	return post(canonical(signed(parameters(realtime))) + more)
}

func missing(name string) string {
	return "An value must be supplied for the input parameter " + name + "."
}

func invalid(name string) string {
	return "An invalid or out-of-range value was supplied for the input parameter " + name + "."
}

func malformed(name string) string {
	return "The query parameter " + name + " is malformed or does not adhere to KSC standards."
}

func requestCauses() []cause {
	const method = "The method {} for is not valid for this web service."
	list := []cause{
		{row: "MissingAuthenticationToken/host", why: "no Host, or an empty one", req: changed(func(r *http.Request) { r.Host = "" })},
		{row: "MissingAuthenticationToken/token", why: "nothing at all", req: post("")},
		{row: "MissingAuthenticationToken/token", why: "a body that is not a form", req: changed(func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") })},
		{row: "MissingAuthenticationToken/token", why: "a body of no type", req: changed(func(r *http.Request) { r.Header.Del("Content-Type") })},
		{row: "MissingAuthenticationToken/token", why: "the query is not where the parameters are", req: changed(func(r *http.Request) {
			r.URL.RawQuery, r.Body = canonical(signed(parameters(realtime))), http.NoBody
		})},
		{row: "NoSuchEntity", why: "another action", req: call("SendSms")},
		{row: "NoSuchEntity", why: "the action's case", req: call("phoneNumberStatus")},
		{row: "NoSuchEntity", why: "another version", req: call(realtime, "Version", "2019-05-02")},
		{row: "NoSuchEntity", why: "a path", req: changed(func(r *http.Request) { r.URL.Path = "/cpn" })},
		{row: "InvalidQueryParameter", why: "a parameter twice", says: malformed("Mobile"), req: unsigned("&Mobile=" + good)},
		{row: "InvalidQueryParameter", why: "half an escape in the body", says: malformed("a"), req: unsigned("&a=%4")},
		{row: "InvalidQueryParameter", why: "half an escape in the query", says: malformed("b"), req: changed(func(r *http.Request) { r.URL.RawQuery = "a=1&b=%zz" })},
		{row: "InvalidQueryParameter", why: "no name", says: malformed(""), req: unsigned("&=1")},
		{row: "InvalidQueryParameter", why: "too many parameters", says: malformed("body"), req: unsigned(strings.Repeat("&a=1", 513))},
		{row: "InvalidQueryParameter", why: "a body too large", says: malformed("body"), req: unsigned("&a=" + strings.Repeat("1", 256<<10))},
		{row: "InvalidQueryParameter", why: "a compressed body", says: malformed("body"), req: changed(func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") })},
		{row: "InvalidQueryParameter", why: "two content types", says: malformed("Content-Type"), req: changed(func(r *http.Request) { r.Header.Add("Content-Type", form) })},
	}
	for _, m := range []string{"GET", "PUT", "DELETE", "OPTIONS", "PATCH", "post"} {
		list = append(list, cause{row: "InvalidMethod", why: m, says: strings.Replace(method, "{}", m, 1), req: changed(func(r *http.Request) { r.Method = m })})
	}
	for _, name := range []string{"Action", "Version"} {
		list = append(list, cause{row: "MissingParameter", why: "no " + name, says: missing(name), req: call(realtime, name, "-")},
			cause{row: "MissingParameter", why: "empty " + name, says: missing(name), req: call(realtime, name, "")})
	}
	return list
}

func simplifiedCauses() []cause {
	const date = "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601."
	upper := signed(parameters(realtime))
	upper["Signature"] = strings.ToUpper(upper["Signature"])
	list := []cause{
		{row: "MissingAuthenticationToken/token", why: "no Accesskey", req: call(realtime, "Accesskey", "-")},
		{row: "MissingAuthenticationToken/token", why: "the spelling AccessKey", req: call(realtime, "Accesskey", "-", "AccessKey", "numsim")},
		{row: "MissingAuthenticationToken/token", why: "no Signature", req: post(canonical(parameters(realtime)))},
		{row: "MissingAuthenticationToken/token", why: "an empty Signature", req: post(canonical(parameters(realtime, "Signature", "")))},
		{row: "SignatureDoesNotMatch/mismatch", why: "a parameter that was not signed", req: unsigned("&Extra=1")},
		{row: "SignatureDoesNotMatch/mismatch", why: "upper case", req: post(canonical(upper))},
		{row: "SignatureDoesNotMatch/service", why: "another service", says: "Credential should be scoped to correct service: cpn.", req: call(realtime, "Service", "ksms")},
		{row: "SignatureDoesNotMatch/service", why: "the service's case", says: "Credential should be scoped to correct service: cpn.", req: call(realtime, "Service", "CPN")},
		{row: "SignatureDoesNotMatch/expired", why: "a second too old", says: "Signature expired:2026-11-22T11:44:59Z.", req: call(realtime, "Timestamp", at(-15*time.Minute-time.Second))},
		{row: "SignatureDoesNotMatch/expired", why: "a second too new", says: "Signature expired:2026-11-22T12:15:01Z.", req: call(realtime, "Timestamp", at(15*time.Minute+time.Second))},
		{row: "SignatureDoesNotMatch/expired", why: "a smaller window", set: "window=10s", says: "Signature expired:2026-11-22T11:59:49Z.", req: call(realtime, "Timestamp", at(-11*time.Second))},
		{row: "IncompleteSignature/algorithm", why: "another method", says: "Unsupported ksc 'algorithm': HMAC-SHA1.", req: call(realtime, "SignatureMethod", "HMAC-SHA1")},
		{row: "IncompleteSignature/algorithm", why: "lower case", says: "Unsupported ksc 'algorithm': hmac-sha256.", req: call(realtime, "SignatureMethod", "hmac-sha256")},
		{row: "InvalidParameterValue", why: "another signature version", says: invalid("SignatureVersion"), req: call(realtime, "SignatureVersion", "2.0")},
		{row: "MissingParameter", why: "no SignatureMethod where the table is followed", set: "signature-method=required", says: missing("SignatureMethod"), req: call(realtime, "SignatureMethod", "-")},
	}
	for _, text := range []string{"2026-11-22T12:00:00.0Z", "2026-11-22T12:00:00+00:00", "2026-11-22 12:00:00", "20261122T120000Z", "1795348800"} {
		list = append(list, cause{row: "IncompleteSignature/date", why: text, says: strings.Replace(date, "{}", text, 1), req: call(realtime, "Timestamp", text)})
	}
	for _, name := range []string{"Service", "Timestamp", "SignatureVersion"} {
		list = append(list, cause{row: "MissingParameter", why: "no " + name, says: missing(name), req: call(realtime, name, "-")},
			cause{row: "MissingParameter", why: "empty " + name, says: missing(name), req: call(realtime, name, "")})
	}
	return list
}

func accountCauses() []cause {
	const denied = "User: 2000000001 is not authorized to perform: PhoneNumberStatus."
	const token, old = "numsim-sts-token", "numsim-sts-expired-token"
	withToken := func(key, token string) *http.Request {
		s := newAWS4(key)
		s.token = token
		return s.byHeader(post(canonical(business(realtime))))
	}
	list := []cause{
		{row: "InvalidClientTokenId", why: "a key nobody has", req: call(realtime, "Accesskey", "nobody")},
		{row: "InvalidClientTokenId", why: "the same by AWS4", req: callAWS4("nobody", realtime)},
		{row: "InvalidClientTokenId", why: "a disabled key", req: call(realtime, "Accesskey", "numsim-disabled")},
		{row: "InvalidClientTokenId", why: "a temporary key alone", req: call(realtime, "Accesskey", "numsim-sts")},
		{row: "InvalidClientTokenId", why: "a temporary key with an empty token", req: call(realtime, "Accesskey", "numsim-sts", "SecurityToken", "")},
		{row: "InvalidClientTokenId", why: "another key's token", req: call(realtime, "Accesskey", "numsim-sts", "SecurityToken", old)},
		{row: "InvalidClientTokenId", why: "an old token", req: call(realtime, "Accesskey", "numsim-sts-expired", "SecurityToken", old)},
		{row: "InvalidClientTokenId", why: "a permanent key with a token", req: call(realtime, "SecurityToken", token)},
		{row: "InvalidClientTokenId", why: "a temporary key alone, by AWS4", req: withToken("numsim-sts", "")},
		{row: "InvalidClientTokenId", why: "another key's token, by AWS4", req: withToken("numsim-sts", old)},
		{row: "InvalidClientTokenId", why: "an old token, by AWS4", req: withToken("numsim-sts-expired", old)},
		{row: "InvalidClientTokenId", why: "a permanent key with a token, by AWS4", req: withToken("numsim", token)},
		{row: "LimitExceeded", why: "over the limit", req: call(realtime, "Accesskey", "numsim-throttled")},
		{row: "LimitExceeded", why: "ending 0429", req: call(realtime, "Mobile", "13900000429")},
	}
	for _, standing := range []string{"not-authorized", "ram-denied", "forbidden-ram", "no-permission"} {
		set := "standing=" + standing
		list = append(list, cause{row: "AccessDenied", why: standing, set: set, says: denied, req: call(realtime)},
			cause{row: "AccessDenied", why: "a dry run, " + standing, set: set, says: denied, req: call(realtime, "DryRun", "true")})
	}
	return list
}

func numberCauses() []cause {
	fifty := strings.Repeat(good+",", 49) + good
	list := []cause{
		{row: "MissingParameter", why: "no Mobile", says: missing("Mobile"), req: call(realtime, "Mobile", "-")},
		{row: "MissingParameter", why: "empty Mobile", says: missing("Mobile"), req: call(realtime, "Mobile", "")},
		{row: "MissingParameter", why: "Mobiles is another operation's", says: missing("Mobile"), req: call(realtime, "Mobile", "-", "Mobiles", good)},
		{row: "MissingParameter", why: "no Mobiles", says: missing("Mobiles"), req: call(batch, "Mobiles", "-", "Mobile", good)},
		{row: "MissingParameter", why: "no Mobile abroad", says: missing("Mobile"), req: call(international, "Mobile", "")},
		{row: "InvalidMobile", why: "ending 0400", req: call(realtime, "Mobile", "13900000400")},
		{row: "InvalidMobile", why: "ending 0400 in a batch", req: call(batch, "Mobiles", good+",13900000400")},
		{row: "InvalidMobile", why: "ending 0400 abroad", req: call(international, "Mobile", "62810000400")},
		{row: "InvalidMobile", why: "51 numbers", req: call(batch, "Mobiles", fifty+","+good)},
		{row: "InvalidParameterValue", why: "51 numbers, other words", set: "too-many=InvalidParameterValue", says: invalid("Mobiles"), req: call(batch, "Mobiles", fifty+","+good)},
		{row: "EmptyICmnChannel", why: "the mainland", req: call(international, "Mobile", "8613900000200")},
		{row: "EmptyICmnChannel", why: "a mainland number", req: call(international, "Mobile", good)},
		{row: "EmptyICmnChannel", why: "Germany", req: call(international, "Mobile", "4915000000200")},
	}
	// The count comes first, wherever a bad entry stands.
	for why, long := range map[string]string{
		"51 numbers, the first bad": "110," + fifty, "51 numbers, the last bad": fifty + ",110",
		"51 entries, the last empty": fifty + ",", "nothing but commas": strings.Repeat(",", 50),
	} {
		list = append(list, cause{row: "InvalidParameterValue", why: why, set: "too-many=InvalidParameterValue", says: invalid("Mobiles"), req: call(batch, "Mobiles", long)})
	}
	for _, bad := range []string{"110", "23900000200", "1390000020", "139000002000", "+8613900000200", "1390000020x", " " + good, "1390000020０", good + "," + vacant} {
		list = append(list, cause{row: "InvalidMobile", why: bad, req: call(realtime, "Mobile", bad)})
	}
	for _, bad := range []string{"110", good + ",110", good + ",", "," + good, good + ",," + vacant, good + ", " + vacant, good + "，" + vacant, good + ";" + vacant} {
		list = append(list, cause{row: "InvalidMobile", why: "batch of " + bad, req: call(batch, "Mobiles", bad)})
	}
	for _, bad := range []string{"+62810000200", "0062810000200", "628100", "6281000000000200", "62-810000200", "62810000200,62810000404"} {
		list = append(list, cause{row: "InvalidMobile", why: "abroad, " + bad, req: call(international, "Mobile", bad)})
	}
	for _, dry := range []string{"true", "1", "True", "TRUE"} {
		list = append(list, cause{row: "DryRunOperation", why: dry, req: call(batch, "DryRun", dry)})
	}
	for _, dry := range []string{"yes", "2", "truely", "falsee", "10"} {
		list = append(list, cause{row: "InvalidParameterValue", why: "DryRun " + dry, says: invalid("DryRun"), req: call(realtime, "DryRun", dry)})
	}
	return list
}

// The second call of a second is over a limit of one, and a dry run takes no
// place of it.
func TestTheLimitRecovers(t *testing.T) {
	r := newRig(t)
	one := func(extra ...string) *http.Request {
		return call(realtime, append([]string{"Accesskey", "numsim-qps-1"}, extra...)...)
	}
	assert.Equal(t, "DryRunOperation", r.meets(one("DryRun", "1")))
	assert.Empty(t, r.meets(one()))
	assert.Equal(t, "LimitExceeded", r.meets(one()))
}

// No row speaks of money, of a product that was not opened, of nonces or of a
// carrier's limit.
func TestCausesWithoutWords(t *testing.T) {
	p := provider(t)
	denied := []string{"not-authorized", "ram-denied", "forbidden-ram", "no-permission"}
	for _, standing := range ledger.Standings() {
		a := p.Traits().Account
		a.Standing = standing
		no := p.Refuse(&sim.Call{Account: &a}, sim.BadStanding)
		assert.Equal(t, slices.Contains(denied, standing.String()), no != nil, standing.String())
	}
	for _, cause := range []sim.Cause{sim.NonceUsed, sim.NoncesFull, sim.NumberTooOften, sim.CarrierLimited, sim.FundsShort, sim.QuotaShort} {
		assert.Nil(t, p.Refuse(&sim.Call{}, cause), cause)
	}
	assert.Empty(t, newRig(t, "balance=0", "price=1").meets(call(realtime)), "billed afterwards")
}
