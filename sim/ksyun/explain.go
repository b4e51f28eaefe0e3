package ksyun

import (
	"cmp"
	"net/http"
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
		"Accesskey", "Action", "DryRun", "Language", "Region", "SdkVersion", "Service", "SignatureMethod", "SignatureVersion", "Timestamp", "Version",
		"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders",
		"accept", "content-type", "date", "host", "user-agent", "x-amz-content-sha256", "x-amz-date",
	}
}

// hosts are the names a client may have signed by mistake.
func hosts() []string { return []string{"cpn.api.ksyun.com", "cpn.cn-beijing-6.api.ksyun.com"} }

// doubt is what a row has against a signature.
func doubt(row string) sim.Doubt {
	switch {
	case row == mismatch:
		return sim.InValue
	case strings.HasPrefix(row, "SignatureDoesNotMatch/") || strings.HasPrefix(row, "IncompleteSignature/") || row == "MissingAuthenticationToken/header":
		return sim.InParts
	}
	return sim.NoDoubt
}

// Hint implements sim.Provider.
func (p *Provider) Hint(c *sim.Call, no *sim.Refusal, _ *ledger.Credential) *explain.Finding {
	w := scratch(c)
	switch no.Row.Name {
	case "IncompleteSignature/date":
		return explain.Stamp(string(w.stamped), w.layout(), c.Now)
	case "SignatureDoesNotMatch/expired":
		return explain.Stamp(strings.Replace(string(w.stamped), "+00:00", "Z", 1), w.layout(), c.Now)
	case "SignatureDoesNotMatch/host", "MissingAuthenticationToken/header":
		if slices.ContainsFunc(w.auth.names, func(name string) bool { return strings.ToLower(name) != name }) {
			return named("headers-capital", "SignedHeaders has names with capitals; they are in small letters", "SignedHeaders 里的头名称有大写，应当全部小写")
		}
	case "SignatureDoesNotMatch/service":
		return named("scope-service", "the service is not "+service, "服务名不是 "+service)
	case "SignatureDoesNotMatch/region":
		return named("scope-region", "the region is not one, such as cn-beijing-6", "地域写得不对，应当形如 cn-beijing-6")
	case "SignatureDoesNotMatch/date":
		return named("scope-day", "the Credential's date is another day than the request's: one of them is local time", "Credential 里的日期和请求时间不是同一天：其中一个用了本地时间")
	}
	return nil
}

func named(id, en, zh string) *explain.Finding {
	return explain.Named(explain.Mistake{ID: id, Text: explain.Text{EN: en, ZH: zh}})
}

func (w *wire) layout() string {
	if w.auth.style == simplified {
		return timeLayout
	}
	return amzLayout
}

// Explain implements sim.Provider.
func (p *Provider) Explain(c *sim.Call, key explain.Key, known []explain.Secret) explain.Asker {
	w, r := scratch(c), &c.Request
	q := explain.Question{
		Sent: string(w.signature), Hash: explain.SHA256, Coding: explain.Hex,
		Key: key, Known: known, Shown: shown(), Number: []string{"Mobile", "Mobiles"},
	}
	query, body := sim.Sent(r)
	if w.auth.style != simplified {
		return p.headed(c, q, query, body)
	}
	f := &explain.Form{
		Question: q, Method: r.Method, Path: r.Path, Host: r.Host, Query: query, Body: body,
		BodyOnly: true, Signature: "Signature", Stamp: "Timestamp",
	}
	if kind := bodyKind(c); kind == jsonBody || r.Method == http.MethodGet {
		f.BodyOnly, f.Body = false, beside(query, w.form.Pairs)
	}
	return f
}

// beside are the parameters that are not in the query.
func beside(query []explain.Pair, all []sim.Pair) (list []explain.Pair) {
	for _, pair := range all {
		if !slices.ContainsFunc(query, func(p explain.Pair) bool { return p.Name == string(pair.Key) }) {
			list = append(list, explain.Pair{Name: string(pair.Key), Value: string(pair.Value)})
		}
	}
	return list
}

func (p *Provider) headed(c *sim.Call, q explain.Question, query, body []explain.Pair) explain.Asker {
	w, r, a := scratch(c), &c.Request, &scratch(c).auth
	h := &explain.Headed{
		Question: q, Method: r.Method, Path: r.Path, Host: r.Host, Query: query, Body: r.Body, Form: body,
		Names: a.names, Listed: a.signed, Header: r.Header.Values, Spaced: true, Algorithm: algorithm,
		Stamp: string(w.stamped), StampHeader: cmp.Or(stampHeader(r), "x-amz-date"),
		Scope:      &explain.Scope{Day: a.date, Region: a.region, Service: a.service, Last: "aws4_request"},
		HashHeader: "x-amz-content-sha256", Hosts: hosts(),
	}
	if a.style == byQuery {
		h.Signature = "X-Amz-Signature"
	}
	return h
}

// stampHeader is the header that the time was read from.
func stampHeader(r *sim.Request) string {
	if r.Header.Get("X-Amz-Date") == "" && r.Header.Get("Date") != "" {
		return "date"
	}
	return ""
}
