package e2e

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/e2e/harness"
)

// client is an SDK or a sample client, by its folder and what it is started
// with.
type client struct{ provider, dir, args string }

func goTyped() client      { return client{harness.Aliyun, "witness/go-v1-typed", ""} }
func goTeaCore() client    { return client{harness.Aliyun, "witness/go-darabonba-2.1", ""} }
func nodeCore() client     { return client{harness.Aliyun, "witness/node-openapi-core", ""} }
func pythonClient() client { return client{harness.Aliyun, "witness/python-new", "0.4"} }
func ksyunPython() client  { return client{harness.Ksyun, "witness/ksyun-sdk-python", "ksyun"} }
func jisuPython() client   { return client{harness.Ywjisu, "witness/sample-python", "ywjisu"} }
func jisuNode() client     { return client{harness.Ywjisu, "witness/sample-node", "ywjisu"} }

// question is what is asked; what is empty is as everybody asks it.
type question struct{ account, token, operation, numbers, format string }

// crew has each client started once, and for the whole test, whatever simulator
// it is asked to ask.
type crew struct {
	whole *testing.T
	talks map[client]*harness.Talk
}

func (c crew) dismiss() {
	for _, talk := range c.talks {
		talk.End(c.whole)
	}
}

// ask returns in a line what the client is left with.
func (c crew) ask(t *testing.T, sim *harness.Sim, who client, q question) string {
	t.Helper()
	if c.talks[who] == nil {
		c.talks[who] = harness.Open(c.whole, who.dir, strings.Fields(who.args)...)
	}
	if who.provider == harness.Aliyun {
		return seenShort(c.talks[who].Ask(t, aliyunCase(sim, q)))
	}
	return heardShort(t, c.talks[who].Call(t, serviceCall(sim, who.provider, q)))
}

func aliyunCase(sim *harness.Sim, q question) harness.Case {
	c := harness.Case{
		Name: "scenario", Operation: cmp.Or(q.operation, harness.Describe), Endpoint: sim.Aliyun,
		AccessKeyID: cmp.Or(q.account, "numsim"), AccessKeySecret: "numsim-secret", SecurityToken: q.token,
		PhoneNumber: q.numbers, Format: cmp.Or(q.format, "JSON"),
	}
	if c.Operation == harness.Public {
		c.AuthCode, c.Mask = "any", "NORMAL"
	}
	return c
}

func serviceCall(sim *harness.Sim, provider string, q question) harness.Call {
	c := harness.Call{Name: "scenario", URL: sim.URL(provider), Account: cmp.Or(q.account, "numsim"), Numbers: q.numbers}
	if provider == harness.Ywjisu {
		c.Secret, c.Password = "numsim-key", "numsim-pwd"
		return c
	}
	c.Secret, c.Action, c.Field = "numsim-secret", cmp.Or(q.operation, single), "Mobile"
	if c.Action == batch {
		c.Field = "Mobiles"
	}
	return c
}

const (
	single = "PhoneNumberStatus"
	batch  = "BatchPhoneNumberStatus"
)

// seenShort is status and carrier, or HTTP status and code, or the type of what
// was thrown without either.
func seenShort(seen harness.Seen) string {
	switch {
	case seen.OK && seen.Code == "OK":
		return strings.TrimSpace(seen.Status + " " + seen.Carrier)
	case seen.OK:
		return fmt.Sprint(seen.HTTPStatus, " ", seen.Code)
	case seen.ErrorCode != "":
		return fmt.Sprint(seen.HTTPStatus, " ", seen.ErrorCode)
	default:
		return seen.ErrorType
	}
}

// heardShort is a code, or each number's last digits, status and carrier, in the
// order of the answer.
func heardShort(t *testing.T, heard harness.Heard) string {
	t.Helper()
	var body struct {
		Error      struct{ Code string }
		ResultCode string `json:"resultCode"`
		Data       []ksyunRow
		ksyunRow
		ResultObj []struct{ Mobile, Status, NumberType string } `json:"resultObj"`
	}
	require.NoError(t, json.Unmarshal([]byte(heard.Body), &body), "%+v", heard)
	var rows []string
	for _, row := range body.ResultObj {
		rows = append(rows, fmt.Sprintf("%s=%s", ending(row.Mobile), row.Status))
	}
	if body.Mobile != "" {
		body.Data = append(body.Data, body.ksyunRow)
	}
	for _, row := range body.Data {
		rows = append(rows, fmt.Sprintf("%s=%s %s", ending(row.Mobile), row.CheckStatus, row.Carrier))
	}
	if len(rows) == 0 {
		return cmp.Or(body.Error.Code, body.ResultCode, heard.Body)
	}
	return strings.Join(rows, ", ")
}

type ksyunRow struct{ Mobile, CheckStatus, Carrier string }

func ending(number string) string { return number[max(0, len(number)-4):] }
