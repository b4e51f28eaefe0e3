package conformance

import (
	"net/http"

	"github.com/numsim/numsim/client"
)

// noMoney is the refusal that says no money is left.
func noMoney() Check { return refused("Insufficient.Balance") }

func aliyunAccounts() []Case {
	second := func(set ...string) func(id, words, source, row string) Case {
		return func(id, words, source, row string) Case {
			return rule(id, words, source, sent(describe(), ok("NORMAL")...), sent(describe(), refused(row)), sent(describe(), ok("NORMAL")...).later(1)).given(append(set, "aliyun.qps=1")...).timed()
		}
	}
	list := []Case{
		rule("aliyun.status.err.unsubscribed", "a product that was never opened is refused", "document 000:183", sent(describe(), refused("Product.Unsubscribed"))).as("numsim-unsubscribed"),
		rule("aliyun.status.err.unsubscribed-then-ok", "once the product is opened the same call is answered", "document 000:183, 000:378",
			sent(describe(), refused("Product.Unsubscribed")), sent(describe(), ok("NORMAL")...).later(61)).
			in("accounts: {aliyun: {standing: [{until: 60s, is: unsubscribed}, {is: good}]}}\n").timed(),
		rule("aliyun.status.err.balance", "an empty account is refused, and nothing is charged", "document 000:191, 000:378", sent(describe(), noMoney())).as("numsim-broke"),
		rule("aliyun.status.err.key-disabled", "a disabled key is refused", "document help 60629", sent(describe(), refused("InvalidAccessKeyId.Inactive"))).as("numsim-disabled"),
		rule("aliyun.status.sts.answered", "a temporary key with its token is answered", "document help 28676", sent(describe(), ok("NORMAL")...)).as("numsim-sts"),
		rule("aliyun.status.sts.token-missing", "a temporary key without its token is refused", "seen undated denverdino/aliyungo#204", sent(token("", ""), refused("MissingSecurityToken"))).as("numsim-sts"),
		rule("aliyun.status.sts.token-malformed", "what is no token is refused", "document faascmd FAQ", sent(token("not a token at all", ""), refused("InvalidSecurityToken.Malformed"))).as("numsim-sts"),
		rule("aliyun.status.sts.token-mismatch", "another key's token is refused", "document faascmd FAQ", sent(token("", "numsim-sts-expired"), refused("InvalidSecurityToken.MismatchWithAccessKey"))).as("numsim-sts"),
		rule("aliyun.status.sts.token-expired", "an expired token is refused", "document faascmd FAQ", sent(describe(), refused("InvalidSecurityToken.Expired"))).as("numsim-sts-expired").meeting("reading:status.InvalidSecurityToken.Expired=400"),
		rule("aliyun.status.throttle.over-limit", "a call over the limit is System.LimitControl", "document 000:186, 000:394", sent(describe(), refused("System.LimitControl"))).as("numsim-throttled").meeting("limit:qps", "reading:throttle=profile"),
		rule("aliyun.status.throttle.by-number", "a number may be throttled by itself", "document 000:398; the ending 0429 is the simulator's own", sent(describe("PhoneNumber", throttled), refused("System.LimitControl")), sent(describe(), ok("NORMAL")...)),
		second()("aliyun.status.throttle.limit-control", "the second call of a second over a limit of one is refused, and the next second's is answered", "document 000:186, 000:394", "System.LimitControl").meeting("limit:qps"),
		second("aliyun.throttle=Throttling")("aliyun.status.throttle.gateway", "in another reading the gateway throttles by Throttling", "document help 30137, 51132", "Throttling").meeting("reading:throttle=Throttling", "reading:status.Throttling=400"),
		second("aliyun.throttle=Throttling.User")("aliyun.status.throttle.user", "in another reading the gateway throttles by Throttling.User", "document help 48054, 149360", "Throttling.User").meeting("reading:throttle=Throttling.User", "reading:status.Throttling.User=400"),
		second("aliyun.throttle=Throttling.Api")("aliyun.status.throttle.api", "in another reading the gateway throttles by Throttling.Api", "document help 48054 and the STS page", "Throttling.Api").meeting("reading:throttle=Throttling.Api", "reading:status.Throttling.Api=400"),
		rule("aliyun.status.bill.ok-charged", "an answer with Code OK costs 0.10 yuan: 0.20 yuan are two answers", "document 000:203, 000:207", sent(describe(), ok("NORMAL")...), sent(describe("PhoneNumber", vacant), ok("NOT_EXIST")...), sent(describe(), noMoney())).given("aliyun.balance=0.20"),
		rule("aliyun.status.bill.exact", "a balance one hundredth short of the price answers nothing", "inferred from 000:191", sent(describe(), noMoney())).given("aliyun.balance=0.09"),
		rule("aliyun.status.bill.unknown-free", "an unknown status is free", "document 000:410", sent(describe("PhoneNumber", unknown), ok("UNKNOWN")...), sent(describe(), ok("NORMAL")...), sent(describe(), noMoney())).given("aliyun.balance=0.10").meeting("reading:unknown-billed=no"),
		rule("aliyun.status.bill.unknown-profile", "read by section 2, an unknown status is charged, because its Code is OK", "document 000:203", sent(describe("PhoneNumber", unknown), ok("UNKNOWN")...), sent(describe(), noMoney())).
			given("aliyun.balance=0.10", "aliyun.unknown-billed=yes").meeting("reading:unknown-billed=yes"),
		rule("aliyun.status.bill.throttled-free", "a throttled call is free", "document 000:203", sent(describe(), ok("NORMAL")...), sent(describe(), refused("System.LimitControl")),
			sent(describe("PhoneNumber", vacant), ok("NOT_EXIST")...).later(1), sent(describe(), noMoney()).later(1)).given("aliyun.balance=0.20", "aliyun.qps=1").timed(),
		rule("aliyun.status.bill.refusal-free", "a refused call is free", "document 000:203", sent(describe("ResourceOwnerId", "42"), refused("Unknown.ResourceOwnerId")), sent(describe("PhoneNumber", refusing), refused("InvalidParameter/mobile")), sent(describe(), ok("NORMAL")...), sent(describe(), noMoney())).given("aliyun.balance=0.10"),
	}
	return append(list, aliyunStandings()...)
}

// token sends another token than the account's: a text, or another account's.
func token(text, of string) Wire {
	return func(s *Stage) (*http.Request, error) {
		if of != "" {
			other, err := s.Key(of)
			if err != nil {
				return nil, err
			}
			text = other.Token
		}
		return aliyunBy{method: http.MethodGet, signer: func(a *client.AliyunSigner) { a.SecurityToken = client.Secret(text) }}.describe()(s)
	}
}

func aliyunStandings() (list []Case) {
	for _, s := range []struct{ standing, row, words, source string }{
		{"out-of-service", "OutOfService", "a business that is suspended is refused", "document 000:189"},
		{"not-authorized", "Permission.NotAuthorized", "a caller without permission meets the only 403 of the table", "document 000:190"},
		{"ram-denied", "Ram.PermissionDeny", "a key whose user lacks the permission is refused with 400 and the same sentence", "document 000:181"},
		{"forbidden-ram", "Forbidden.RAM", "a resource policy may forbid", "document product pages"},
		{"no-permission", "NoPermission", "or forbid in its other word", "document product pages"},
	} {
		list = append(list, rule("aliyun.status.err."+s.standing, s.words, s.source, sent(describe(), refused(s.row))).given("aliyun.standing="+s.standing))
	}
	for _, row := range []struct {
		code  string
		other string
		wire  Wire
		set   []string
		as    string
		early bool
	}{
		{"InvalidProtocol.NeedSsl", "404", describe(), []string{"aliyun.ssl=required"}, "", true},
		{"UnsupportedHTTPMethod", "403", describe().method(http.MethodPut), nil, "", true},
		{"InvalidAccessKeyId.NotFound", "400", describe().with("AccessKeyId", "numsim-nobody"), nil, "", true},
		{"InvalidSecurityToken.Expired", "403", describe(), nil, "numsim-sts-expired", false},
		{"SignatureDoesNotMatch/v1", "403", aliyunBy{method: http.MethodGet, signer: wrongSecret}.describe(), nil, "", false},
	} {
		c := rule("aliyun.status.http-status."+slug(row.code), "read by another page, "+row.code+" travels with HTTP "+row.other, "document its pages print both",
			broke(row.wire, refused(row.code), status(atoi(row.other)))).given(append(row.set, "aliyun.status."+row.code+"="+row.other)...).as(row.as)
		c.Given.Early = row.early
		list = append(list, c.meeting("reading:status."+row.code+"="+row.other))
	}
	for _, code := range []string{"Throttling", "Throttling.User", "Throttling.Api"} {
		list = append(list, rule("aliyun.status.http-status."+slug(code), "read by newer products' pages, "+code+" travels with HTTP 429", "document help 30137, 48054; newer products print 429",
			sent(describe(), ok("NORMAL")...), sent(describe(), refused(code), status(http.StatusTooManyRequests))).
			given("aliyun.qps=1", "aliyun.throttle="+code, "aliyun.status."+code+"=429").timed().meeting("reading:status."+code+"=429"))
	}
	return list
}
