package client

import (
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// ksyunDry is how the provider says that a dry run would have succeeded.
const ksyunDry = "DryRunOperation"

// Where the codes come from.
const (
	ksyunManual   = "EIP OpenAPI manual, gateway error table; that a refusal is free is inferred"
	ksyunDocument = "the document on 号码百科, error samples; that a refusal is free is inferred"
	ksyunTests    = "kingsoftcloud/terraform-provider-ksyun, ksyun/errors_test.go: third-party"
	ksyunRetries  = "ksc-sdk-python, kscore/data/_retry.yaml: in the SDK, in no document"
)

// KsyunClasses lists every code that cpn and the gateway in front of it are
// known to refuse with. Some codes stand for several faults, and the message
// tells them apart: those are in the list once for each kind.
func KsyunClasses() []Class {
	classes := make([]Class, 0, len(ksyunFaults)+len(ksyunCodes))
	for _, f := range ksyunFaults {
		classes = append(classes, f.Class)
	}
	return slices.Concat(classes, ksyunCodes)
}

// ksyunCodes has what a code means where its message tells nothing else.
var ksyunCodes = []Class{
	{Code: "InvalidMobile", Kind: numsim.BadNumber, Source: ksyunDocument},
	{Code: "EmptyICmnChannel", Kind: numsim.BadNumber, Source: ksyunDocument}, // no channel to the number's network

	{Code: "MissingAuthenticationToken", Kind: numsim.Auth, Source: ksyunManual},
	{Code: "SignatureDoesNotMatch", Kind: numsim.Signature, Source: ksyunManual},
	{Code: "InvalidClientTokenId", Kind: numsim.Auth, Source: ksyunManual},
	{Code: "AccessDenied", Kind: numsim.Auth, Source: ksyunManual},
	{Code: "IncompleteSignature", Kind: numsim.Signature, Source: ksyunManual},

	{Code: "ServiceUnavailable", Kind: numsim.Outage, Retry: true, Source: ksyunManual},
	{Code: "ServiceTimeout", Kind: numsim.Outage, Retry: true, Source: ksyunManual},
	{Code: "LimitExceeded", Kind: numsim.Throttled, Retry: true, Source: ksyunManual},
	{Code: ksyunDry, Kind: numsim.Other, Source: ksyunManual}, // a yes; see DryRun

	{Code: "NoSuchEntity", Kind: numsim.BadRequest, Source: ksyunManual},
	{Code: "InvalidParameterValue", Kind: numsim.BadRequest, Source: ksyunManual},
	{Code: "InvalidMethod", Kind: numsim.BadRequest, Source: ksyunManual},
	{Code: "MissingParameter", Kind: numsim.BadRequest, Source: ksyunManual},
	{Code: "InvalidQueryParameter", Kind: numsim.BadRequest, Source: ksyunManual},

	{Code: "INTERNAL_FAILURE", Kind: numsim.Outage, Retry: true, Source: ksyunTests},
	{Code: "InvalidActionOrVesion", Kind: numsim.BadRequest, Source: ksyunTests}, // spelled so
	{Code: "Throttling", Kind: numsim.Throttled, Retry: true, Source: ksyunRetries},
	{Code: "ThrottlingException", Kind: numsim.Throttled, Retry: true, Source: ksyunRetries},
}

// ksyunFault is a code that means something else with this message.
type ksyunFault struct {
	Class
	says string // a part of the published text
}

var ksyunFaults = []ksyunFault{
	{Class{Code: "SignatureDoesNotMatch", Kind: numsim.Clock, Source: ksyunManual}, "Signature expired"},
	{Class{Code: "IncompleteSignature", Kind: numsim.Clock, Source: ksyunManual}, "Date must be in ISO-8601"},
	{Class{Code: "MissingAuthenticationToken", Kind: numsim.Signature, Source: ksyunManual}, "not in Http Header"},
	// An action without anything behind it has nothing a moment later either.
	{Class{Code: "ServiceUnavailable", Kind: numsim.Outage, Source: ksyunManual}, "does not have an internal service"},
}

func ksyunClass(code, message string) Class {
	for _, f := range ksyunFaults {
		if strings.EqualFold(f.Code, code) && strings.Contains(message, f.says) {
			return f.Class
		}
	}
	return classOf(ksyunCodes, code)
}
