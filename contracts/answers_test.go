package contracts_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/sim/numbering"
)

func contract(t *testing.T, d *contracts.Document, profile string, switches map[string]string) *contracts.Contract {
	t.Helper()
	c, err := d.For(profile, switches)
	require.NoError(t, err)
	return c
}

// Every magic ending through every operation of every profile, in JSON and in
// XML, and each operation signed the other way: the simulator keeps the contract it is sold with.
func TestEveryAnswerOfAliyunKeepsItsContract(t *testing.T) {
	r, d := boot(t), load(t, "aliyun")
	for _, p := range d.Profiles() {
		c := contract(t, d, p.Name, nil)
		for _, operation := range d.Operations() {
			for _, ending := range numbering.Endings() {
				number := "1390000" + ending.Digits
				for _, format := range []string{"JSON", "XML"} {
					x := r.send(t, r.aliyun(t, "numsim-"+p.Name, operation, number, format))
					if x.Status == 404 { // the profile has no such operation
						requireUnknown(t, c, x)
						continue
					}
					clean(t, c, x, "%s %s %s %s", p.Name, operation, ending.Digits, format)
				}
			}
			if x := r.send(t, r.aliyunV3(t, "numsim-"+p.Name, operation, "13900000200")); x.Status != 404 {
				clean(t, c, x, "%s %s V3", p.Name, operation)
			}
		}
	}
}

// requireUnknown holds an exchange to an operation that the profile lacks.
func requireUnknown(t *testing.T, c *contracts.Contract, x *contracts.Exchange) {
	t.Helper()
	name, why := c.Operation(x)
	require.Empty(t, name)
	require.NotEmpty(t, why)
	require.Empty(t, c.JudgeAnswer(x))
}

func TestEveryAnswerOfKsyunKeepsItsContract(t *testing.T) {
	r, d := boot(t), load(t, "ksyun")
	c := contract(t, d, "", nil)
	for _, operation := range d.Operations() {
		for _, ending := range numbering.Endings() {
			number := "1390000" + ending.Digits
			if operation == "IsmsPhoneNumberStatus" {
				number = "62812345" + ending.Digits
			}
			clean(t, c, r.send(t, r.ksyun(t, "numsim", operation, number)), "%s %s", operation, ending.Digits)
		}
	}
}

func TestEveryAnswerOfYwjisuKeepsItsContract(t *testing.T) {
	r, d := boot(t), load(t, "ywjisu")
	c := contract(t, d, "", nil)
	var every []string
	for _, ending := range numbering.Endings() {
		number := "1390000" + ending.Digits
		clean(t, c, r.send(t, r.ywjisu(t, "numsim", number)), "%s", ending.Digits)
		if ending.Trouble == numbering.NoTrouble {
			every = append(every, number)
		}
	}
	clean(t, c, r.send(t, r.ywjisu(t, "numsim", every...)), "all in one call")
}

// Every row of every table, provoked by its ready-made account.
func TestEveryRowKeepsItsContract(t *testing.T) {
	r := boot(t)
	for name, simulated := range traits(t) {
		d := load(t, name)
		for _, row := range simulated.Catalogue.Rows() {
			c := contract(t, d, row.Profile, nil)
			switch name {
			case "aliyun":
				for _, format := range []string{"JSON", "XML"} {
					clean(t, c, r.send(t, r.aliyun(t, row.Account(), "DescribePhoneNumberStatus", "13900000200", format)), "%s %s", row.Name, format)
				}
				clean(t, c, r.send(t, r.aliyunV3(t, row.Account(), "DescribePhoneNumberStatus", "13900000200")), "%s V3", row.Name)
			case "ksyun":
				clean(t, c, r.send(t, r.ksyun(t, row.Account(), "PhoneNumberStatus", "13900000200")), "%s", row.Name)
			case "ywjisu":
				clean(t, c, r.send(t, r.ywjisu(t, row.Account(), "13900000200")), "%s", row.Name)
			}
		}
	}
}

// unseen are readings that these calls cannot tell from the default, and why.
var unseen = map[string]string{
	"aliyun unknown-billed":  "a bill is not on the wire",
	"aliyun action":          "no client of ours leaves Action out",
	"aliyun ssl":             "narrower than the default, which takes both",
	"ksyun unknown-billed":   "a bill is not on the wire",
	"ksyun error-type":       "narrower than the default, which takes both",
	"ksyun signature-method": "narrower than the default: our client sends it",
	"ksyun json":             "our client sends a form",
	"ksyun get":              "our client sends POST",
	"ywjisu method":          "our client sends POST",
	"ywjisu ssl":             "narrower than the default, which takes both",
	"ywjisu token-case":      "narrower than the default: our client sends lower case",
	"ywjisu path-status":     "TestAnotherPath has it",
	"ywjisu unknown-code":    "both rows are in the table",
}

// Every switch, one at a time: the answers keep the contract read that way.
func TestEveryReadingKeepsItsContract(t *testing.T) {
	for _, provider := range contracts.Providers() {
		d := load(t, provider)
		for _, x := range d.Discrepancies() {
			for _, reading := range x.Readings {
				if x.Unsimulated != "" || reading.Name == x.Default {
					continue
				}
				t.Run(provider+" "+x.ID+"="+reading.Name, func(t *testing.T) {
					r := boot(t, provider+"."+x.ID+"="+reading.Name)
					c := contract(t, d, "", map[string]string{x.ID: reading.Name})
					visible, named := reading.Same == "" && unseen[provider+" "+x.ID] == "", false
					for _, one := range r.samples(t, provider, x.ID) {
						assert.Empty(t, c.JudgeAnswer(one))
						if visible && !named {
							named = suggests(contract(t, d, "", nil), one, x.ID+"="+reading.Name)
						}
						if x.ID == "ssl" { // this listener has no TLS, and the reading asks for it
							assert.Equal(t, []string{"req.transport"}, rules(c.JudgeRequest(one)))
							continue
						}
						assert.Empty(t, c.JudgeRequest(one))
					}
					assert.Equal(t, visible, named, "the contract without the reading finds nothing, or does not say what would accept it")
				})
			}
		}
	}
}

// suggests reports whether a finding names the reading that would accept it.
func suggests(c *contracts.Contract, x *contracts.Exchange, reading string) bool {
	return slices.ContainsFunc(append(c.JudgeAnswer(x), c.JudgeRequest(x)...), func(f contracts.Finding) bool {
		return strings.Contains(f.Suggestion, reading+" ")
	})
}

// A path where nothing is served is answered in the provider's words, and the
// status there is a reading of its own.
func TestAnotherPath(t *testing.T) {
	d := load(t, "ywjisu")
	for status, set := range map[string][]string{"404": nil, "200": {"ywjisu.path-status=200"}} {
		r := boot(t, set...)
		req := r.ywjisu(t, "numsim", "13900000200")
		req.URL.Path = "/nothing"
		x := r.send(t, req)
		assert.Equal(t, []string{"req.operation"}, rules(contract(t, d, "", nil).JudgeRequest(x)))
		for _, reading := range []string{"404", "200"} {
			found := contract(t, d, "", map[string]string{"path-status": reading}).JudgeAnswer(x)
			if reading == status {
				assert.Empty(t, found)
				continue
			}
			assert.Equal(t, []string{"resp.status"}, rules(found))
		}
	}
}

// malformedYwjisu asks for something that is no number; our client would not.
func malformedYwjisu(t *testing.T, r *rig) *http.Request {
	t.Helper()
	req := r.ywjisu(t, "numsim", "13900000200")
	body, err := io.ReadAll(req.Body)
	require.NoError(t, err)
	text := strings.Replace(string(body), "13900000200", "12345", 1)
	req.Body, req.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	return req
}

// samples are the calls a switch can show itself in.
func (r *rig) samples(t *testing.T, provider, id string) (list []*contracts.Exchange) {
	t.Helper()
	switch provider {
	case "aliyun":
		for _, ending := range []string{"0200", "0408", "0206", "0999"} {
			for _, format := range []string{"JSON", "XML"} {
				list = append(list, r.send(t, r.aliyun(t, "numsim", "DescribePhoneNumberStatus", "1390000"+ending, format)))
			}
		}
		for _, row := range []string{"nobody", "numsim-broke", "numsim-InternalError", "numsim-SignatureDoesNotMatch-v1", "numsim-Throttling", "numsim-Throttling.User", "numsim-Throttling.Api", "numsim-InvalidProtocol.NeedSsl", "numsim-UnsupportedHTTPMethod", "numsim-InvalidSecurityToken.Expired"} {
			list = append(list, r.send(t, r.aliyun(t, row, "DescribePhoneNumberStatus", "13900000200", "JSON")))
		}
		list = append(list, r.send(t, r.aliyunV3(t, "numsim-SignatureDoesNotMatch-v3", "DescribePhoneNumberStatus", "13900000200")))
	case "ksyun":
		list = append(list,
			r.send(t, r.ksyun(t, "numsim", "BatchPhoneNumberStatus", "13900000200,13900000404,13900000200,14100000200")),
			r.send(t, r.ksyun(t, "numsim", "PhoneNumberStatus", "13900000408")),
			r.send(t, r.ksyun(t, "numsim", "IsmsPhoneNumberStatus", "62812345000200")),
			r.send(t, r.ksyun(t, "nobody", "PhoneNumberStatus", "13900000200")),
			r.send(t, r.ksyun(t, "numsim-InvalidMobile", "PhoneNumberStatus", "13900000200")))
		if id == "malformed" {
			list = append(list, r.send(t, r.ksyun(t, "numsim", "BatchPhoneNumberStatus", "13900000200,12345")))
		}
		if id == "international-prefix" {
			list = append(list, r.send(t, r.ksyun(t, "numsim", "IsmsPhoneNumberStatus", "+62812345000200")))
		}
	case "ywjisu":
		list = append(list,
			r.send(t, r.ywjisu(t, "numsim", "13900000200", "13900000304", "13900000204", "14100000200")),
			r.send(t, r.ywjisu(t, "nobody", "13900000200")),
			r.send(t, r.ywjisu(t, "numsim-200000", "13900000200")))
		if id == "malformed" {
			list = append(list, r.send(t, malformedYwjisu(t, r)))
		}
	}
	return list
}
