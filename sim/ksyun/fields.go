package ksyun

import "github.com/numsim/numsim/sim"

// fields are the parameters this service knows; nil where one is absent.
type fields struct {
	action, version, key, service []byte
	timestamp, signature, token   []byte
	scheme, method                []byte // SignatureVersion, SignatureMethod
	dryRun, mobile, mobiles       []byte
}

// readFields walks over the form once: a dozen searches for a dozen parameters
// cost as much as the signature.
func readFields(form *sim.Form) (f fields) {
	for i := range form.Pairs {
		if at := f.named(form.Pairs[i].Key); at != nil {
			*at = form.Pairs[i].Value
		}
	}
	return f
}

// named is the field of a parameter's name; case counts.
func (f *fields) named(key []byte) *[]byte {
	switch string(key) {
	case "Action":
		return &f.action
	case "Version":
		return &f.version
	case "Accesskey":
		return &f.key
	case "Service":
		return &f.service
	case "Timestamp":
		return &f.timestamp
	case "Signature":
		return &f.signature
	case "SecurityToken":
		return &f.token
	case "SignatureVersion":
		return &f.scheme
	case "SignatureMethod":
		return &f.method
	case "DryRun":
		return &f.dryRun
	case "Mobile":
		return &f.mobile
	case "Mobiles":
		return &f.mobiles
	}
	return nil
}
