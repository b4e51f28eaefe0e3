package aliyun

import "github.com/numsim/numsim"

// Where the codes of later generations come from. Their sentences are printed
// nowhere but OperatorLimit's; the others are the pages' descriptions.
const (
	page2021 = "help 167496, about 2021; the sentence is inferred"
	page2022 = "the page's revision of 2022-02-10; the sentence is inferred"
)

// bodyRows are the business codes that travel in the body of an HTTP 200, as
// the generations after 2020 have them.
func bodyRows() []numsim.Row {
	return []numsim.Row{
		{Name: "isv.INVALID_PARAMETERS", Status: 200, Message: "非法参数", Kind: numsim.BadRequest, Grade: numsim.Inferred, Source: page2021, Cause: "profile 2021: the number has other characters than digits", Profile: "2021"},
		{Name: "isv.MOBILE_NUMBER_ILLEGAL", Status: 200, Message: "非法手机号", Kind: numsim.BadNumber, Grade: numsim.Inferred, Source: page2021, Cause: "profile 2021: the number is not eleven digits beginning with 1; ending 0400", Profile: "2021"},
		{Name: "isp.QPS_LIMIT", Status: 200, Message: "触发QPS限制", Kind: numsim.Throttled, Grade: numsim.Inferred, Source: page2021, Cause: "profile 2021: more calls in a second than the account's qps; ending 0429", Profile: "2021"},
		{Name: "isp.OPERATOR_LIMIT", Status: 200, Message: "运营商限制", Kind: numsim.Throttled, Grade: numsim.Inferred, Source: page2021, Cause: "profile 2021: more calls in a second than carrier-qps for the number's carrier", Profile: "2021"},
		{Name: "isp.UNKNOWN", Status: 200, Message: "未知异常", Kind: numsim.Outage, Grade: numsim.Inferred, Source: "help 167496, about 2021, and the revision of 2022-02-10; the sentence is inferred", Cause: "account", Profile: "2021", Later: []string{"2022"}},
		{Name: "isp.SYSTEM_ERROR", Status: 200, Message: "网元系统异常", Kind: numsim.Outage, Grade: numsim.Inferred, Source: page2021, Cause: "account", Profile: "2021"},
		{Name: "InvalidParameter/body", Status: 200, Message: "The specified mobile phone number is invalid.", Kind: numsim.BadNumber, Grade: numsim.Inferred, Source: page2022, Cause: "profile 2022: the number is not eleven digits beginning with 1; ending 0400", Profile: "2022"},
		{Name: "OperatorLimit", Status: 200, Message: "The number is limited by the operator.", Kind: numsim.Throttled, Source: "the page's revision of 2022-02-10; the pages of PhoneNumberStatusForSms and ForVoice", Cause: "profiles 2022 and today: a Broadnet number; more calls in a second than carrier-qps for the number's carrier", Profile: "2022", Later: []string{"today"}},
		{Name: "RequestFrequencyLimit", Status: 200, Message: "Repeated queries for the same number are limited by the operator.", Kind: numsim.Throttled, Grade: numsim.Inferred, Source: "the pages of the PhoneNumberStatusFor operations; the sentence is inferred", Cause: "profiles 2022 and today: the same number within number-every", Profile: "2022", Later: []string{"today"}},
	}
}
