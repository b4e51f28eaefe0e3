package conformance

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/numsim/numsim"
)

// many are n numbers in use.
func many(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = "139" + pad(i) + "0200"
	}
	return list
}

func pad(i int) string {
	s := strconv.Itoa(i)
	return strings.Repeat("0", 4-len(s)) + s
}

// mixed are the same in an order that no sorting makes: from both ends inwards.
func mixed(list []string) (out []string) {
	for i, j := 0, len(list)-1; i <= j; i, j = i+1, j-1 {
		out = append(out, list[j])
		if i < j {
			out = append(out, list[i])
		}
	}
	return out
}

func ksyunAnswers() []Case {
	good := []Check{status(http.StatusOK), absent("/Error"), matches("/RequestId", `^"[0-9a-f-]{36}"$`), header("Content-Type", "application/json;charset=UTF-8"), dated(), utf8Text()}
	fifty := many(50)
	return []Case{
		asksFor(rule("ksyun.batch.happy.one", "one number is answered with one element of Data", "document 001:248-254, 001:293-302",
			sent(batch(), with(good, length("/Data", 1), field("/Data/0/CheckStatus", `"1"`), about("/Data/0/Mobile", active), ofOurs(active, field("/Data/0/Carrier", `"移动"`)))...)).
			meeting("reading:signature=v1", "reading:request-id=lower", "reading:mobiles-format=digits"), numsim.Active).live(LiveCosts),
		rule("ksyun.batch.happy.many", "several numbers are answered in the order of the request, all of them", "inferred from 001:248",
			sent(batch("Mobiles", active+","+vacant+","+ofUnicom), length("/Data", 3), field("/Data/0/Mobile", `"`+active+`"`), field("/Data/1/Mobile", `"`+vacant+`"`), field("/Data/1/CheckStatus", `"0"`), field("/Data/2/Mobile", `"`+ofUnicom+`"`))).
			meeting("reading:mobiles-format=commas", "reading:timestamp-unescaped-body=escaped", "reading:batch-example-invalid-json=json"),
		asksFor(rule("ksyun.realtime.happy.flat", "a number in real time is answered flat", "document 001:387-392",
			sent(realtime(), with(good, field("/CheckStatus", `"1"`), about("/Mobile", active), ofOurs(active, field("/Carrier", `"移动"`)), absent("/Data"))...)), numsim.Active).live(LiveCosts),
		asksFor(rule("ksyun.isms.happy.object", "read by the sample, Result is an object and PhoneStatus a number", "document 001:485-489",
			sent(abroad(), with(good, field("/Result/PhoneStatus", "1"), ofOurs(indonesian, field("/Result/NationEnCode", `"ID"`)), about("/Result/Mobile", indonesian))...)).
			meeting("reading:result=object", "reading:phone-status=number", "reading:mobile=full"), numsim.Active).abroad().live(LiveCosts),
		rule("ksyun.isms.happy.array-profile", "read by the table, Result is an array and PhoneStatus a string", "document 001:452, 001:461",
			sent(abroad(), status(200), length("/Result", 1), field("/Result/0/PhoneStatus", `"1"`))).given("ksyun.result=array", "ksyun.phone-status=string").meeting("reading:result=array", "reading:phone-status=string"),
		rule("ksyun.isms.shape.masked-mobile", "read by the sample, Mobile is the country code and six stars", "document 001:488",
			sent(abroad(), status(200), field("/Result/Mobile", `"62******"`))).given("ksyun.mobile=masked").meeting("reading:mobile=masked"),
		rule("ksyun.isms.country.listed", "each country is told by its code", "document 001:506-711", sent(abroad(), field("/Result/NationEnCode", `"ID"`)), sent(abroad("Mobile", "66810000200"), field("/Result/NationEnCode", `"TH"`)), sent(abroad("Mobile", "819000000200"), field("/Result/NationEnCode", `"JP"`))).
			meeting("limit:IsmsPhoneNumberStatus/places"),
		rule("ksyun.isms.country.unlisted", "a country outside the list has no channel", "document 001:444, 001:494-501", sent(abroad("Mobile", germanPhone), refused("EmptyICmnChannel"))).meeting("limit:IsmsPhoneNumberStatus/places"),
		rule("ksyun.isms.country.domestic", "a mainland number has no channel here", "document 001:443", sent(abroad("Mobile", "86"+active), refused("EmptyICmnChannel")), sent(abroad("Mobile", active), refused("EmptyICmnChannel"))),
		rule("ksyun.batch.limit.mobiles-50", "fifty numbers are answered, each once", "document 001:252-254", sent(batch("Mobiles", strings.Join(fifty, ",")), status(200), length("/Data", 50), field("/Data/49/Mobile", `"`+fifty[49]+`"`))).meeting("limit:BatchPhoneNumberStatus/batch"),
		rule("ksyun.batch.limit.mobiles-51", "fifty-one numbers are refused", "document 001:252-254; the row is inferred", broke(batch("Mobiles", strings.Join(many(51), ",")), refused("InvalidMobile"), absent("/Data"))).meeting("limit:BatchPhoneNumberStatus/batch", "reading:too-many=InvalidMobile"),
		rule("ksyun.batch.limit.mobiles-51-value", "in another reading they are refused as a value out of range", "inferred from 001:109", broke(batch("Mobiles", strings.Join(many(51), ",")), refused("InvalidParameterValue"))).given("ksyun.too-many=InvalidParameterValue").meeting("reading:too-many=InvalidParameterValue"),
		rule("ksyun.batch.limit.commas-51", "fifty-one entries are too many even if they are empty", "inferred from 001:252-254", broke(batch("Mobiles", strings.Repeat(",", 50)), refused("InvalidParameterValue"))).given("ksyun.too-many=InvalidParameterValue"),
		rule("ksyun.batch.happy.order", "fifty numbers are answered in the order of the request, whatever it is", "inferred from 001:248",
			sent(batch("Mobiles", strings.Join(mixed(fifty), ",")), named("/Data", "Mobile", mixed(fifty)))),
		rule("ksyun.realtime.shape.request-id", "every answer has a RequestId of its own, and every refusal", "inferred from 001:100-101",
			sent(realtime()), sent(realtime(), differs("/RequestId")), broke(realtime("Mobile", "110"), differs("/RequestId")), broke(realtime("Mobile", "110"), differs("/RequestId"))),
		rule("ksyun.realtime.limit.one", "the realtime operation takes one number", "document 001:350", broke(realtime("Mobile", active+","+vacant), refused("InvalidMobile"))).meeting("limit:PhoneNumberStatus/batch"),
		rule("ksyun.isms.limit.one", "the international operation takes one number", "document 001:440", broke(abroad("Mobile", indonesian+","+indonesian), refused("InvalidMobile"))).meeting("limit:IsmsPhoneNumberStatus/batch"),
		rule("ksyun.batch.dup.kept", "a number named twice is answered twice", "inferred: the document is silent", sent(batch("Mobiles", active+","+active), length("/Data", 2))).meeting("reading:duplicates=kept"),
		rule("ksyun.batch.dup.merged", "in the other reading it is answered once, where it came first", "inferred: the document is silent", sent(batch("Mobiles", active+","+vacant+","+active), length("/Data", 2), field("/Data/0/Mobile", `"`+active+`"`))).given("ksyun.duplicates=merged").meeting("reading:duplicates=merged"),
		rule("ksyun.batch.utf8.carrier", "the carrier is Chinese text in UTF-8", "document 001:29, 001:298", sent(batch(), body(`"Carrier":"移动"`), utf8Text())),
		rule("ksyun.realtime.accept.absent", "without an Accept header the answer is JSON all the same", "document 001:86, 001:258", sent(realtime().header("Accept", ""), with(good, field("/CheckStatus", `"1"`))...)),
		rule("ksyun.realtime.http.plain", "plain HTTP is served", "document 001:14", sent(realtime(), status(200))),
	}
}

func ksyunWords() []Case {
	var list []Case
	for _, w := range []struct{ slug, word, number string }{
		{"vacant", "0", vacant}, {"active", "1", active}, {"suspended", "2", suspended}, {"risky", "3", risky},
		{"silent", "4", silent}, {"malformed", "5", wrong}, {"unlisted", "6", unlisted}, {"unknown", "99", unknown},
	} {
		list = append(list, rule("ksyun.batch.enum."+w.slug, "in a batch, "+w.word+" is said of a number that is "+w.slug, "document 001:271-273",
			sent(batch("Mobiles", w.number), status(200), field("/Data/0/CheckStatus", `"`+w.word+`"`))).meeting("value:BatchStatus="+w.word))
	}
	for _, w := range []struct{ slug, word, number string }{
		{"active", "1", active}, {"vacant", "2", vacant}, {"busy", "3", busy}, {"unreachable", "4", away}, {"off", "5", off},
		{"suspected-off", "7", suspected}, {"fault", "9", broken}, {"unknown", "10", unknown}, {"wrong", "12", wrong}, {"suspended", "13", suspended},
	} {
		list = append(list, rule("ksyun.realtime.enum."+w.slug, "in real time, "+w.word+" is said of a number that is "+w.slug, "document 001:366-367",
			sent(realtime("Mobile", w.number), status(200), field("/CheckStatus", `"`+w.word+`"`))).meeting("value:RealtimeStatus="+w.word))
	}
	for _, w := range []struct{ slug, word, number string }{
		{"active", "1", indonesian}, {"off", "2", "62810000408"}, {"vacant", "3", "62810000404"}, {"unknown", "99", "62810000999"},
	} {
		list = append(list, rule("ksyun.isms.enum."+w.slug, "abroad, "+w.word+" is said of a number that is "+w.slug, "document 001:462-463",
			sent(abroad("Mobile", w.number), status(200), field("/Result/PhoneStatus", w.word))).meeting("value:InternationalStatus="+w.word))
	}
	for _, w := range []struct{ slug, word, number string }{
		{"mobile", "移动", active}, {"unicom", "联通", ofUnicom}, {"telecom", "电信", ofTelecom}, {"broadnet", "广电", ofBroadnet}, {"none", "未知", unassigned},
	} {
		list = append(list, rule("ksyun.realtime.carrier."+w.slug, "the carrier is called "+w.word, "document 001:298, 001:390; the others are inferred from it",
			sent(realtime("Mobile", w.number), status(200), field("/Carrier", `"`+w.word+`"`))).meeting("value:Carrier="+w.word))
	}
	return list
}
