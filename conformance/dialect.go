package conformance

import (
	"github.com/numsim/numsim/contracts"
)

// dialect is where a provider's answers have what every provider's have.
type dialect struct {
	code, message string            // pointers, of a refusal
	enums         map[string]string // a list of the contract, and the member or parameter that has its values
	sign          string            // what makes a request new again, for people
}

func dialects() map[string]dialect {
	return map[string]dialect{
		"aliyun": {
			code: "/Code", message: "/Message",
			enums: map[string]string{
				"Action": "Action", "SignatureType": "SignatureType", "Mask": "Mask", "Status": "Status", "Carrier": "Carrier",
				"LaterStatus": "Status", "LaterCarrier": "Carrier",
			},
			sign: "sign it again: a nonce is good once",
		},
		"ksyun": {
			code: "/Error/Code", message: "/Error/Message",
			enums: map[string]string{
				"SignatureVersion": "SignatureVersion", "Carrier": "Carrier", "BatchStatus": "CheckStatus", "RealtimeStatus": "CheckStatus",
				"InternationalStatus": "PhoneStatus", "ErrorType": "Type",
			},
			sign: "good for a quarter of an hour after it was made",
		},
		"ywjisu": {
			code: "/resultCode", message: "/resultMsg",
			enums: map[string]string{
				"Status": "status", "Unseen.status": "status", "NumberType": "numberType", "ChargesStatus": "chargesStatus",
			},
			sign: "good for a quarter of an hour after it was made",
		},
	}
}

// refusal is the code and the message of an answer, empty where it has none.
func (d dialect) refusal(x *contracts.Exchange) (code, message string) {
	v, err := Body(x)
	if err != nil {
		return "", ""
	}
	return text(v, d.code), text(v, d.message)
}

func text(v any, pointer string) string {
	found, _ := contracts.Lookup(v, pointer)
	s, _ := found.(string)
	return s
}
