package conformance

import "strings"

// forced are rows that no request and no account of a stranger's provokes: they
// say that something inside the provider is broken, or name what none of its
// operations here does. The target is told to answer with them, by the account
// named after the row, so that their form at least is judged.
func forced() (list []Case) {
	for _, f := range []struct{ provider, operation, row, profile, why string }{
		{"aliyun", "status", "isp.UNKNOWN", "2021", "an unknown fault of the provider's"},
		{"aliyun", "status", "isp.SYSTEM_ERROR", "2021", "a fault of the carrier's system"},
		{"aliyun", "status", "InternalError", "", "a fault of the provider's"},
		{"aliyun", "status", "ServiceUnavailable", "", "a temporary fault of the provider's"},
		{"ksyun", "realtime", "ServiceUnavailable/exception", "", "a fault of the gateway"},
		{"ksyun", "realtime", "ServiceUnavailable/auth", "", "a fault of the authentication service"},
		{"ksyun", "realtime", "ServiceUnavailable/no-service", "", "an action without a back end"},
		{"ksyun", "realtime", "ServiceUnavailable/service", "", "a fault of the service"},
		{"ksyun", "realtime", "ServiceTimeout", "", "a service that took too long"},
		{"ywjisu", "check", "500000", "", "a fault of the system"},
		{"ywjisu", "check", "500002", "", "a fault while data was processed"},
		{"ywjisu", "check", "500003", "", "a business operation that failed"},
		{"ywjisu", "check", "500004", "", "a remote call that failed"},
		{"ywjisu", "check", "500006", "", "an outside system that failed"},
		{"ywjisu", "check", "500901", "", "a setting of another operation"},
		{"ywjisu", "check", "500902", "", "an answer of another operation"},
		{"ywjisu", "check", "500903", "", "an answer of another operation"},
		{"ywjisu", "check", "504000", "", "a system that took too long"},
	} {
		c := rule(f.provider+"."+f.operation+".forced."+slug(f.row), f.row+" has its code, its status and the envelope of every refusal", "inferred from the row's own line in the contract",
			sent(forcedCall(f.provider), refused(f.row))).as("numsim-" + strings.ReplaceAll(f.row, "/", "-"))
		c.Forced = f.why
		if f.profile != "" {
			c = c.given(f.provider+".profile="+f.profile, f.provider+".answers="+f.row).as("numsim")
		}
		if f.row == "InternalError" {
			c = c.meeting("reading:internal-error=general", "reading:status.InternalError=500")
		}
		list = append(list, c)
	}
	unknown2022 := rule("aliyun.status.forced.isp-unknown-2022", "the revision of 2022 lists isp.UNKNOWN too, in the body of HTTP 200", "document the page's revision of 2022-02-10; the sentence is inferred",
		sent(describe(), refused("isp.UNKNOWN"), status(200), absent("/PhoneStatus"))).given("aliyun.profile=2022", "aliyun.answers=isp.UNKNOWN")
	unknown2022.Forced = "an unknown fault of the provider's"
	general := rule("aliyun.status.forced.internal-error-product", "InternalError may have the sentence of a sibling operation's page, or HTTP 400", "document help 477702; the Mobile Push table prints 400",
		sent(describe(), refused("InternalError"))).given("aliyun.answers=InternalError", "aliyun.internal-error=product").meeting("reading:internal-error=product")
	general.Forced = "a fault of the provider's"
	status400 := rule("aliyun.status.forced.internal-error-400", "InternalError travels with HTTP 400 by one table", "document the Mobile Push table prints 400",
		sent(describe(), status(400), refused("InternalError"))).given("aliyun.answers=InternalError", "aliyun.status.InternalError=400").meeting("reading:status.InternalError=400")
	status400.Forced = "a fault of the provider's"
	return append(list, unknown2022, general, status400)
}

func forcedCall(provider string) Wire {
	return map[string]Wire{"aliyun": describe(), "ksyun": realtime(), "ywjisu": check(active)}[provider]
}
