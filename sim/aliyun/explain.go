package aliyun

import (
	"slices"
	"strings"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
)

// shown are the parameters and headers that have nothing of a person and
// nothing of a secret in them.
func shown() []string {
	return []string{
		"AccessKeyId", "Action", "Format", "Mask", "RegionId", "SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion", "Timestamp", "Version",
		"accept", "content-type", "host", "user-agent", "x-acs-accesskey-id", "x-acs-action", "x-acs-content-sha256", "x-acs-credentials-provider",
		"x-acs-date", "x-acs-signature-nonce", "x-acs-version",
	}
}

// hosts are the names a client may have signed by mistake.
func hosts() []string { return []string{"dytnsapi.aliyuncs.com", "dytnsapi.cn-hangzhou.aliyuncs.com"} }

// doubt is what a row has against a signature.
func doubt(row string) sim.Doubt {
	switch row {
	case "InvalidTimeStamp.Format", "InvalidTimeStamp.Expired", "IncompleteSignature":
		return sim.InParts
	}
	return sim.NoDoubt
}

// Hint implements sim.Provider.
func (p *Provider) Hint(c *sim.Call, no *sim.Refusal, _ *ledger.Credential) *explain.Finding {
	w := scratch(c)
	switch no.Row.Name {
	case mismatchV3:
		if no.Doubt == sim.InParts {
			return explain.Named(explain.Mistake{ID: "payload-header", Text: explain.Text{
				EN: "the signature holds, but x-acs-content-sha256 is not the hash of the body", ZH: "签名本身正确，但 x-acs-content-sha256 不是请求体的哈希",
			}})
		}
	case "InvalidTimeStamp.Format", "InvalidTimeStamp.Expired":
		return explain.Stamp(w.stamped(c), timeLayout, c.Now)
	case "IncompleteSignature":
		if w.v3 && slices.ContainsFunc(w.auth.names, func(name string) bool { return strings.ToLower(name) != name }) {
			return explain.Named(explain.Mistake{ID: "headers-capital", Text: explain.Text{
				EN: "SignedHeaders has names with capitals; they are in small letters", ZH: "SignedHeaders 里的头名称有大写，应当全部小写",
			}})
		}
		if w.v3 && c.Request.Header.Get("X-Acs-Content-Sha256") == "" {
			return explain.Named(explain.Mistake{ID: "payload-missing", Text: explain.Text{
				EN: "the header x-acs-content-sha256 is missing, also where the body is empty", ZH: "缺少 x-acs-content-sha256 头；请求体为空时也要有",
			}})
		}
	}
	return nil
}

// stamped is the timestamp as it came.
func (w *wire) stamped(c *sim.Call) string {
	if w.v3 {
		return c.Request.Header.Get("X-Acs-Date")
	}
	return string(w.form.Get("Timestamp"))
}

// Explain implements sim.Provider.
func (p *Provider) Explain(c *sim.Call, key explain.Key, known []explain.Secret) explain.Asker {
	w, r := scratch(c), &c.Request
	q := explain.Question{
		Sent: string(w.signature), Hash: explain.SHA1, Coding: explain.Base64,
		Key: key, Known: known, Shown: shown(), Number: []string{"PhoneNumber", "InputNumber"},
	}
	query, body := sim.Sent(r)
	if !w.v3 {
		return &explain.Form{
			Question: q, Method: r.Method, Path: r.Path, Host: r.Host, Query: query, Body: body,
			Signature: "Signature", Stamp: "Timestamp", Enclosed: true, Suffix: "&",
		}
	}
	q.Hash, q.Coding = explain.SHA256, explain.Hex
	if w.auth.algorithm == "ACS3-HMAC-SM3" {
		q.Hash = explain.SM3
	}
	return &explain.Headed{
		Question: q, Method: r.Method, Path: r.Path, Host: r.Host, Query: query, Body: r.Body, Form: body,
		Names: w.auth.names, Listed: w.auth.signed, Header: r.Header.Values, Algorithm: w.auth.algorithm,
		StampHeader: "x-acs-date", HashHeader: "x-acs-content-sha256", Hosts: hosts(),
	}
}
