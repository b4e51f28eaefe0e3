package serve_test

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// statuses is one line for each ending: what is true of the number, and the
// word for it at every provider, generation and operation. late is an answer
// that is left out.
var statuses = []struct {
	ending, truth           string
	y2020, y2021, y2022     string
	realtime, batch, abroad string // Kingsoft Cloud's three operations
	ywjisu                  string
}{
	{"0200", "active", "NORMAL", "NORMAL", "NORMAL", "1", "1", "1", "1"},
	{"0404", "vacant", "NOT_EXIST", "NOT_EXIST", "NOT_EXIST", "2", "0", "3", "0"},
	{"0402", "suspended", "SHUTDOWN", "SHUTDOWN", "SHUTDOWN", "13", "2", "2", "2"},
	{"0206", "part-suspended", "UNKNOWN", "UNKNOWN", "FUNCTIONAL_SHUTDOWN", "13", "2", "1", "5"},
	{"0408", "powered-off", "UNKNOWN", "UNKNOWN", "POWER_OFF", "5", "1", "2", "1"},
	{"0203", "suspected-off", "UNKNOWN", "UNKNOWN", "SUSPECTED_POWER_OFF", "7", "1", "2", "1"},
	{"0486", "busy", "NORMAL", "NORMAL", "BUSY", "3", "1", "1", "1"},
	{"0480", "unreachable", "UNKNOWN", "UNKNOWN", "UNKNOWN", "4", "99", "2", "3"},
	{"0304", "silent", "NORMAL", "NORMAL", "NORMAL", "1", "4", "1", "4"},
	{"0403", "risky", "NORMAL", "NORMAL", "NORMAL", "1", "3", "1", "5"},
	{"0204", "unlisted", "UNKNOWN", "UNKNOWN", "UNKNOWN", "10", "6", "99", "3"},
	{"0422", "wrong-number", "UNKNOWN", "UNKNOWN", "UNKNOWN", "12", "5", "3", "3"},
	{"0500", "probe-failed", "UNKNOWN", "UNKNOWN", "UNKNOWN", "9", "99", "99", "late"},
	{"0999", "unknown", "UNKNOWN", "UNKNOWN", "UNKNOWN", "10", "99", "99", "late"},
}

// The same ending tells the same truth at every provider, each in its own
// words.
func TestEveryStatusThroughEveryOperation(t *testing.T) {
	url := map[string]string{}
	for _, p := range bootWith(t, serve.Config{Now: time.Now}).Providers {
		url[p.Traits.Name] = p.URL
	}
	for _, line := range statuses {
		t.Run(line.truth, func(t *testing.T) {
			for profile, want := range map[string]string{"2020": line.y2020, "2021": line.y2021, "2022": line.y2022} {
				assert.Equal(t, want, aliyunStatus(t, url["aliyun"], "numsim-"+profile, line.ending), "aliyun %s", profile)
			}
			for operation, want := range map[string]string{
				"PhoneNumberStatus": line.realtime, "BatchPhoneNumberStatus": line.batch, "IsmsPhoneNumberStatus": line.abroad,
			} {
				assert.Equal(t, want, ksyunStatus(t, url["ksyun"], operation, line.ending), "ksyun %s", operation)
			}
			assert.Equal(t, line.ywjisu, ywjisuStatus(t, url["ywjisu"], line.ending), "ywjisu")
		})
	}
}

func aliyunStatus(t *testing.T, url, key, ending string) string {
	t.Helper()
	req, err := client.AliyunSigner{AccessKeyID: key, AccessKeySecret: "numsim-secret"}.V1(http.MethodPost, url, map[string]string{
		"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": "1390000" + ending,
	})
	require.NoError(t, err)
	var body struct{ PhoneStatus struct{ Status string } }
	decode(t, req, &body)
	return body.PhoneStatus.Status
}

func ksyunStatus(t *testing.T, url, operation, ending string) string {
	t.Helper()
	params := map[string]string{"Action": operation, "Version": "2019-05-01", "Mobile": "1390000" + ending}
	switch operation {
	case "BatchPhoneNumberStatus":
		params["Mobiles"] = params["Mobile"]
		delete(params, "Mobile")
	case "IsmsPhoneNumberStatus":
		params["Mobile"] = "62812345" + ending
	}
	req, err := client.KsyunSigner{AccessKey: "numsim", SecretKey: "numsim-secret"}.V1(url, params)
	require.NoError(t, err)
	var body struct {
		CheckStatus string
		Data        []struct{ CheckStatus string }
		Result      struct{ PhoneStatus json.Number }
	}
	decode(t, req, &body)
	switch {
	case len(body.Data) > 0:
		return body.Data[0].CheckStatus
	case body.Result.PhoneStatus != "":
		return body.Result.PhoneStatus.String()
	}
	return body.CheckStatus
}

func ywjisuStatus(t *testing.T, url, ending string) string {
	t.Helper()
	req, err := client.YwjisuSigner{Code: "numsim", Password: "numsim-pwd", PrivateKey: "numsim-key"}.Request(url, "1390000"+ending)
	require.NoError(t, err)
	var body struct {
		ResultCode string
		ResultObj  []struct{ Status string }
	}
	decode(t, req, &body)
	require.Equal(t, "000000", body.ResultCode)
	if len(body.ResultObj) == 0 {
		return "late"
	}
	return body.ResultObj[0].Status
}

func decode(t *testing.T, req *http.Request, into any) {
	t.Helper()
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := c.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, 200, resp.StatusCode, "%s", text)
	require.NoError(t, json.Unmarshal(text, into), "%s", text)
}
