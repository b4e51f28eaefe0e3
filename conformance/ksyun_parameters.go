package conformance

import (
	"net/http"
	"strings"
)

func ksyunParameters() []Case {
	good := []Check{status(http.StatusOK), field("/CheckStatus", `"1"`)}
	list := []Case{
		rule("ksyun.realtime.common.no-token", "without Accesskey or Signature there is nobody to answer", "document 001:49; the row is the gateway's", broke(realtime("Accesskey", "-"), refused("MissingAuthenticationToken/token")), broke(realtime().without("Signature"), refused("MissingAuthenticationToken/token"))),
		rule("ksyun.realtime.common.version-wrong", "Version is 2019-05-01", "document 001:55; the row is the gateway's", broke(realtime("Version", "2019-05-02"), refused("NoSuchEntity"))),
		rule("ksyun.realtime.common.action-unknown", "an unknown Action is refused", "document 001:53; the row is the gateway's", broke(realtime("Action", "SendSms"), refused("NoSuchEntity"))),
		rule("ksyun.realtime.common.action-case", "Action has its case", "document 001:53", broke(realtime("Action", "phoneNumberStatus"), refused("NoSuchEntity"))),
		rule("ksyun.realtime.common.region-optional", "Region may be there or not", "document 001:71", sent(realtime(), good...), sent(realtime("Region", "cn-shanghai-2"), good...)),
		rule("ksyun.realtime.common.dryrun", "a dry run is refused with DryRunOperation, tells nothing and takes no place of the limit", "document 001:80; kop_errors: HTTP 412",
			sent(realtime("DryRun", "true"), refused("DryRunOperation"), absent("/CheckStatus"), absent("/Carrier")), sent(realtime("DryRun", "false"), good...)),
		rule("ksyun.batch.common.dryrun", "a dry run of a batch has no Data", "document 001:80", sent(batch("DryRun", "true"), refused("DryRunOperation"), absent("/Data"))),
		rule("ksyun.realtime.common.dryrun-value", "DryRun is a truth value", "document 001:80; the row is inferred", broke(realtime("DryRun", "yes"), refused("InvalidParameterValue"))),
		rule("ksyun.realtime.body.params-in-query", "parameters in the URL of a POST are not looked for", "document 001:20", broke(realtime().inQuery(), refused("MissingAuthenticationToken/token"))),
		rule("ksyun.realtime.body.not-form", "a body that is no form holds no parameters", "document 001:20, 001:230", broke(realtime().header("Content-Type", "text/plain"), refused("MissingAuthenticationToken/token"))),
		rule("ksyun.realtime.body.duplicate", "a parameter twice is refused", "inferred: nobody could say which one counts", broke(realtime().and("&Mobile="+vacant), refused("InvalidQueryParameter"))),
		rule("ksyun.realtime.body.half-escape", "half an escape is refused", "inferred from the gateway's row", broke(realtime().and("&a=%4"), refused("InvalidQueryParameter"))),
		rule("ksyun.realtime.body.too-large", "a body without measure is refused", "inferred from the gateway's row", broke(realtime().and("&a="+strings.Repeat("1", 256<<10)), refused("InvalidQueryParameter"))),
		rule("ksyun.realtime.method.put", "a method other than POST is refused, and named", "document 001:18; the row is the gateway's", broke(realtime().method(http.MethodPut), refused("InvalidMethod"), body("The method PUT for"))),
		rule("ksyun.realtime.http.path", "another path is not served", "inferred from 001:10-20", broke(realtime().path("/cpn"), refused("NoSuchEntity"))),
		{
			ID: "ksyun.realtime.http.host-missing", Rule: "an empty Host header is refused", Source: page("MissingAuthenticationToken/host"),
			Steps: steps(Step{Wrong: true, Checks: []Check{refused("MissingAuthenticationToken/host")}, Bytes: func(*Stage) []byte {
				return []byte("POST / HTTP/1.1\r\nHost: \r\nContent-Type: " + formType + "\r\nContent-Length: 24\r\nConnection: close\r\n\r\nAction=PhoneNumberStatus")
			}}),
		},
	}
	for _, name := range []string{"Action", "Version", "Service", "Timestamp", "SignatureVersion"} {
		list = append(list, rule("ksyun.realtime.missing."+lower(name), name+" is mandatory; an empty one counts as missing", "document 001:49-69; the row is the gateway's",
			broke(realtime(name, "-"), refused("MissingParameter"), body("parameter "+name+".")), broke(realtime(name, ""), refused("MissingParameter"))))
	}
	return append(list,
		rule("ksyun.realtime.missing.mobile", "Mobile is mandatory", "document 001:350", broke(realtime("Mobile", "-"), refused("MissingParameter"), body("parameter Mobile."))),
		rule("ksyun.batch.missing.mobiles", "Mobiles is mandatory, and Mobile is not it", "document 001:248", broke(batch("Mobiles", "-", "Mobile", active), refused("MissingParameter"), body("parameter Mobiles."))),
		rule("ksyun.batch.missing.empty", "an empty Mobiles counts as missing", "document 001:248", broke(batch("Mobiles", ""), refused("MissingParameter"))),
		rule("ksyun.isms.missing.mobile", "Mobile is mandatory abroad too", "document 001:440", broke(abroad("Mobile", ""), refused("MissingParameter"))))
}

func ksyunNumbers() []Case {
	bad := func(id, words, source string, wires ...Wire) Case {
		var list []Step
		for _, w := range wires {
			list = append(list, broke(w, refused("InvalidMobile")))
		}
		return rule(id, words, source, list...)
	}
	return []Case{
		bad("ksyun.realtime.err.invalid-mobile", "what is no mainland mobile number is InvalidMobile", "document 001:396-403", realtime("Mobile", "110"), realtime("Mobile", "23900000200"), realtime("Mobile", "139000002000")).live(LiveFree),
		rule("ksyun.realtime.err.request-id-present", "an error has a RequestId and no answer beside it", "document 001:100-101, 001:306-313", broke(realtime("Mobile", "110"), refused("InvalidMobile"), matches("/RequestId", `^"[0-9a-f-]{36}"$`), absent("/CheckStatus"), dated())),
		rule("ksyun.realtime.err.http-4xx-5xx", "a failure is HTTP 4xx or 5xx with Error, a success 200 without", "document 001:84, 001:99", sent(realtime(), status(200), absent("/Error")), broke(realtime("Mobile", "110"), status(400), matches("/Error/Code", `^"InvalidMobile"$`))),
		bad("ksyun.batch.mobiles.one-bad", "one invalid number among valid ones has the whole request refused", "document 001:306-313; the other reading is 001:272", batch("Mobiles", active+",110")).meeting("reading:malformed=refused"),
		bad("ksyun.batch.mobiles.trailing-comma", "a comma at either end, or two together, is refused", "document 001:249", batch("Mobiles", active+","), batch("Mobiles", ","+active), batch("Mobiles", active+",,"+vacant)),
		bad("ksyun.batch.mobiles.fullwidth-comma", "a Chinese comma is refused", "document 001:249", batch("Mobiles", active+"，"+vacant), batch("Mobiles", active+";"+vacant)),
		bad("ksyun.batch.mobiles.spaces", "a space around a number is refused", "document 001:249", batch("Mobiles", active+", "+vacant), batch("Mobiles", " "+active)),
		bad("ksyun.batch.mobiles.foreign-number", "a batch is for mainland numbers", "document 001:252", batch("Mobiles", "+86"+active), batch("Mobiles", "628100002001")),
		bad("ksyun.realtime.mobile.fullwidth-digits", "digits of another script are refused", "document 001:350", realtime("Mobile", "1390000020０")),
		bad("ksyun.isms.err.invalid", "too few or too many digits, or a sign between them, are refused abroad", "document 001:440-441", abroad("Mobile", "628100"), abroad("Mobile", "6281000000000200"), abroad("Mobile", "62-810000200")),
		rule("ksyun.isms.err.channel-empty", "a place without a channel is EmptyICmnChannel", "document 001:494-501", sent(abroad("Mobile", germanPhone), refused("EmptyICmnChannel"), field("/Error/Type", `"sender"`))),
	}
}

func ksyunAccounts() []Case {
	list := []Case{
		rule("ksyun.realtime.throttle.over-limit", "a call over the limit is LimitExceeded with HTTP 409", "document EIP OpenAPI manual, gateway error table", sent(realtime(), refused("LimitExceeded"))).as("numsim-throttled").meeting("limit:qps"),
		rule("ksyun.realtime.throttle.recovers", "the second call of a second over a limit of one is refused, the next second's answered, and a dry run takes no place", "document EIP OpenAPI manual; 001:80",
			sent(realtime("DryRun", "true"), refused("DryRunOperation")), sent(realtime(), status(200)), sent(realtime(), refused("LimitExceeded")), sent(realtime(), status(200)).later(1)).given("ksyun.qps=1").timed().meeting("limit:qps"),
		rule("ksyun.realtime.auth.disabled", "a disabled key is as good as unknown", "inferred from the gateway's row", sent(realtime(), refused("InvalidClientTokenId"))).as("numsim-disabled"),
		rule("ksyun.realtime.auth.token-missing", "a temporary key without its token is refused", "document 001:73-78", sent(realtime("SecurityToken", "-"), refused("InvalidClientTokenId"))).as("numsim-sts"),
		rule("ksyun.realtime.auth.token-expired", "an expired token is refused", "document 001:73-78", sent(realtime(), refused("InvalidClientTokenId"))).as("numsim-sts-expired"),
		rule("ksyun.realtime.auth.denied", "a caller without permission is AccessDenied, in a dry run too", "document EIP OpenAPI manual, gateway error table; 001:80", sent(realtime(), refused("AccessDenied"), body("to perform: PhoneNumberStatus.")), sent(realtime("DryRun", "true"), refused("AccessDenied"))).given("ksyun.standing=not-authorized"),
	}
	return list
}
