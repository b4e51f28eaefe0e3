package aliyun

import (
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// Where the rows come from. Numbers are pages of the vendor's help centre.
const (
	document   = "document of 2020-09-23, sections 1 and 5, 错误码"
	helpCommon = "help 48054 and 60629, common error codes"
)

// rows is the whole table: the product's nine, then the gateway's.
func rows() []numsim.Row {
	return slices.Concat(businessRows(), bodyRows(), requestRows(), credentialRows(), signatureRows(), flowRows())
}

func businessRows() []numsim.Row {
	return []numsim.Row{
		{Name: "Ram.PermissionDeny", Status: 400, Message: "You are not authorized to perform the operation.", Kind: numsim.Auth, Source: document, Cause: "standing ram-denied"},
		{Name: "Unknown.ResourceOwnerId", Status: 400, Message: "The resource does not belong to the current user.", Kind: numsim.Auth, Source: document, Cause: "ResourceOwnerId or ResourceOwnerAccount is somebody else's"},
		{Name: "Product.Unsubscribed", Status: 400, Message: "You have not subscribed to the specified product.", Kind: numsim.Unsubscribed, Source: document, Cause: "standing unsubscribed"},
		{Name: parameterRow, Status: 400, Message: "The specified parameter is invalid.", Kind: numsim.BadRequest, Source: document, Cause: "parameters that cannot be decoded, or one given twice; a Mask of another name"},
		{Name: "InvalidParameter/mobile", Status: 400, Message: "The specified mobile phone number is invalid.", Kind: numsim.BadNumber, Source: document, Cause: "the number is not eleven digits beginning with 1; ending 0400; profiles 2020 and today"},
		{Name: "System.LimitControl", Status: 400, Message: "The system is under flow control.", Kind: numsim.Throttled, Source: document, Cause: "more calls in a second than the account's qps; ending 0429; not in profile 2021"},
		{Name: "OutOfService", Status: 400, Message: "The ISV is out of service.", Kind: numsim.Unsubscribed, Source: document, Cause: "standing out-of-service"},
		{Name: "Permission.NotAuthorized", Status: 403, Message: "You are not authorized to perform the operation.", Kind: numsim.Auth, Source: document, Cause: "standing not-authorized"},
		{Name: "Insufficient.Balance", Status: 400, Message: "You have an insufficient balance.", Kind: numsim.Balance, Source: document, Cause: "the balance is below the price of the call"},
	}
}

func requestRows() []numsim.Row {
	table := []numsim.Row{
		{Name: "InvalidAction.NotFound", Status: 404, Message: "Specified api is not found, please check your url and method.", Kind: numsim.BadRequest, Grade: numsim.ThirdParty, Source: "a live 404 asserted by a public SDK's test; gateway bodies pasted publicly", Cause: "Action is missing or not one of the account's profile"},
		// The vendor's pages print this one without a space after the comma.
		{Name: "InvalidApi.NotFound", Status: 404, Message: "Specified api is not found,please check your url and method.", Kind: numsim.BadRequest, Source: helpCommon, Cause: "a path other than /"},
		{Name: "InvalidProduct.NotFound", Status: 404, Message: "Cannot find product according to your specified domain.", Kind: numsim.BadRequest, Source: helpCommon, Cause: "Host is another product's under aliyuncs.com"},
		{Name: "InvalidProtocol.NeedSsl", Status: 400, Message: "Your request is denied as lack of ssl protect.", Kind: numsim.BadRequest, Source: "help 60629; help 48054 prints 404", Cause: "plain HTTP with the switch ssl=required"},
		{Name: "InvalidVersion", Status: 400, Message: "Specified parameter Version is not valid.", Kind: numsim.BadRequest, Grade: numsim.Inferred, Source: "aliyun/openapi-sdk-php#175; the status is inferred", Cause: "Version is not 2020-02-17"},
		{Name: "InvalidParameter.Format", Status: 400, Message: "Specified parameter format is not valid.", Kind: numsim.BadRequest, Grade: numsim.ThirdParty, Source: "developer.aliyun.com/ask/278265", Cause: "Format is neither JSON nor XML"},
		{Name: "UnsupportedHTTPMethod", Status: 400, Message: "This http method not supported.", Kind: numsim.BadRequest, Grade: numsim.ThirdParty, Source: "developer.aliyun.com/ask/278265; help 51132 prints 403", Cause: "a method other than GET and POST"},
	}
	for _, name := range []string{"AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Version", "PhoneNumber", "AuthCode", "InputNumber", "Mask"} {
		table = append(table, numsim.Row{Name: "Missing" + name, Status: 400, Message: name + " is mandatory for this action.", Kind: numsim.BadRequest, Source: helpCommon, Cause: name + " is absent or empty"})
	}
	for _, name := range []string{"SignatureVersion", "SignatureType", "OwnerId", "ResourceOwnerId"} {
		table = append(table, numsim.Row{Name: "Invalid" + name, Status: 400, Message: "Specified parameter " + name + " is not valid.", Kind: numsim.BadRequest, Grade: numsim.ThirdParty, Source: "developer.aliyun.com/ask/278265", Cause: invalidCause[name]})
	}
	return table
}

var invalidCause = map[string]string{
	"SignatureVersion": "SignatureVersion is not 1.0",
	"SignatureType":    "SignatureType is neither empty nor BEARERTOKEN",
	"OwnerId":          "OwnerId is not an integer",
	"ResourceOwnerId":  "ResourceOwnerId is not an integer",
}

func credentialRows() []numsim.Row {
	return []numsim.Row{
		{Name: "MissingSecurityToken", Status: 400, Message: "SecurityToken is mandatory for this action.", Kind: numsim.Auth, Grade: numsim.Observed, Source: "denverdino/aliyungo#204", Cause: "a temporary key without its token"},
		{Name: "InvalidAccessKeyId.NotFound", Status: 404, Message: "Specified access key is not found.", Kind: numsim.Auth, Grade: numsim.Observed, Source: "five public reports; help 60629; help 48054 prints 400", Cause: "an unknown AccessKeyId"},
		{Name: "InvalidAccessKeyId", Status: 404, Message: "Specified access key is not found or invalid.", Kind: numsim.Auth, Grade: numsim.Observed, Source: "aliyun-ddns#77, certimate#720, ddns-go#207", Cause: "an unknown AccessKeyId with the switch unknown-key"},
		{Name: "InvalidAccessKeyId.Inactive", Status: 400, Message: "Specified access key is disabled.", Kind: numsim.Auth, Source: "help 60629", Cause: "a disabled AccessKeyId"},
		{Name: "InvalidSecurityToken.Expired", Status: 400, Message: "Specified SecurityToken is expired.", Kind: numsim.Auth, Source: "error table of the faascmd FAQ; the DTS pages print 403", Cause: "a token past its expiry"},
		{Name: "InvalidSecurityToken.Malformed", Status: 400, Message: "Specified SecurityToken is malformed.", Kind: numsim.Auth, Source: "error table of the faascmd FAQ", Cause: "a token that does not look like one: under 16 bytes, or with bytes outside base64 and -_."},
		{Name: "InvalidSecurityToken.MismatchWithAccessKey", Status: 400, Message: "Specified SecurityToken mismatch with the AccessKey.", Kind: numsim.Auth, Source: "error table of the faascmd FAQ", Cause: "another key's token, or a token with a permanent key"},
		{Name: "Forbidden.RAM", Status: 403, Message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.", Kind: numsim.Auth, Source: "product pages", Cause: "standing forbidden-ram"},
		{Name: "NoPermission", Status: 403, Message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.", Kind: numsim.Auth, Grade: numsim.Inferred, Source: "product pages; the sentence is inferred from Forbidden.RAM", Cause: "standing no-permission"},
	}
}

func signatureRows() []numsim.Row {
	return []numsim.Row{
		{Name: "InvalidTimeStamp.Format", Status: 400, Message: "Specified time stamp or date value is not well formatted.", Kind: numsim.Clock, Source: helpCommon, Cause: "Timestamp is not yyyy-MM-ddTHH:mm:ssZ"},
		{Name: "InvalidTimeStamp.Expired", Status: 400, Message: "Specified time stamp or date value is expired.", Kind: numsim.Clock, Source: "help 48054; jeessy2/ddns-go#1291", Cause: "Timestamp is further from the clock than the account's window"},
		{Name: "SignatureNonceUsed", Status: 400, Message: "Specified signature nonce was used already.", Kind: numsim.Replay, Source: "help 48054; jeessy2/ddns-go#1548", Cause: "a nonce spent before, within the window"},
		{Name: mismatchV1, Status: 400, Message: "Specified signature is not matched with our calculation. server string to sign is:{StringToSign}", Kind: numsim.Signature, Grade: numsim.Observed, Source: "NewFuture/DDNS#57, dromara/SMS4J#34; help 30137 prints 403", Cause: "a wrong V1 signature"},
		{Name: mismatchV3, Status: 400, Message: "Specified signature does not match our calculation. server StringToSign is [{StringToSign}] server CanonicalRequest is [{CanonicalRequest}]", Kind: numsim.Signature, Grade: numsim.ThirdParty, Source: "aliyun/alibabacloud-csharp-sdk#40; the status is from a live test of the SMS gateway", Cause: "a wrong V3 signature"},
		{Name: "IncompleteSignature", Status: 400, Message: "The request signature does not conform to Aliyun standards. server string to sign is:{StringToSign}", Kind: numsim.Signature, Grade: numsim.Observed, Source: "fog/fog-aliyun#32, aliyun/openapi-core-ruby-sdk#32", Cause: "ACS3 SignedHeaders that repeat a name or leave out one that decides; a wrong V1 signature with the switch mismatch"},
		{Name: "InvalidSignatureMethod", Status: 400, Message: "Specified signature method is not valid.", Kind: numsim.Signature, Grade: numsim.ThirdParty, Source: "developer.aliyun.com/ask/278265", Cause: "SignatureMethod is not HMAC-SHA1, or an ACS3 algorithm that is not served"},
	}
}

func flowRows() []numsim.Row {
	return []numsim.Row{
		{Name: "Throttling", Status: 400, Message: "Request was denied due to request throttling.", Kind: numsim.Throttled, Source: "help 30137 and 51132; newer products 429", Cause: "over qps with the switch throttle"},
		{Name: "Throttling.User", Status: 400, Message: "Request was denied due to user flow control.", Kind: numsim.Throttled, Source: "help 48054 and 149360; newer products 429", Cause: "a key with nonce-cap live nonces; over qps with the switch throttle"},
		{Name: "Throttling.Api", Status: 400, Message: "Request was denied due to api flow control.", Kind: numsim.Throttled, Source: "help 48054; newer products 429", Cause: "over qps with the switch throttle"},
		{Name: "InternalError", Status: 500, Message: "The request processing has failed due to some unknown error, exception or failure.", Kind: numsim.Outage, Source: "help 29447 and 435312; the Mobile Push table prints 400", Cause: "account"},
		{Name: "ServiceUnavailable", Status: 503, Message: "The request has failed due to a temporary failure of the server.", Kind: numsim.Outage, Source: "help 29447 and 435312", Cause: "account"},
	}
}

const (
	parameterRow = "InvalidParameter/parameter"
	mismatchV1   = "SignatureDoesNotMatch/v1"
	mismatchV3   = "SignatureDoesNotMatch/v3"
)

// standings has the row of each standing that the provider has words for. They
// are common to all generations: what an account is refused for travels as HTTP
// 400 or 403 in every generation's metadata.
var standings = map[ledger.Standing]string{
	ledger.Unsubscribed:  "Product.Unsubscribed",
	ledger.OutOfService:  "OutOfService",
	ledger.NotAuthorized: "Permission.NotAuthorized",
	ledger.RAMDenied:     "Ram.PermissionDeny",
	ledger.ForbiddenRAM:  "Forbidden.RAM",
	ledger.NoPermission:  "NoPermission",
}

// whys is the reason in words for each cause.
var whys = map[sim.Cause]string{
	sim.UnknownCredential: "no account of this simulator has that AccessKeyId",
	sim.NonceUsed:         "a well-signed request with this nonce was accepted before, and its timestamp is still fresh",
	sim.NoncesFull:        "the key holds as many live nonces as nonce-cap allows",
	sim.Throttled:         "more calls in this second than the account's qps",
	sim.NumberTooOften:    "the account asked about this number less than number-every ago",
	sim.CarrierLimited:    "more calls in this second than carrier-qps allows for the number's carrier",
	sim.FundsShort:        "the balance is below the price of the call; nothing was taken",
}

// Refuse gives the row of the account's generation for what the engine meets.
func (p *Provider) Refuse(c *sim.Call, cause sim.Cause) *sim.Refusal {
	if cause == sim.BadStanding {
		if row := standings[c.Account.Standing]; row != "" {
			return p.refuse(row, "the account's standing is "+c.Account.Standing.String())
		}
	}
	if row := read(c).rows[cause]; row != "" {
		return p.refuse(row, whys[cause])
	}
	return nil
}

// Answer fills a row for an account that always meets it.
func (p *Provider) Answer(c *sim.Call, row *numsim.Row) *sim.Refusal {
	no := &sim.Refusal{Row: row}
	if row.Name == "InternalError" && read(c).productText {
		no.Message = "A system error occurred."
	}
	if strings.Contains(row.Message, "{") {
		no.Message = p.echo(c, row)
	}
	return no
}

func (p *Provider) refuse(row, why string) *sim.Refusal {
	return &sim.Refusal{Row: p.catalogue.Find(row), Why: why, Doubt: doubt(row)}
}
