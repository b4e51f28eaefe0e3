package harness

import "fmt"

// kingsoft is Kingsoft Cloud's number service, by its document 号码百科 openAPI
// (API version 2019-05-01) and the error table of its gateway.
func kingsoft() service {
	return service{
		title: "Kingsoft Cloud",
		about: "Clients written from the document of 号码百科 (cpn, API version 2019-05-01): its own code for PHP, Python and curl, its words " +
			"elsewhere. None of the provider's SDKs has this service, but the Python SDK has a generic client.",
		footnote: "The document does not print the HTTP status of `InvalidMobile` and `EmptyICmnChannel`; 400 is inferred from its general rule. " +
			"Which row of the gateway's table answers a wrong signature and an unknown key is inferred too.",
		path: "/", address: func(s *Sim) string { return s.Ksyun },
		shown: "batch", plans: append(kingsoftAnswered(), kingsoftRefused()...),
	}
}

const (
	realtime      = "PhoneNumberStatus"
	batch         = "BatchPhoneNumberStatus"
	international = "IsmsPhoneNumberStatus"
)

func asksKingsoft(name, account, action, numbers, about string, answer promised) samplePlan {
	field := "Mobile"
	if action == batch {
		field = "Mobiles"
	}
	return samplePlan{about: about, promised: answer, Call: Call{
		Name: name, Account: account, Secret: secret, Action: action, Field: field, Numbers: numbers,
	}}
}

func kingsoftAnswered() []samplePlan {
	inService := promised{
		200, `{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动","RequestId":"*"}`, "", []string{"1"},
	}
	stopped := promised{
		200, `{"CheckStatus":"13","Mobile":"18600000402","Carrier":"联通","RequestId":"*"}`, "", []string{"13"},
	}
	abroad := promised{
		200, `{"RequestId":"*","Result":{"NationEnCode":"ID","PhoneStatus":1,"Mobile":"6281300000200"}}`, "", []string{"1"},
	}
	mixed := active + "," + vacant + "," + unicomStopped + "," + telecomRisky + "," + silent + "," + unlisted
	sts := asksKingsoft("sts", "numsim-sts", realtime, active, "a temporary key with its token", inService)
	sts.Token = "numsim-sts-token"
	return []samplePlan{
		asksKingsoft("success", "numsim", realtime, active, "a number that is in service", inService),
		asksKingsoft("suspended", "numsim", realtime, unicomStopped, "a number that is suspended", stopped),
		asksKingsoft("batch", "numsim", batch, mixed, "six numbers, each with another status", kingsoftBatch()),
		asksKingsoft("international", "numsim", international, indonesian, "a number of Indonesia that is in service", abroad),
		sts,
	}
}

func kingsoftBatch() promised {
	return promised{200, `{"Data":[` +
		`{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动"},` +
		`{"CheckStatus":"0","Mobile":"13900000404","Carrier":"移动"},` +
		`{"CheckStatus":"2","Mobile":"18600000402","Carrier":"联通"},` +
		`{"CheckStatus":"3","Mobile":"13300000403","Carrier":"电信"},` +
		`{"CheckStatus":"4","Mobile":"13900000304","Carrier":"移动"},` +
		`{"CheckStatus":"6","Mobile":"13900000204","Carrier":"移动"}` +
		`],"RequestId":"*"}`, "", []string{"1", "0", "2", "3", "4", "6"}}
}

func kingsoftRefused() []samplePlan {
	wrong := asksKingsoft("wrong-secret", "numsim", realtime, active, "a known key, signed with another secret",
		byGateway(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."))
	wrong.Secret = "not-" + secret
	dry := asksKingsoft("dry-run", "numsim", realtime, active, "DryRun: is the caller allowed to?",
		byGateway(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set"))
	dry.DryRun = "true"
	return []samplePlan{
		asksKingsoft("bad-number", "numsim", realtime, refused, "a number the provider refuses as invalid",
			byService("InvalidMobile", "Invalid mobile")),
		asksKingsoft("no-channel", "numsim", international, "86"+active, "a number of a country that is not listed",
			byService("EmptyICmnChannel", "The icmn channel is empty")),
		wrong,
		asksKingsoft("unknown-key", "nobody", realtime, active, "a key nobody has",
			byGateway(403, "InvalidClientTokenId", "The security token included in the request is invalid.")),
		asksKingsoft("throttled", "numsim-throttled", realtime, active, "an account under flow control",
			byGateway(409, "LimitExceeded",
				"Request was rejected because the request speed of this openAPI is beyond the current flow control limit.")),
		dry,
		asksKingsoft("timeout", "numsim-ServiceTimeout", realtime, active, "the gateway loses patience with the service",
			byGateway(500, "ServiceTimeout", "Internal Service is unavailable because of time out.")),
	}
}

// byGateway and byService differ in the case of Type and in the order of the
// members, as the document's samples of either do.
func byGateway(status int, code, message string) promised {
	return promised{status, fmt.Sprintf(`{"RequestId":"*","Error":{"Type":"Sender","Code":"%s","Message":"%s"}}`, code, message), code, nil}
}

func byService(code, message string) promised {
	return promised{400, fmt.Sprintf(`{"RequestId":"*","Error":{"Type":"sender","Message":"%s","Code":"%s"}}`, message, code), code, nil}
}
