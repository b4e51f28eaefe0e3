package aliyun

import "github.com/numsim/numsim/sim"

// parameters are those of which the journal keeps something. AuthCode and the
// owners' are somebody's.
func (p *Provider) parameters() []sim.Parameter {
	return []sim.Parameter{
		{Name: "PhoneNumber", Holds: sim.Numbers}, {Name: "InputNumber", Holds: sim.Numbers},
		{Name: "Action", Words: names(p.operations)}, {Name: "Version", Holds: sim.Version},
		{Name: "Format", Words: []string{"JSON", "XML", "json", "xml"}}, {Name: "Mask", Words: []string{"NORMAL", "MD5", "SHA256", "SM3"}},
		{Name: "AccessKeyId", Holds: sim.Secret}, {Name: "Signature", Holds: sim.Secret}, {Name: "SecurityToken", Holds: sim.Secret},
		{Name: "SignatureMethod", Words: []string{"HMAC-SHA1"}}, {Name: "SignatureVersion", Holds: sim.Version},
		{Name: "SignatureType", Words: []string{"BEARERTOKEN"}}, {Name: "SignatureNonce", Holds: sim.Nonce}, {Name: "Timestamp", Holds: sim.Moment},
		{Name: "AuthCode", Holds: sim.Secret}, {Name: "OwnerId", Holds: sim.Secret},
		{Name: "ResourceOwnerId", Holds: sim.Secret}, {Name: "ResourceOwnerAccount", Holds: sim.Secret},
	}
}

func (p *Provider) headers() []sim.Parameter {
	return []sim.Parameter{
		{Name: "Authorization", Holds: sim.Scheme, Words: []string{"ACS3-HMAC-SHA256"}},
		{Name: "Accept", Words: []string{"application/json", "text/xml", "application/xml", "*/*"}},
		{Name: "X-Acs-Action", Words: names(p.operations)}, {Name: "X-Acs-Version", Holds: sim.Version},
		{Name: "X-Acs-Date", Holds: sim.Moment}, {Name: "X-Acs-Signature-Nonce", Holds: sim.Nonce},
		{Name: "X-Acs-Security-Token", Holds: sim.Secret},
	}
}
