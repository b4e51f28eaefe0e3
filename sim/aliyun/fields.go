package aliyun

import "github.com/numsim/numsim/sim"

// fields are the common parameters of a V1 request; nil where one is absent.
type fields struct {
	action, version, key, token, timestamp []byte

	signature, nonce     []byte
	method, scheme, kind []byte // SignatureMethod, SignatureVersion, SignatureType
}

// readFields walks over the form once: a dozen searches for a dozen parameters
// cost as much as the signature.
func readFields(form *sim.Form) (f fields) {
	for i := range form.Pairs {
		value := form.Pairs[i].Value
		switch string(form.Pairs[i].Key) {
		case "Action":
			f.action = value
		case "Version":
			f.version = value
		case "AccessKeyId":
			f.key = value
		case "SecurityToken":
			f.token = value
		case "Timestamp":
			f.timestamp = value
		case "Signature":
			f.signature = value
		case "SignatureNonce":
			f.nonce = value
		case "SignatureMethod":
			f.method = value
		case "SignatureVersion":
			f.scheme = value
		case "SignatureType":
			f.kind = value
		}
	}
	return f
}
