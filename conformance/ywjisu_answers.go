package conformance

import (
	"net/http"
	"strings"

	"github.com/numsim/numsim"
)

// found is a successful answer with so many rows.
func found(rows int) []Check {
	return []Check{status(http.StatusOK), field("/resultCode", `"000000"`), field("/resultMsg", `"成功"`), length("/resultObj", rows)}
}

func ywjisuAnswers() []Case {
	fifty := many(50)
	return []Case{
		asksFor(rule("ywjisu.check.happy.one", "one number is answered with a whole row", "document 002:57-72",
			sent(check(active), with(found(1), about("/resultObj/0/mobile", active), field("/resultObj/0/status", `"1"`), field("/resultObj/0/chargesStatus", `"1"`),
				matches("/resultObj/0/lastTime", `^[0-9]{13}$`), past("/resultObj/0/lastTime"), matches("/resultObj/0/area", `^".+-.+"$`), ofOurs(active, field("/resultObj/0/numberType", `"中国移动 GSM"`)), header("Content-Type", "application/json;charset=utf-8"), dated(), utf8Text())...)).
			meeting("reading:success=000000", "value:ChargesStatus=1", "reading:param-gap=five"), numsim.Active).live(LiveCosts),
		rule("ywjisu.check.happy.many-50", "fifty numbers are answered, in the order of the request", "document 002:41; the order is inferred", sent(check(list(fifty...)), with(found(50), field("/resultObj/0/mobile", `"`+fifty[0]+`"`), field("/resultObj/49/mobile", `"`+fifty[49]+`"`))...)).
			meeting("limit:Api/ApiAuth/getCheckResult/batch"),
		rule("ywjisu.check.happy.order", "fifty numbers are answered in the order of the request, whatever it is", "inferred from 002:41",
			sent(check(list(mixed(fifty)...)), with(found(50), named("/resultObj", "mobile", mixed(fifty)))...)),
		rule("ywjisu.check.limit.mobiles-51", "fifty-one numbers are refused", "document 002:41, 002:96; the row is inferred", broke(check(list(many(51)...)), refused("400001"))).meeting("limit:Api/ApiAuth/getCheckResult/batch"),
		rule("ywjisu.check.success.000000-profile", "success has the code of the sample", "document 002:60", sent(check(active), found(1)...)).meeting("reading:success=000000"),
		rule("ywjisu.check.success.200000-profile", "success has the code of the table", "document 002:95", sent(check(active), status(200), field("/resultCode", `"200000"`), field("/resultMsg", `"请求成功"`), length("/resultObj", 1))).
			given("ywjisu.success=200000").meeting("reading:success=200000", "error:200000"),
		rule("ywjisu.check.shape.lasttime-ms", "lastTime is a number of milliseconds, 13 digits", "document 002:64", sent(check(active), matches("/resultObj/0/lastTime", `^[0-9]{13}$`))).meeting("reading:last-time=number"),
		rule("ywjisu.check.shape.lasttime-string", "or a string of them", "document doc.chuanglan.com, the probable upstream's", sent(check(active), matches("/resultObj/0/lastTime", `^"[0-9]{13}"$`))).given("ywjisu.last-time=string").meeting("reading:last-time=string"),
		rule("ywjisu.check.shape.lasttime-null", "lastTime of a number that was not seen is null", "third-party the server source of 2017", sent(check(list(unlisted, silent)), field("/resultObj/0/lastTime", "null"), field("/resultObj/1/lastTime", "null"))).
			meeting("reading:unseen-time=null", "value:Unseen.status=3", "value:Unseen.status=4"),
		rule("ywjisu.check.shape.lasttime-dated", "or a time like the others", "inferred: the document is silent", sent(check(unlisted), matches("/resultObj/0/lastTime", `^[0-9]{13}$`))).given("ywjisu.unseen-time=dated").meeting("reading:unseen-time=dated"),
		rule("ywjisu.check.shape.area-dash", "area is a province and a city with a dash between", "document 002:65", sent(check(active), matches("/resultObj/0/area", `^"\p{Han}+-\p{Han}+"$`))),
		rule("ywjisu.check.shape.numbertype-space", "numberType is the carrier, a space and the network", "document 002:66", sent(check(active), field("/resultObj/0/numberType", `"中国移动 GSM"`))).meeting("reading:number-type=network"),
		rule("ywjisu.check.shape.numbertype-plain", "or the carrier alone", "document doc.chuanglan.com, the probable upstream's", sent(check(active), field("/resultObj/0/numberType", `"中国移动"`))).given("ywjisu.number-type=plain").meeting("reading:number-type=plain"),
		rule("ywjisu.check.shape.status-string", "status and chargesStatus are strings, though they look like numbers", "document 002:67-68", sent(check(vacant), field("/resultObj/0/status", `"0"`), field("/resultObj/0/chargesStatus", `"1"`))),
		rule("ywjisu.check.shape.chinese-raw", "Chinese comes as it is", "document 002:59", sent(check(active), body(`"resultMsg":"成功"`))).meeting("reading:chinese=raw"),
		rule("ywjisu.check.shape.chinese-escaped", "or escaped as PHP does", "inferred: the document is silent", sent(check(active), with(found(1), body(`"resultMsg":"\u6210\u529f"`))...)).given("ywjisu.chinese=escaped").meeting("reading:chinese=escaped"),
		rule("ywjisu.check.shape.resultobj-null", "resultObj of a refusal is null", "third-party the server source of 2017", broke(check(active).without("mobiles"), refused("400201"), field("/resultObj", "null"))).meeting("reading:error-result=null"),
		rule("ywjisu.check.shape.resultobj-absent", "or there is none", "document doc.chuanglan.com, the probable upstream's", broke(check(active).without("mobiles"), refused("400201"), absent("/resultObj"))).given("ywjisu.error-result=absent").early().meeting("reading:error-result=absent"),
		rule("ywjisu.check.shape.resultobj-empty", "or it is an empty list", "inferred: the document is silent", broke(check(active).without("mobiles"), refused("400201"), length("/resultObj", 0))).given("ywjisu.error-result=empty").early().meeting("reading:error-result=empty"),
		rule("ywjisu.check.http.200-with-error-code", "a refusal rides on HTTP 200: resultCode tells", "third-party the server source of 2017; 002:47-51", broke(check(active, "timestamp", "1"), status(200), refused("400001"), dated())),
		rule("ywjisu.check.http.get-refused", "GET is refused: the service takes POST", "document 002:27", broke(check(active).inQuery().method(http.MethodGet), refused("400001"))).meeting("reading:method=post"),
		rule("ywjisu.check.http.get-served", "or served with its parameters in the query", "inferred: the document is silent", sent(check(active).inQuery().method(http.MethodGet).header("Content-Type", ""), found(1)...)).given("ywjisu.method=any").early().meeting("reading:method=any"),
		rule("ywjisu.check.http.plain", "plain HTTP is served", "inferred: the document asks for HTTPS", sent(check(active), found(1)...)).meeting("reading:ssl=optional"),
		rule("ywjisu.check.http.ssl-required", "or refused, because the document asks for HTTPS", "document 002:27, 002:33", broke(check(active), refused("400001"))).given("ywjisu.ssl=required").early().meeting("reading:ssl=required"),
		rule("ywjisu.check.http.path", "at another path nothing is served", "inferred: what a web server says", broke(check(active).path("/Api/ApiAuth/getcheckresult"), status(http.StatusNotFound), field("/resultCode", `"400001"`))).meeting("reading:path-status=404"),
		rule("ywjisu.check.http.path-200", "or it is said with HTTP 200", "inferred: the document is silent", broke(check(active).path("/"), status(200), field("/resultCode", `"400001"`))).given("ywjisu.path-status=200").early().meeting("reading:path-status=200"),
		rule("ywjisu.check.http.trailing-space", "the URL may end in a space, as the PHP sample's does", "document 002:188-189", sent(check(active).path(ywjisuPath+" "), found(1)...)).meeting("reading:trailing-space=both"),
	}
}

func ywjisuWords() []Case {
	var all []Case
	for _, w := range []struct{ slug, word, number, charged string }{
		{"vacant", "0", vacant, "1"}, {"active", "1", active, "1"}, {"suspended", "2", suspended, "1"},
		{"unlisted", "3", unlisted, "0"}, {"silent", "4", silent, "1"}, {"risky", "5", risky, "1"},
	} {
		all = append(all, rule("ywjisu.check.enum."+w.slug, w.word+" is said of a number that is "+w.slug, "document 002:77",
			sent(check(w.number), with(found(1), field("/resultObj/0/status", `"`+w.word+`"`), field("/resultObj/0/chargesStatus", `"`+w.charged+`"`))...)).
			meeting("value:Status="+w.word, "value:ChargesStatus="+w.charged))
	}
	for _, w := range []struct{ slug, word, number string }{
		{"mobile", "中国移动 GSM", active}, {"unicom", "中国联通 GSM", ofUnicom}, {"telecom", "中国电信 CDMA", ofTelecom}, {"broadnet", "中国广电", ofBroadnet},
	} {
		all = append(all, rule("ywjisu.check.numbertype."+w.slug, "numberType is "+w.word, "document 002:66; the others are inferred from it",
			sent(check(w.number), with(found(1), field("/resultObj/0/numberType", `"`+w.word+`"`))...)).meeting("value:NumberType="+w.word))
	}
	return append(all, rule("ywjisu.check.numbertype.none", "a number in no segment has no numberType", "third-party the server source of 2017",
		sent(check(unassigned), with(found(1), field("/resultObj/0/numberType", "null"))...)).meeting("value:NumberType=null"))
}

func ywjisuReadings() []Case {
	twice := list(active, active)
	return []Case{
		rule("ywjisu.check.segment.unlisted", "a number in no segment is not in the library, and free", "document 002:85", sent(check(unassigned), field("/resultObj/0/status", `"3"`), field("/resultObj/0/chargesStatus", `"0"`))).meeting("reading:unassigned=unlisted"),
		rule("ywjisu.check.segment.vacant", "or vacant, and charged", "third-party the server source of 2017", sent(check(unassigned), field("/resultObj/0/status", `"0"`), field("/resultObj/0/chargesStatus", `"1"`))).given("ywjisu.unassigned=vacant").meeting("reading:unassigned=vacant"),
		rule("ywjisu.check.off.real", "a phone that is off is a number in use", "inferred: the document is silent", sent(check(off), field("/resultObj/0/status", `"1"`))).meeting("reading:powered-off=real"),
		rule("ywjisu.check.off.risky", "or a risky one, as one long switched off", "document 002:89", sent(check(off), field("/resultObj/0/status", `"5"`))).given("ywjisu.powered-off=risky").meeting("reading:powered-off=risky"),
		rule("ywjisu.check.param.duplicates", "a number twice is answered and charged twice", "inferred: 002:41 is silent", sent(check(twice), found(2)...), sent(check(active), refused("510101"))).given("ywjisu.quota=2").meeting("reading:duplicates=kept"),
		rule("ywjisu.check.param.duplicates-merged", "or answered and charged once", "inferred: 002:41 is silent", sent(check(twice), found(1)...), sent(check(active), found(1)...), sent(check(active), refused("510101"))).given("ywjisu.quota=2", "ywjisu.duplicates=merged").meeting("reading:duplicates=merged"),
		rule("ywjisu.check.param.malformed-number", "read otherwise, a malformed number alone is vacant and free", "third-party the server source of 2017", broke(check(list(active, "139")), status(200), length("/resultObj", 2), field("/resultObj/1/status", `"0"`), field("/resultObj/1/chargesStatus", `"0"`))).
			given("ywjisu.malformed=number").meeting("reading:malformed=number", "value:ChargesStatus=0"),
		rule("ywjisu.check.charge.mixed-batch", "the rows with chargesStatus 1 are what is paid: a number that is not in the library is not", "document 002:76, 002:85",
			sent(check(list(active, unlisted, vacant)), with(found(3), field("/resultObj/0/chargesStatus", `"1"`), field("/resultObj/1/chargesStatus", `"0"`), field("/resultObj/2/chargesStatus", `"1"`))...),
			sent(check(active), found(1)...), sent(check(active), refused("510101"))).given("ywjisu.quota=3").meeting("reading:free-answers=both"),
		rule("ywjisu.check.charge.not-in-library", "a number that is not in the library is free", "document 002:85", sent(check(unlisted), field("/resultObj/0/chargesStatus", `"0"`)), sent(check(active), found(1)...), sent(check(active), refused("510101"))).given("ywjisu.quota=1"),
		rule("ywjisu.check.charge.refusal-free", "a refused call uses up nothing", "document 002:85, 002:117; inferred for refusals",
			sent(check(active), found(1)...), broke(check("110"), refused("400001")), broke(check(active).with("token", strings.Repeat("0", 32)), refused("403000")), sent(check(vacant), found(1)...), sent(check(active), refused("510101"))).given("ywjisu.quota=2"),
		rule("ywjisu.check.charge.one", "a number that is answered uses up one of the quota", "document 002:76, 002:117", sent(check(active), found(1)...), sent(check(active), refused("510101"))).given("ywjisu.quota=1"),
		rule("ywjisu.check.bal.quota", "49 left and 50 asked is refused, 49 asked is answered", "document 002:117", sent(check(list(many(50)...)), refused("510101")), sent(check(list(many(49)...)), found(49)...), sent(check(active), refused("510101"))).given("ywjisu.quota=49"),
		rule("ywjisu.check.bal.no-partial-charge", "a refused batch uses up nothing", "document 002:117", sent(check(list(active, vacant)), refused("510101")), sent(check(active), found(1)...), sent(check(active), refused("510101"))).given("ywjisu.quota=1"),
		rule("ywjisu.check.bal.account-abnormal", "money for one of two is refused", "document 002:111", sent(check(list(active, vacant)), refused("500005"))).given("ywjisu.price=0.10", "ywjisu.balance=0.19"),
	}
}
