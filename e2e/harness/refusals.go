package harness

// Refusal is what the provider's documents promise for a refused case, before
// an SDK has made anything of it.
type Refusal struct {
	Code    string
	Status  int
	Message string
}

// Refusals is every refused case with its documented code, status and text.
// The text of a signature mismatch depends on the signature and is left to the
// SDK's own table; that of isv.MOBILE_NUMBER_ILLEGAL is printed nowhere. A
// status of 200 says that the code is in the body of an answer.
func Refusals() map[string]Refusal {
	unavailable := Refusal{"ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server."}
	unserved := Refusal{"InvalidAction.NotFound", 404, "Specified api is not found, please check your url and method."}
	limited := Refusal{"OperatorLimit", 200, "The number is limited by the operator."}
	return map[string]Refusal{
		"wrong-secret":      {"SignatureDoesNotMatch", 400, ""},
		"unknown-key":       {"InvalidAccessKeyId.NotFound", 404, "Specified access key is not found."},
		"throttled":         {"System.LimitControl", 400, "The system is under flow control."},
		"broke":             {"Insufficient.Balance", 400, "You have an insufficient balance."},
		"expired":           {"InvalidTimeStamp.Expired", 400, "Specified time stamp or date value is expired."},
		"replayed":          {"SignatureNonceUsed", 400, "Specified signature nonce was used already."},
		"sts-missing-token": {"MissingSecurityToken", 400, "SecurityToken is mandatory for this action."},
		"sts-expired":       {"InvalidSecurityToken.Expired", 400, "Specified SecurityToken is expired."},
		"unavailable":       unavailable,
		"unavailable-retry": unavailable,
		"bad-number":        {"InvalidParameter", 400, "The specified mobile phone number is invalid."},

		"2021-bad-number":      {"isv.MOBILE_NUMBER_ILLEGAL", 200, ""},
		"2022-operator-limit":  limited,
		"today-operator-limit": limited,
		"2021-public":          unserved,
		"today-withdrawn":      unserved,
	}
}
