package explain_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/numsim/numsim/sim/explain"
)

// hopeless are signatures that nothing reproduces, which costs most.
func hopeless() map[string]explain.Asker {
	key := explain.Key{ID: "numsim", Secret: "numsim-secret", Password: "numsim-pwd"}
	known := []explain.Secret{{Value: "numsim-key"}, {Value: "numsim-pwd"}}
	params := []explain.Pair{
		{"Zoo", "2"}, {"AccessKeyId", "numsim"}, {"Action", "DescribePhoneNumberStatus"}, {"Format", "JSON"}, {"PhoneNumber", "13900000200"},
		{"Version", "2020-02-17"}, {"SignatureMethod", "HMAC-SHA1"}, {"SignatureVersion", "1.0"}, {"SignatureNonce", "7f0bbc4cb53ccb6d4a071e16441f10cf"},
		{"Timestamp", "2026-11-22T12:00:00Z"}, {"Note", "a b*~/é!c(d),e:f"}, {"SignatureType", ""}, {"apple", "1"},
	}
	header := func(name string) []string {
		return []string{map[string]string{"x-acs-date": "2026-11-22T12:00:00Z", "x-amz-date": "20261122T120000Z", "content-type": "application/x-www-form-urlencoded"}[name]}
	}
	form := &explain.Form{
		Question: explain.Question{Sent: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", Hash: explain.SHA1, Key: key, Known: known},
		Method:   "POST", Path: "/", Host: "127.0.0.1:18081", Query: params, Signature: "Signature", Stamp: "Timestamp", Enclosed: true, Suffix: "&",
	}
	long := *form
	long.Body = []explain.Pair{{"long", strings.Repeat("a b*", 50_000)}}
	wide := *form
	for i := range 500 {
		wide.Body = append(wide.Body, explain.Pair{strconv.Itoa(i * 7919 % 1000), ""})
	}
	headed := &explain.Headed{
		Question: explain.Question{Sent: strings.Repeat("0", 64), Hash: explain.SM3, Coding: explain.Hex, Key: key, Known: known},
		Method:   "POST", Path: "/", Host: "127.0.0.1:18081", Query: params, Algorithm: "ACS3-HMAC-SM3", Header: header,
		Names: []string{"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"}, Listed: "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version",
		StampHeader: "x-acs-date", HashHeader: "x-acs-content-sha256",
	}
	aws4 := *headed
	aws4.Hash, aws4.Algorithm, aws4.Names, aws4.Listed = explain.SHA256, "AWS4-HMAC-SHA256", []string{"content-type", "host", "x-amz-date"}, "content-type;host;x-amz-date"
	aws4.Scope, aws4.Stamp, aws4.StampHeader = &explain.Scope{Day: "20261122", Region: "cn-beijing-6", Service: "cpn", Last: "aws4_request"}, "20261122T120000Z", "x-amz-date"
	aws4.Body, aws4.Form = []byte("Action=PhoneNumberStatus&Mobile=13900000200"), []explain.Pair{{"Mobile", "13900000200"}}
	return map[string]explain.Asker{
		"V1": form, "V1 of 200 KB": &long, "V1 of 513 parameters": &wide, "ACS3-SM3": headed, "AWS4": &aws4,
		"token": &explain.Token{Question: explain.Question{Sent: strings.Repeat("0", 32), Hash: explain.MD5, Coding: explain.EitherHex, Key: key, Known: known}, Time: "1795348800", Numbers: "13900000200"},
	}
}

func BenchmarkHopeless(b *testing.B) {
	for name, q := range hopeless() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var found *explain.Finding
			for b.Loop() {
				found = q.Explain()
			}
			if len(found.Mistakes) > 0 || found.Holds {
				b.Fatal("somebody made it")
			}
			if found.Cut {
				b.ReportMetric(1, "cut")
			}
		})
	}
}
