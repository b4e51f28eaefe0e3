package client

import (
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// Where the codes come from, by grade. Whether a retry helps is said by section
// 6 of the document, 返回错误码后重试结果是否一样: of its own nine only flow control
// and a product that is not opened pass. Of the others it is inferred from what
// they mean.
const (
	aliyunDocument  = "documented: document of 2020-09-23, sections 1 and 5, 错误码; section 6 on retries"
	aliyunPage2021  = "documented: help 167496, about 2021, Code"
	aliyunPage2022  = "documented: the page's revision of 2022-02-10, Code"
	aliyunPageToday = "documented: help 459610, 440027 and 415812, the successors' pages, Code"
	aliyunCommon    = "documented: help 48054 and 60629, common error codes"
	aliyunGeneral   = "documented: help 53438, the general list, a name without a text"
	aliyunFAQ       = "documented: error table of the faascmd FAQ, another product"
	aliyunAsk       = "third-party: developer.aliyun.com/ask/278265"
	aliyunPattern   = "inferred: the pattern of the gateway's codes; "
)

// AliyunClasses lists every code that a document of Alibaba Cloud has for these
// operations and the gateway before them, and some that were seen. All
// refusals are free: charged is Code OK alone (document, section 2).
func AliyunClasses() []Class {
	return slices.Concat(aliyunBusiness(), aliyunBody(), aliyunRequests(), aliyunKeys(), aliyunSignatures(), aliyunFlow())
}

func aliyunBusiness() []Class {
	return []Class{
		{Code: "Ram.PermissionDeny", Kind: numsim.Auth, Source: aliyunDocument},
		{Code: "Unknown.ResourceOwnerId", Kind: numsim.Auth, Source: aliyunDocument},
		{Code: "Product.Unsubscribed", Kind: numsim.Unsubscribed, Retry: true, Source: aliyunDocument},
		{Code: "Product.Unsubscript", Kind: numsim.Unsubscribed, Retry: true, Source: "third-party: dew-serverless/acs-sdk-php, api-docs of Dytnsapi"},
		// Two rows of the document, told apart by their message: see badNumber.
		{Code: "InvalidParameter", Kind: numsim.BadRequest, Source: aliyunDocument},
		{Code: "System.LimitControl", Kind: numsim.Throttled, Retry: true, Source: aliyunDocument},
		{Code: "OutOfService", Kind: numsim.Unsubscribed, Source: aliyunDocument},
		{Code: "Permission.NotAuthorized", Kind: numsim.Auth, Source: aliyunDocument},
		{Code: "Insufficient.Balance", Kind: numsim.Balance, Source: aliyunDocument},
	}
}

// aliyunBody are the codes of the generations after 2020, in the body of an
// HTTP 200.
func aliyunBody() []Class {
	return []Class{
		{Code: "isv.INVALID_PARAMETERS", Kind: numsim.BadRequest, Source: aliyunPage2021},
		{Code: "isv.MOBILE_NUMBER_ILLEGAL", Kind: numsim.BadNumber, Source: aliyunPage2021},
		{Code: "isp.QPS_LIMIT", Kind: numsim.Throttled, Retry: true, Source: aliyunPage2021},
		{Code: "isp.OPERATOR_LIMIT", Kind: numsim.Throttled, Retry: true, Source: aliyunPage2021},
		{Code: "isp.UNKNOWN", Kind: numsim.Outage, Retry: true, Source: aliyunPage2021 + ", and the revision of 2022-02-10"},
		{Code: "isp.SYSTEM_ERROR", Kind: numsim.Outage, Retry: true, Source: aliyunPage2021},
		{Code: "isp.NUMBER_NON_EXISTENT", Kind: numsim.BadNumber, Source: "sdk: alibaba-cloud-sdk-go 1.61, DescribePhoneNumberAttribute"},
		// Also what a Broadnet number meets for ever, which no code tells apart.
		{Code: "OperatorLimit", Kind: numsim.Throttled, Retry: true, Source: aliyunPage2022 + "; and the successors' pages"},
		{Code: "RequestFrequencyLimit", Kind: numsim.Throttled, Retry: true, Source: aliyunPageToday},
		{Code: "PortabilityNumberNotSupported", Kind: numsim.BadNumber, Source: "documented: the page of DescribePhoneNumberOnlineTime, HttpCode 200"},
	}
}

func aliyunRequests() []Class {
	list := []Class{
		// The action and the version are this package's, so they are not misspelt.
		{Code: "InvalidAction.NotFound", Kind: numsim.Withdrawn, Source: "third-party: a live 404 asserted by a public SDK's test; bodies pasted publicly"},
		{Code: "InvalidVersion", Kind: numsim.Withdrawn, Source: "third-party: SMS code lists; aliyun/openapi-sdk-php#175"},
		{Code: "InvalidApi.NotFound", Kind: numsim.BadRequest, Source: aliyunCommon},
		{Code: "InvalidProduct.NotFound", Kind: numsim.BadRequest, Source: aliyunCommon},
		{Code: "InvalidProtocol.NeedSsl", Kind: numsim.BadRequest, Source: aliyunCommon},
		{Code: "InvalidParameter.Format", Kind: numsim.BadRequest, Source: aliyunAsk},
		{Code: "UnsupportedHTTPMethod", Kind: numsim.BadRequest, Source: "documented: help 51132"},
		{Code: "RequestParameterMalformed", Kind: numsim.BadRequest, Source: "observed: sadoneli/merlin380-acme#25"},
	}
	for _, name := range []string{"MissingParameter", "InvalidParameter.Accept", "InvalidRegion.NotFound", "ContentMD5NotMatched", "ContentLengthDoesNotMatch"} {
		list = append(list, Class{Code: name, Kind: numsim.BadRequest, Source: aliyunGeneral})
	}
	for _, name := range []string{"AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Version", "PhoneNumber", "AuthCode", "InputNumber", "Mask"} {
		list = append(list, Class{Code: "Missing" + name, Kind: numsim.BadRequest, Source: aliyunCommon + ", Missing{Name}"})
	}
	for _, name := range []string{"SignatureVersion", "SignatureType", "OwnerId", "ResourceOwnerId"} {
		list = append(list, Class{Code: "Invalid" + name, Kind: numsim.BadRequest, Source: aliyunAsk + ", Invalid{Name}"})
	}
	return list
}

func aliyunKeys() []Class {
	return []Class{
		{Code: "MissingSecurityToken", Kind: numsim.Auth, Source: "observed: denverdino/aliyungo#204"},
		{Code: "InvalidAccessKeyId.NotFound", Kind: numsim.Auth, Source: aliyunCommon},
		{Code: "InvalidAccessKeyId", Kind: numsim.Auth, Source: "observed: aliyun-ddns#77, certimate#720"},
		{Code: "InvalidAccessKeyId.Inactive", Kind: numsim.Auth, Source: "documented: help 60629"},
		{Code: "Forbidden.AccessKeyDisabled", Kind: numsim.Auth, Source: aliyunGeneral},
		{Code: "InvalidSecurityToken.Expired", Kind: numsim.Auth, Source: aliyunFAQ},
		{Code: "InvalidSecurityToken.Malformed", Kind: numsim.Auth, Source: aliyunFAQ},
		{Code: "InvalidSecurityToken.MismatchWithAccessKey", Kind: numsim.Auth, Source: aliyunFAQ},
		{Code: "Forbidden.RAM", Kind: numsim.Auth, Source: "documented: product pages"},
		{Code: "NoPermission", Kind: numsim.Auth, Source: "documented: product pages"},
	}
}

func aliyunSignatures() []Class {
	return []Class{
		{Code: "InvalidTimeStamp.Format", Kind: numsim.Clock, Source: aliyunCommon},
		{Code: "InvalidTimeStamp.Expired", Kind: numsim.Clock, Source: aliyunCommon},
		{Code: "IllegalTimestamp", Kind: numsim.Clock, Source: "observed: aliyun/aliyun-cli#18, another product"},
		// This package takes a fresh nonce each time: the request reached the
		// provider twice, and its twin was accepted.
		{Code: "SignatureNonceUsed", Kind: numsim.Replay, Charged: PerhapsCharged, Retry: true, Source: aliyunCommon + "; that the twin was perhaps charged is inferred"},
		{Code: "SignatureDoesNotMatch", Kind: numsim.Signature, Source: "observed: NewFuture/DDNS#57, aliyun/alibabacloud-csharp-sdk#40"},
		{Code: "IncompleteSignature", Kind: numsim.Signature, Source: "observed: fog/fog-aliyun#32"},
		{Code: "InvalidSignatureMethod", Kind: numsim.Signature, Source: aliyunAsk},
	}
}

func aliyunFlow() []Class {
	return []Class{
		{Code: "Throttling", Kind: numsim.Throttled, Retry: true, Source: "documented: help 30137 and 51132"},
		{Code: "Throttling.User", Kind: numsim.Throttled, Retry: true, Source: "documented: help 48054 and 149360"},
		{Code: "Throttling.Api", Kind: numsim.Throttled, Retry: true, Source: "documented: help 48054"},
		{Code: "InternalError", Kind: numsim.Outage, Retry: true, Source: "documented: help 29447 and 435312"},
		{Code: "ServiceUnavailable", Kind: numsim.Outage, Retry: true, Source: "documented: help 29447 and 435312, a temporary failure"},
		{Code: "UnknownError", Kind: numsim.Outage, Retry: true, Source: aliyunGeneral},
	}
}

// aliyunClassOf finds a code in the table, or by what such codes are called, or
// by the HTTP status.
func aliyunClassOf(code, message string, status int) Class {
	class := classOf(AliyunClasses(), code)
	switch {
	case class.Kind == numsim.BadRequest && badNumber(code, message):
		class.Kind = numsim.BadNumber
	case class.Kind != numsim.Other:
	case strings.HasPrefix(code, "Throttling."), strings.HasSuffix(code, ".QPS_LIMIT"), status == 429:
		class = Class{Code: code, Kind: numsim.Throttled, Retry: true, Source: aliyunPattern + "HTTP 429"}
	case status >= 500:
		class = Class{Code: code, Kind: numsim.Outage, Retry: true, Source: aliyunPattern + "HTTP 5xx"}
	case strings.HasPrefix(code, "Missing"), strings.HasPrefix(code, "Invalid"):
		class = Class{Code: code, Kind: numsim.BadRequest, Source: aliyunPattern + "Missing{Name} and Invalid{Name}, help 48054 and ask/278265"}
	}
	return class
}

// badNumber tells the two messages of InvalidParameter apart. The document has
// "The specified mobile phone number is invalid."; later sentences are not
// printed anywhere, so a word is enough.
func badNumber(code, message string) bool {
	if !strings.EqualFold(code, "InvalidParameter") {
		return false
	}
	message = strings.ToLower(message)
	return strings.Contains(message, "phone number") || strings.Contains(message, "手机号") || strings.Contains(message, "号码")
}
