package conformance

import (
	"net/http"
)

const formType = "application/x-www-form-urlencoded"

func aliyunParameters() []Case {
	inBody := func(form string) Wire {
		return describe().method(http.MethodPost).header("Content-Type", formType).change(func(r *http.Request) { setBody(r, form) })
	}
	return []Case{
		rule("aliyun.status.param.phone-missing", "PhoneNumber is mandatory", "document 000:123; help 48054 for the row", broke(describe("PhoneNumber", "-"), refused("MissingPhoneNumber"))).live(LiveFree),
		rule("aliyun.status.param.phone-empty", "an empty PhoneNumber counts as missing", "document 000:123; third-party an empty value counts as missing", broke(describe("PhoneNumber", ""), refused("MissingPhoneNumber"))),
		rule("aliyun.status.param.phone-invalid", "what is no mobile number is InvalidParameter with the message about the phone", "document 000:185", broke(describe("PhoneNumber", "110"), refused("InvalidParameter/mobile"))).live(LiveFree),
		rule("aliyun.status.param.phone-refused", "a number the provider takes for wrong is refused though it has eleven digits", "document 000:185; the ending 0400 is the simulator's own", sent(describe("PhoneNumber", refusing), refused("InvalidParameter/mobile"))),
		rule("aliyun.status.param.invalid-two-messages", "InvalidParameter has two messages: the code alone does not say that the number is wrong", "document 000:184-185",
			broke(describe("PhoneNumber", "110"), refused("InvalidParameter/mobile")), broke(describe().and("&PhoneNumber="+vacant), refused("InvalidParameter/parameter"))),
		rule("aliyun.status.param.phone-plus86", "a country code before the number is refused", "inferred from 000:123", broke(describe("PhoneNumber", "+86"+active), refused("InvalidParameter/mobile")), broke(describe("PhoneNumber", "86"+active), refused("InvalidParameter/mobile"))),
		rule("aliyun.status.param.two-numbers", "the operation takes one number, no list", "document 000:123", broke(describe("PhoneNumber", active+","+vacant), refused("InvalidParameter/mobile"))).meeting("limit:DescribePhoneNumberStatus/batch"),
		rule("aliyun.status.param.action-unknown", "an unknown Action is refused", "third-party a public SDK's test against a live gateway", broke(describe("Action", "SendSms"), refused("InvalidAction.NotFound"))),
		rule("aliyun.status.param.action-duplicate", "Action twice names no operation", "inferred: nobody could say which one counts", broke(describe().and("&Action=DescribePhoneNumberStatus"), refused("InvalidParameter/parameter"))),
		rule("aliyun.status.param.duplicate-phone", "PhoneNumber twice is refused rather than one of them answered", "inferred from 000:184", broke(describe().and("&PhoneNumber="+vacant), refused("InvalidParameter/parameter"))),
		rule("aliyun.status.param.half-escape", "half an escape is refused", "inferred from 000:184", broke(describe().and("&RegionId=%4"), refused("InvalidParameter/parameter"))),
		rule("aliyun.status.param.query-and-body", "a query and a body that disagree are refused", "inferred from 000:184", broke(inBody("PhoneNumber="+vacant), refused("InvalidParameter/parameter"))),
		rule("aliyun.status.param.version-wrong", "another Version is refused", "third-party several SMS code lists", broke(describe("Version", "2017-05-25"), refused("InvalidVersion"))),
		rule("aliyun.status.param.format-wrong", "a Format that is neither JSON nor XML is refused", "third-party developer.aliyun.com/ask/278265", broke(describe("Format", "YAML"), refused("InvalidParameter.Format"))),
		rule("aliyun.status.param.owner-id", "an OwnerId or ResourceOwnerId that is no integer is refused", "third-party developer.aliyun.com/ask/278265", broke(describe("OwnerId", "me"), refused("InvalidOwnerId")), broke(describe("ResourceOwnerId", "me"), refused("InvalidResourceOwnerId"))),
		rule("aliyun.status.err.owner", "somebody else's resource owner is refused", "document 000:182", sent(describe("ResourceOwnerId", "42"), refused("Unknown.ResourceOwnerId"))),
		rule("aliyun.status.http.path", "another path is not served", "document help 48054; which paths is inferred", broke(describe().path("/clusters"), refused("InvalidApi.NotFound"))),
		rule("aliyun.status.http.host", "another product's host is not served", "document help 48054", sent(describe().host("ecs.aliyuncs.com"), refused("InvalidProduct.NotFound"))).meeting("reading:endpoint=literal"),
		rule("aliyun.status.http.method", "a method other than GET and POST is not served", "document help 51132, which prints 403; third-party ask/278265 for 400", broke(describe().method(http.MethodPut), refused("UnsupportedHTTPMethod"))).meeting("reading:status.UnsupportedHTTPMethod=400"),
		rule("aliyun.status.http.case", "parameters have their case: action is not Action", "inferred from the SDKs", broke(describe("Action", "-", "action", "DescribePhoneNumberStatus"), refused("InvalidAction.NotFound"))),
		rule("aliyun.status.param.precedence", "with no key, no version and no signature, the missing key is what is said", "inferred from the order the gateway needs them in",
			broke(describe().without("AccessKeyId").without("Version").without("Signature"), refused("MissingAccessKeyId"))),
	}
}
