package conformance

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

func ywjisuTokens() []Case {
	upper := func(v url.Values) { v.Set("token", strings.ToUpper(v.Get("token"))) }
	by := func(token func(code, key, at string) string) Wire { return ywjisuBy{token: token}.check(active) }
	skewed := func(d time.Duration) Wire { return ywjisuBy{skew: d}.check(active) }
	return []Case{
		rule("ywjisu.check.token.valid", "token is the MD5 of account, private key and timestamp", "document 002:43", sent(check(active), found(1)...)),
		rule("ywjisu.check.token.upper-hex", "its digits may be in upper case", "inferred: the document is silent", sent(check(active).values(upper), found(1)...)).meeting("reading:token-case=any"),
		rule("ywjisu.check.token.lower-only", "or must be in lower case, as the samples have them", "document 002:136, 002:186", broke(check(active).values(upper), refused("403000"))).given("ywjisu.token-case=lower").meeting("reading:token-case=lower"),
		rule("ywjisu.check.token.wrong", "a wrong token is refused", "document 002:103", sent(check(active).with("token", strings.Repeat("0", 32)), refused("403000"))).live(LiveFree),
		rule("ywjisu.check.token.order", "key, account and timestamp in another order are refused", "document 002:43", sent(by(func(code, key, at string) string { return ywjisuToken(key+".", code, at) }), refused("403000"))),
		rule("ywjisu.check.token.timestamp-mismatch", "a token made for another timestamp is refused", "document 002:42-43", sent(by(func(code, key, _ string) string { return ywjisuToken(code, key, "1557390636") }), refused("403000"))),
		rule("ywjisu.check.token.not-hex", "what is no MD5 is refused", "document 002:43", broke(check(active).with("token", "token"), refused("403000"))),
		rule("ywjisu.check.ts.digits-13", "a timestamp in milliseconds is refused", "document 002:42", broke(check(active, "timestamp", "1795348800000"), refused("400001"))),
		rule("ywjisu.check.ts.non-numeric", "a timestamp that is no number is refused", "document 002:42, 002:96", broke(check(active, "timestamp", "yesterday"), refused("400001")), broke(check(active, "timestamp", "+179534880"), refused("400001")), broke(check(active, "timestamp", "179534880"), refused("400001"))),
		rule("ywjisu.check.ts.inside", "a clock 14 minutes off, either way, is accepted", "inferred: the document names no window", sent(skewed(-14*time.Minute), found(1)...), sent(skewed(14*time.Minute), found(1)...)),
		rule("ywjisu.check.ts.expired", "a clock 16 minutes off, either way, is refused", "inferred: the document names no window", sent(skewed(-16*time.Minute), refused("403000")), sent(skewed(16*time.Minute), refused("403000"))).meeting("reading:stale=403000"),
		rule("ywjisu.check.ts.expired-parameter", "or refused as a wrong parameter", "inferred: the document is silent", sent(skewed(-time.Hour), refused("400001"))).given("ywjisu.stale=400001").meeting("reading:stale=400001"),
		rule("ywjisu.check.ts.replay", "the same token again inside the window is accepted: there is no nonce", "document 002:42-43", sent(check(active), found(1)...), sent(check(active), found(1)...)),
	}
}

func ywjisuParameters() []Case {
	typed := func(kind string) Step { return broke(check(active).header("Content-Type", kind), refused("415000")) }
	all := []Case{
		rule("ywjisu.check.param.mobiles-empty", "no mobiles has a code of its own", "document 002:100", broke(check("", "mobiles", ""), refused("400201")), broke(check(active).without("mobiles"), refused("400201"))).live(LiveFree),
		rule("ywjisu.check.param.mobiles-invalid", "a number that is none has the call refused", "document 002:41, 002:96", broke(check("110"), refused("400001")), broke(check("02100000200"), refused("400001")), broke(check("+86"+active), refused("400001")), sent(check(list(active, refusing)), refused("400001"))).meeting("reading:malformed=refuse"),
		rule("ywjisu.check.param.fullwidth-comma", "a Chinese comma is refused", "document 002:41", broke(check(active+"，"+vacant), refused("400001"))),
		rule("ywjisu.check.param.spaces", "a space or a comma too many is refused", "document 002:41", broke(check(active+", "+vacant), refused("400001")), broke(check(active+","), refused("400001")), broke(check(","), refused("400001"))),
		rule("ywjisu.check.param.double-ampersand", "an empty pair, as in the PHP sample, is passed over", "document 002:185", sent(check(active).pairs(func(text string) string { return strings.Replace(text, "&timestamp", "&&timestamp", 1) }), found(1)...)).meeting("reading:empty-parameter=skipped"),
		rule("ywjisu.check.param.unknown", "a parameter nobody knows is passed over: the token does not cover it", "inferred from 002:43", sent(check(active).and("&remark=a"), found(1)...)),
		rule("ywjisu.check.param.numbers-unsigned", "numbers are not under the token", "document 002:43", sent(check(active).with("mobiles", vacant), with(found(1), field("/resultObj/0/mobile", `"`+vacant+`"`))...)),
		rule("ywjisu.check.param.precedence", "no mobiles and a wrong token together: the parameters are looked at first", "inferred: the document is silent", broke(check(active).without("mobiles").with("token", strings.Repeat("0", 32)), refused("400201"))),
		rule("ywjisu.check.sys.convert", "a body that is no form cannot be converted", "document 002:106; which body is inferred", typed("application/json"), typed("multipart/form-data; boundary=x"), broke(check(active).and("&a=%4"), refused("415000"))),
		rule("ywjisu.check.param.in-query", "parameters in the query of a POST are not looked for", "document 002:27", broke(check(active).inQuery(), refused("400001"))),
		rule("ywjisu.check.http.method-put", "PUT is not served", "document 002:27", broke(check(active).method(http.MethodPut), refused("400001"))),
	}
	for _, name := range []string{"code", "pwd", "timestamp", "token"} {
		all = append(all, rule("ywjisu.check.missing."+name, name+" is mandatory, and once", "document 002:39-43, 002:96",
			broke(check(active).without(name), refused("400001")), broke(check(active).with(name, ""), refused("400001")), broke(check(active).and("&"+name+"=again"), refused("400001"))))
	}
	return all
}

func ywjisuAccounts() []Case {
	return []Case{
		rule("ywjisu.check.acct.merchant-missing", "an unknown code is a merchant there is not", "document 002:97; which of two rows is inferred", sent(check(active, "code", "numsim-nobody"), refused("400101"))).meeting("reading:unknown-code=400101"),
		rule("ywjisu.check.acct.account-missing", "or an account there is not", "document 002:101; which of two rows is inferred", sent(check(active, "code", "numsim-nobody"), refused("400901"))).given("ywjisu.unknown-code=400901").early().meeting("reading:unknown-code=400901"),
		rule("ywjisu.check.acct.ip-whitelist", "an address outside the list is refused, whatever X-Forwarded-For says", "document 002:98", sent(check(active), refused("400102")), sent(check(active).header("X-Forwarded-For", "10.0.0.1"), refused("400102"))).given("ywjisu.allow-ips=10.0.0.0/8"),
		rule("ywjisu.check.acct.blacklist", "a blacklisted account is refused", "document 002:99", sent(check(active), refused("400200"))).given("ywjisu.standing=blacklisted"),
		rule("ywjisu.check.acct.apptype-missing", "an account that never subscribed has no kind of application", "document 002:102; the cause is inferred", sent(check(active), refused("400902"))).as("numsim-unsubscribed"),
		rule("ywjisu.check.acct.disabled", "a disabled account is refused", "document 002:104", sent(check(active), refused("403101"))).as("numsim-disabled"),
		rule("ywjisu.check.acct.not-activated", "an account that was not activated is refused", "document 002:105", sent(check(active), refused("403102"))).given("ywjisu.standing=not-activated"),
		rule("ywjisu.check.acct.pwd-wrong", "a wrong pwd is refused though the token is right", "document 002:40, 002:103", sent(check(active).with("pwd", "another"), refused("403000"))).live(LiveFree),
		rule("ywjisu.check.bal.broke", "without quota nothing is answered", "document 002:117", sent(check(active), refused("510101"))).as("numsim-broke"),
	}
}
