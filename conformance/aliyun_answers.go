package conformance

import (
	"net/http"

	"github.com/numsim/numsim"
)

// ok is an answer of Alibaba Cloud's that says a word about a number.
func ok(word string) []Check {
	return []Check{status(http.StatusOK), field("/Code", `"OK"`), field("/Message", `"OK"`), field("/PhoneStatus/Status", `"`+word+`"`)}
}

func with(list []Check, more ...Check) []Check { return append(list, more...) }

func aliyunAnswers() []Case {
	post := aliyunBy{method: http.MethodPost}
	return []Case{
		asksFor(rule("aliyun.status.happy.normal-json", "a signed GET about a number in use is answered with HTTP 200, Code OK and Status NORMAL in PhoneStatus", "document 000:141, 000:166-175",
			sent(describe(), with(ok("NORMAL"), dated(), header("Content-Type", "application/json;charset=utf-8"), utf8Text())...)).
			meeting("value:Status=NORMAL", "value:Action=DescribePhoneNumberStatus", "limit:DescribePhoneNumberStatus/batch", "reading:signature=v1"), numsim.Active).live(LiveCosts),
		asksFor(rule("aliyun.status.happy.shutdown", "a suspended number is SHUTDOWN", "document 000:133", sent(describe("PhoneNumber", suspended), ok("SHUTDOWN")...)).
			meeting("value:Status=SHUTDOWN"), numsim.Suspended),
		asksFor(rule("aliyun.status.happy.not-exist", "a vacant number is NOT_EXIST", "document 000:133", sent(describe("PhoneNumber", vacant), ok("NOT_EXIST")...)).
			meeting("value:Status=NOT_EXIST"), numsim.Vacant).live(LiveCosts),
		rule("aliyun.status.happy.unknown", "a number nothing is known of is an answer with Code OK, not an error", "document 000:380-382", sent(describe("PhoneNumber", unknown), ok("UNKNOWN")...)).
			meeting("value:Status=UNKNOWN"),
		rule("aliyun.status.happy.post-form", "the same call as POST, parameters in the form body, has the same answer", "inferred from the SDKs, which send either; 000:107 links the call method",
			sent(post.describe(), ok("NORMAL")...)),
		rule("aliyun.status.happy.v3", "a request signed by V3 has the same answer", "sdk openapi-util v0.1.1", sent(describeV3(), ok("NORMAL")...)).
			meeting("reading:signature=v3"),
		rule("aliyun.status.happy.xml", "XML has the root DescribePhoneNumberStatusResponse and the elements in the order of the sample", "document 000:151-160",
			sent(describe("Format", "XML"), status(200), header("Content-Type", "text/xml;charset=utf-8"),
				inOrder("<DescribePhoneNumberStatusResponse>", "<PhoneStatus>", "<Status>NORMAL</Status>", "<Carrier>", "<SerialId>", "</PhoneStatus>", "<RequestId>", "<Message>OK</Message>", "<Code>OK</Code>", "</DescribePhoneNumberStatusResponse>"))).
			meeting("reading:xml-root=action"),
		rule("aliyun.status.xml.content-type", "Chinese text in XML is UTF-8, and the Content-Type says so", "document 000:154; sdk text/xml is what SDKs recognise",
			sent(describe("Format", "XML"), header("Content-Type", "text/xml;charset=utf-8"), utf8Text(), body("<Carrier>中国移动</Carrier>"))),
		rule("aliyun.status.xml.lower-case-format", "Format is taken in either case", "sdk some send xml, some XML", sent(describe("Format", "xml"), status(200), body("<Status>NORMAL</Status>"))),
		rule("aliyun.status.json.default-format", "without Format the answer is XML", "document help 157269; 000:313-328 shows both",
			sent(describe("Format", "-"), status(200), header("Content-Type", "text/xml;charset=utf-8"), body("<Code>OK</Code>"))),
		rule("aliyun.status.shape.serialid-string", "SerialId is a string of 13 digits in JSON", "document 000:155, 000:170",
			sent(describe(), matches("/PhoneStatus/SerialId", `^"[0-9]{13}"$`))).meeting("reading:serial-id=string", "reading:serial-digits=13"),
		rule("aliyun.status.shape.carrier-nested", "Carrier stands inside PhoneStatus, though the table lists it beside it", "document 000:131, 000:169",
			sent(describe(), field("/PhoneStatus/Carrier", `"中国移动"`), absent("/Carrier"))).meeting("value:Carrier=中国移动", "reading:carrier-location=nested"),
		rule("aliyun.status.shape.request-id", "every answer has a RequestId of its own", "document 000:134, 000:172",
			sent(describe()), sent(describe(), differs("/RequestId"))),
		rule("aliyun.status.shape.request-id-header", "the header x-acs-request-id repeats the RequestId, of answers and of refusals", "seen 2022 public answers of other products, until 2025",
			sent(describe(), repeats("x-acs-request-id", "/RequestId")), sent(describe("PhoneNumber", refusing), refused("InvalidParameter/mobile"), repeats("x-acs-request-id", "/RequestId"))),
		rule("aliyun.status.shape.error-envelope", "a refusal has RequestId, HostId, Code, Message and Recommend, and no PhoneStatus", "seen undated jeessy2/ddns-go#1291",
			sent(describe("PhoneNumber", "110"), refused("InvalidParameter/mobile"), matches("/RequestId", `^"[0-9A-F-]{36}"$`), matches("/HostId", `^".+"$`), matches("/Recommend", `^"https://`), absent("/PhoneStatus"), dated())).wrongIn(0),
		rule("aliyun.status.shape.error-xml", "a refusal in XML has the root Error", "seen undated acmesh-official/acme.sh#6258",
			sent(describe("PhoneNumber", "110", "Format", "XML"), refused("InvalidParameter/mobile"), inOrder("<Error>", "</Error>"))).wrongIn(0),
	}
}

// asksFor says which statuses a target needs numbers for.
func asksFor(c Case, list ...numsim.Status) Case {
	c.Given.Statuses = list
	return c
}

// abroad says that the numbers a target needs are of another place.
func (c Case) abroad() Case {
	c.Given.Abroad = true
	return c
}

// wrongIn says that the request of a step breaks the contract on purpose.
func (c Case) wrongIn(step int) Case {
	c.Steps[step].Wrong = true
	return c
}

// aliyunWords are what each list of the documents may say.
func aliyunWords() []Case {
	list := []Case{}
	for _, w := range []struct{ slug, number, word string }{
		{"unicom", ofUnicom, "中国联通"}, {"telecom", ofTelecom, "中国电信"}, {"broadnet", ofBroadnet, "中国广电"}, {"none", unassigned, "未知"},
	} {
		list = append(list, rule("aliyun.status.carrier."+w.slug, "the carrier of "+w.slug+" is called "+w.word, "inferred from 000:131 and 000:366-372",
			sent(describe("PhoneNumber", w.number), status(200), field("/PhoneStatus/Carrier", `"`+w.word+`"`))).meeting("value:Carrier="+w.word))
	}
	for _, w := range []struct{ slug, number, word string }{
		{"normal", active, "NORMAL"}, {"shutdown", suspended, "SHUTDOWN"}, {"power-off", off, "POWER_OFF"}, {"not-exist", vacant, "NOT_EXIST"},
		{"suspected-power-off", suspected, "SUSPECTED_POWER_OFF"}, {"busy", busy, "BUSY"}, {"unknown", unknown, "UNKNOWN"},
	} {
		list = append(list, rule("aliyun.statusfor.enum."+w.slug, "today's pages say "+w.word+" of such a number", "document help 459610",
			sent(statusFor("Public", "InputNumber", w.number), status(200), field("/Code", `"OK"`), field("/Data/Status", `"`+w.word+`"`))).as("numsim-today").meeting("value:LaterStatus="+w.word))
	}
	for _, w := range []struct{ slug, number, word, set string }{
		{"mobile", active, "CMCC", ""}, {"unicom", ofUnicom, "CUCC", ""}, {"telecom", ofTelecom, "CTCC", ""},
		{"none", unassigned, "UNKNOW", ""}, {"broadnet", ofBroadnet, "CBN", "aliyun.broadnet=answered"},
	} {
		c := rule("aliyun.statusfor.carrier."+w.slug, "today's pages call the carrier "+w.word, "document help 459610; sdk v1.63.107",
			sent(statusFor("Public", "InputNumber", w.number), status(200), field("/Data/Carrier", `"`+w.word+`"`))).as("numsim-today").meeting("value:LaterCarrier=" + w.word)
		if w.set != "" {
			c = c.as("numsim").given(w.set, "aliyun.profile=today").meeting("reading:" + w.set[len("aliyun."):])
		}
		list = append(list, c)
	}
	for _, use := range []string{"Public", "Account", "Real", "Sms", "Voice"} {
		list = append(list,
			asksFor(rule("aliyun.statusfor.action."+lower(use), "PhoneNumberStatusFor"+use+" answers about one number", "document help 459610 and its siblings; sdk v1.63.107",
				sent(statusFor(use), status(200), field("/Code", `"OK"`), field("/Data/Status", `"NORMAL"`))).as("numsim-today").
				meeting("value:Action=PhoneNumberStatusFor"+use, "limit:PhoneNumberStatusFor"+use+"/batch"), numsim.Active).live(LiveCosts),
			rule("aliyun.statusfor.sig.wrong-secret-"+lower(use), "a signature by another secret is refused before PhoneNumberStatusFor"+use+" is asked", "document help 30137",
				sent(aliyunBy{method: http.MethodPost, signer: wrongSecret}.statusFor(use), refused("SignatureDoesNotMatch/v1"), absent("/Data"))).as("numsim-today").live(LiveFree))
	}
	return list
}

// aliyunReadings are the ways to read what the documents leave open.
func aliyunReadings() []Case {
	return []Case{
		rule("aliyun.status.xml.rootless-profile", "read by the sample of section 5, XML has no root at all", "document 000:316-323",
			sent(describe("Format", "XML"), status(200), body("<Code>OK</Code>"), noBody("DescribePhoneNumberStatusResponse"))).
			given("aliyun.xml-root=none").meeting("reading:xml-root=none"),
		rule("aliyun.status.shape.serialid-number", "read by the JSON sample of section 5, SerialId is a number, and all its digits come", "document 000:333",
			sent(describe(), matches("/PhoneStatus/SerialId", `^[0-9]{13}$`))).given("aliyun.serial-id=number").meeting("reading:serial-id=number"),
		rule("aliyun.status.shape.serialid-digits", "read by the XML sample of section 5, SerialId has 12 digits", "document 000:319",
			sent(describe(), matches("/PhoneStatus/SerialId", `^"[0-9]{12}"$`))).given("aliyun.serial-digits=12").meeting("reading:serial-digits=12"),
		rule("aliyun.status.shape.status-not-in-enum", "read by the FAQ, a phone that is off has a word of its own", "document 000:386, 000:390",
			sent(describe("PhoneNumber", off), ok("POWER_OFF")...)).given("aliyun.other-statuses=later-words").meeting("reading:other-statuses=later-words"),
		rule("aliyun.status.shape.off-is-unknown", "read by the table, a phone that is off is UNKNOWN", "inferred from 000:133 and 000:380-382",
			sent(describe("PhoneNumber", off), ok("UNKNOWN")...)).meeting("reading:other-statuses=unknown"),
		rule("aliyun.status.param.action-missing", "without Action there is no operation: RPC needs it", "inferred: 000:122 calls it optional",
			broke(describe().without("Action"), refused("InvalidAction.NotFound"))).meeting("reading:action=required").live(LiveFree),
		rule("aliyun.status.param.action-optional", "read by the tables, a missing Action is DescribePhoneNumberStatus", "document 000:122, 000:285",
			sent(describe("Action", "-"), ok("NORMAL")...)).given("aliyun.action=optional").early().meeting("reading:action=optional"),
		rule("aliyun.status.param.phone-segment-unlisted", "a segment assigned since 2020 is answered", "inferred: 000:366-372 is a list of its time",
			sent(describe("PhoneNumber", "16200000200"), ok("NORMAL")...)).meeting("reading:strict-prefixes=no"),
		rule("aliyun.status.param.phone-segment-strict", "read to the letter, a segment outside the list of section 6 is not answered as one of a carrier's", "document 000:366-372",
			sent(describe("PhoneNumber", "16200000200"), status(200), field("/PhoneStatus/Status", `"UNKNOWN"`))).given("aliyun.strict-prefixes=yes").meeting("reading:strict-prefixes=yes"),
		rule("aliyun.status.param.segment-longest-prefix", "1700, 1703 and 1704 belong to three carriers: four digits decide", "document 000:368-372",
			sent(describe("PhoneNumber", "17000000200"), field("/PhoneStatus/Carrier", `"中国电信"`)), sent(describe("PhoneNumber", "17030000200"), field("/PhoneStatus/Carrier", `"中国移动"`)),
			sent(describe("PhoneNumber", "17040000200"), field("/PhoneStatus/Carrier", `"中国联通"`))),
		rule("aliyun.status.http.plain", "plain HTTP is served", "document 000:141", sent(describe(), ok("NORMAL")...)).meeting("reading:ssl=optional"),
		rule("aliyun.status.http.ssl-required", "where TLS is asked for, plain HTTP is refused", "document help 60629",
			broke(describe(), refused("InvalidProtocol.NeedSsl"))).given("aliyun.ssl=required").early().meeting("reading:ssl=required", "reading:status.InvalidProtocol.NeedSsl=400"),
		rule("aliyun.status.shape.business-order", "read as errors from behind the gateway, Code stands before Recommend", "inferred from errors seen at other products",
			sent(describe(), refused("Product.Unsubscribed"), inOrder(`"RequestId"`, `"HostId"`, `"Code"`, `"Message"`, `"Recommend"`))).
			given("aliyun.business-order=backend", "aliyun.standing=unsubscribed").meeting("reading:business-order=backend"),
		rule("aliyun.status.shape.gateway-order", "a business error has the gateway's own order of members", "seen undated jeessy2/ddns-go#1291",
			sent(describe(), refused("Product.Unsubscribed"), inOrder(`"RequestId"`, `"Message"`, `"Recommend"`, `"HostId"`, `"Code"`))).
			given("aliyun.standing=unsubscribed").meeting("reading:business-order=gateway", "reading:envelope=2024"),
		rule("aliyun.status.json.v3-format", "a V3 request whose Accept names neither is answered in JSON", "inferred from the SDKs",
			sent(describeV3("Format", "-").header("Accept", ""), ok("NORMAL")...)).meeting("reading:v3-format=json"),
		rule("aliyun.status.json.v3-format-xml", "or in XML, in the other reading", "inferred from RPC's default",
			sent(describeV3("Format", "-").header("Accept", ""), status(200), body("<Code>OK</Code>"))).given("aliyun.v3-format=xml").early().meeting("reading:v3-format=xml"),
	}
}
