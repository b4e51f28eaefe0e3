package ksyun

import (
	"cmp"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// Where the rows come from.
const (
	document = "the document, error samples; the status is inferred"
	manual   = "EIP OpenAPI manual, gateway error table"
)

// rows is the whole table: the service's two, then the gateway's as published.
func rows() []numsim.Row {
	return slices.Concat(serviceRows(), tokenRows(), mismatchRows(), accountRows(), incompleteRows(), requestRows())
}

func serviceRows() []numsim.Row {
	return []numsim.Row{
		{Name: "InvalidMobile", Status: 400, Message: "Invalid mobile", Kind: numsim.BadNumber, Grade: numsim.Inferred, Source: document, Cause: "a number that is malformed; more than 50; ending 0400"},
		{Name: "EmptyICmnChannel", Status: 400, Message: "The icmn channel is empty", Kind: numsim.BadNumber, Grade: numsim.Inferred, Source: document, Cause: "an international number of a place that is not listed"},
	}
}

func tokenRows() []numsim.Row {
	return []numsim.Row{
		{Name: "MissingAuthenticationToken/host", Status: 403, Message: "Request is missing 'Host' header.", Kind: numsim.Auth, Source: manual, Cause: "an empty Host header, or none, which only HTTP/1.0 allows"},
		{Name: "MissingAuthenticationToken/token", Status: 403, Message: "Request is missing Authentication Token.", Kind: numsim.Auth, Source: manual, Cause: "no Accesskey or no Signature, and no sign of AWS4: Authorization, or X-Amz-Algorithm, X-Amz-Credential or X-Amz-Signature in the query"},
		{Name: "MissingAuthenticationToken/header", Status: 403, Message: "{Header} not in Http Header.", Kind: numsim.Signature, Source: manual, Cause: "SignedHeaders names a header the request has not"},
	}
}

func mismatchRows() []numsim.Row {
	return []numsim.Row{
		// The apostrophe is missing in front of Host on the page too.
		{Name: "SignatureDoesNotMatch/host", Status: 403, Message: "Host' must be a 'SignedHeader' in the Authorization.", Kind: numsim.Signature, Source: manual, Cause: "AWS4 SignedHeaders without host"},
		{Name: "SignatureDoesNotMatch/terminator", Status: 403, Message: "Credential should be scoped with a valid terminator: 'aws4_request', not: {Terminator}.", Kind: numsim.Signature, Source: manual, Cause: "an AWS4 Credential that ends otherwise"},
		{Name: "SignatureDoesNotMatch/region", Status: 403, Message: "Credential should be scoped to a valid region, not:{Region}.", Kind: numsim.Signature, Source: manual, Cause: "an AWS4 Credential whose region is empty or other than lower-case letters, digits and dashes"},
		{Name: "SignatureDoesNotMatch/service", Status: 403, Message: "Credential should be scoped to correct service: {Service}.", Kind: numsim.Signature, Source: manual, Cause: "Service, or the service of an AWS4 Credential, is not cpn"},
		{Name: mismatch, Status: 403, Message: "The request signature we calculated does not match the signature you provided.", Kind: numsim.Signature, Source: manual, Cause: "a wrong signature of either scheme"},
		{Name: "SignatureDoesNotMatch/expired", Status: 403, Message: "Signature expired:{Timestamp}.", Kind: numsim.Clock, Source: manual, Cause: "a timestamp further from the clock than the account's window"},
		{Name: "SignatureDoesNotMatch/date", Status: 403, Message: "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.", Kind: numsim.Signature, Source: manual, Cause: "an AWS4 Credential of another day than X-Amz-Date or Date"},
	}
}

func accountRows() []numsim.Row {
	return []numsim.Row{
		{Name: unknownKey, Status: 403, Message: "The security token included in the request is invalid.", Kind: numsim.Auth, Source: manual, Cause: "an unknown or disabled Accesskey; a security token that is missing, not the key's own, or expired"},
		{Name: "AccessDenied", Status: 403, Message: "User: {User} is not authorized to perform: {Action}.", Kind: numsim.Auth, Source: manual, Cause: "standing not-authorized, ram-denied, forbidden-ram or no-permission"},
	}
}

func incompleteRows() []numsim.Row {
	return []numsim.Row{
		{Name: "IncompleteSignature/date", Status: 400, Message: "Date must be in ISO-8601 'basic format'. Got '{Date}'. See http://en.wikipedia.org/wiki/ISO_8601.", Kind: numsim.Clock, Source: manual, Cause: "a Timestamp, X-Amz-Date or Date that cannot be read, or is not UTC"},
		{Name: "IncompleteSignature/query", Status: 400, Message: "KSC query-string parameters must include {Parameter}. Re-examine the query-string parameters.", Kind: numsim.Signature, Source: manual, Cause: "X-Amz-Algorithm, X-Amz-Credential or X-Amz-Signature in the query, and one of the five parameters of a signature missing"},
		{Name: "IncompleteSignature/algorithm", Status: 400, Message: "Unsupported ksc 'algorithm': {Algorithm}.", Kind: numsim.Signature, Source: manual, Cause: "SignatureMethod is not HMAC-SHA256, or the scheme of Authorization or X-Amz-Algorithm is not AWS4-HMAC-SHA256"},
		{Name: "IncompleteSignature/credential", Status: 400, Message: "Authorization header requires 'Credential' parameter. Authorization={Authorization}.", Kind: numsim.Signature, Source: manual, Cause: "Authorization without Credential"},
		{Name: "IncompleteSignature/elements", Status: 400, Message: "Credential must have exactly 5 slash-delimited elements, e.g. accesskeyid/date/region/service/aws4_request, got: {Credential}.", Kind: numsim.Signature, Source: manual, Cause: "an AWS4 Credential of other than five parts"},
		{Name: "IncompleteSignature/format", Status: 400, Message: "Authorization header format error.", Kind: numsim.Signature, Source: manual, Cause: "Authorization with a part that is not name=value, unknown or repeated; SignedHeaders with a name twice or more than 64"},
		{Name: "IncompleteSignature/no-date", Status: 400, Message: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header, Authorization={Authorization}", Kind: numsim.Signature, Source: manual, Cause: "Authorization without X-Amz-Date and Date beside it"},
		{Name: "IncompleteSignature/signature", Status: 400, Message: "Authorization header requires 'Signature' parameter. Authorization={Authorization}", Kind: numsim.Signature, Source: manual, Cause: "Authorization without Signature"},
		{Name: "IncompleteSignature/signed-headers", Status: 400, Message: "Authorization header requires 'SignedHeaders' parameter. Authorization={Authorization}", Kind: numsim.Signature, Source: manual, Cause: "Authorization without SignedHeaders"},
	}
}

func requestRows() []numsim.Row {
	return []numsim.Row{
		{Name: "ServiceUnavailable/exception", Status: 500, Message: "Exception {Exception}", Kind: numsim.Outage, Source: manual, Cause: "account"},
		{Name: "ServiceUnavailable/auth", Status: 500, Message: "Auth Service is unavailable because of an unknown error, exception or failure", Kind: numsim.Outage, Source: manual, Cause: "account"},
		{Name: "ServiceUnavailable/no-service", Status: 404, Message: "Request was rejected because it referenced an 'InnerApi' that does not have an internal service", Kind: numsim.Outage, Source: manual, Cause: "account"},
		{Name: "ServiceUnavailable/service", Status: 500, Message: "OpenAPI or Service is unavailable because of an unknown error, exception or failure.", Kind: numsim.Outage, Source: manual, Cause: "account"},
		{Name: "DryRunOperation", Status: 412, Message: "Request would have succeeded, but DryRun flag is set", Kind: numsim.Other, Source: manual, Cause: "DryRun, and the account may call the operation"},
		{Name: "NoSuchEntity", Status: 404, Message: "Request was rejected because it referenced an 'InnerApi' that does not exist.", Kind: numsim.BadRequest, Source: manual, Cause: "an Action, Version or path that is not served"},
		{Name: "LimitExceeded", Status: 409, Message: "Request was rejected because the request speed of this openAPI is beyond the current flow control limit.", Kind: numsim.Throttled, Source: manual, Cause: "more calls in a second than the account's qps; ending 0429"},
		{Name: "InvalidParameterValue", Status: 400, Message: "An invalid or out-of-range value was supplied for the input parameter {Parameter}.", Kind: numsim.BadRequest, Source: manual, Cause: "a DryRun that is not a boolean; a SignatureVersion other than 1.0 and 1; more than 50 numbers with the switch too-many"},
		// "for" stands in the published text.
		{Name: "InvalidMethod", Status: 400, Message: "The method {Method} for is not valid for this web service.", Kind: numsim.BadRequest, Source: manual, Cause: "a method other than POST; GET too, but for the switch get"},
		{Name: "MissingParameter", Status: 400, Message: "An value must be supplied for the input parameter {Parameter}.", Kind: numsim.BadRequest, Source: manual, Cause: "Action, Version, Service, SignatureVersion, Timestamp, Mobile or Mobiles is absent or empty"},
		{Name: malformed, Status: 400, Message: "The query parameter {Parameter} is malformed or does not adhere to KSC standards.", Kind: numsim.BadRequest, Source: manual, Cause: "a parameter that cannot be decoded, is given twice, or differs between query and body; a body that cannot be read; a header that decides, given twice"},
		{Name: "ServiceTimeout", Status: 500, Message: "Internal Service is unavailable because of time out.", Kind: numsim.Outage, Source: manual, Cause: "account"},
	}
}

// denied are the standings the gateway's one row of permission speaks of.
var denied = []ledger.Standing{ledger.NotAuthorized, ledger.RAMDenied, ledger.ForbiddenRAM, ledger.NoPermission}

// Refuse gives the row for what the engine meets. There are no nonces, no money
// is asked for in advance, and no row speaks of a product that was not opened.
func (p *Provider) Refuse(c *sim.Call, cause sim.Cause) *sim.Refusal {
	switch cause {
	case sim.UnknownCredential:
		return p.refuse(unknownKey, "no account of this simulator has that Accesskey")
	case sim.Throttled:
		return p.refuse("LimitExceeded", "more calls in this second than the account's qps")
	case sim.NumberRefused:
		return p.refuse("InvalidMobile", "the number is refused")
	case sim.NetworkUnserved:
		if place := scratch(c).place; place != nil && !place.Serves(c.Network) {
			return p.refuse("EmptyICmnChannel", "the document lists other networks for "+place.ISO)
		}
	case sim.BadStanding:
		if slices.Contains(denied, c.Account.Standing) {
			no := p.Answer(c, p.catalogue.Find("AccessDenied"))
			no.Why = "the account's standing is " + c.Account.Standing.String()
			return no
		}
	}
	return nil
}

// Answer fills a row from the call, for an account that always meets it.
func (p *Provider) Answer(c *sim.Call, row *numsim.Row) *sim.Refusal {
	return &sim.Refusal{Row: row, Message: filled(row.Message, func(name string) string { return told(c, name) })}
}

// told is what the call has to say for a brace of a message.
func told(c *sim.Call, name string) string {
	w := scratch(c)
	switch name {
	case "Header":
		return "X-Amz-Date"
	case "Terminator":
		return "aws4_request"
	case "Region":
		return cmp.Or(w.auth.region, string(w.form.Get("Region")))
	case "Service":
		return service
	case "Timestamp", "Date":
		return string(w.stamped)
	case "User":
		return c.Account.UID
	case "Action", "Exception":
		return c.Operation
	case "Parameter":
		return w.operation.parameter
	case "Algorithm":
		return cmp.Or(w.auth.algorithm, string(w.fields.method), "HMAC-SHA256")
	case "Authorization":
		return c.Request.Header.Get("Authorization")
	case "Credential":
		return cmp.Or(w.auth.credential, string(w.fields.key))
	}
	return c.Request.Method
}

func (p *Provider) missing(parameter string) *sim.Refusal {
	return p.fill("MissingParameter", parameter, parameter+" is absent or empty")
}

func (p *Provider) refuse(row, why string) *sim.Refusal {
	return &sim.Refusal{Row: p.catalogue.Find(row), Why: why, Doubt: doubt(row)}
}

// fill refuses with a row whose message names one thing.
func (p *Provider) fill(row, value, why string) *sim.Refusal {
	no := p.refuse(row, why)
	no.Message = filled(no.Row.Message, func(string) string { return value })
	return no
}

// filled replaces each {Name} of a message. What it is replaced with is not
// looked at again: callers may send braces.
func filled(message string, value func(name string) string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(message, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(value(name))
		message = after
	}
}
