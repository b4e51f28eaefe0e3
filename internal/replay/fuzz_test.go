package replay_test

import (
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/wire"
)

// says answers every request with the same text.
type says struct {
	kind, body string
}

func (s says) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {s.kind}, "Retry-After": {s.body}}, Body: io.NopCloser(strings.NewReader(s.body))}, nil
}

// Canaries: they have no digits in a row, as a number would.
const (
	canarySecret = "Zq-canary+secret/Kx=Wv"
	canaryNumber = "13900000200"
)

func spelled(how uint8) string {
	switch how % 8 {
	case 1:
		return url.QueryEscape(canarySecret)
	case 2:
		return base64.StdEncoding.EncodeToString([]byte(canarySecret))
	case 3:
		return hex.EncodeToString([]byte(canarySecret))
	case 4:
		return url.QueryEscape(url.QueryEscape(canarySecret))
	case 5:
		return base64.RawURLEncoding.EncodeToString([]byte("x" + canarySecret + "y"))
	case 6:
		return canarySecret[:11] + `\n` + canarySecret[11:]
	case 7:
		return `\u005a` + canarySecret[1:]
	}
	return canarySecret
}

// describeKeep is what the contract declares of DescribePhoneNumberStatus; it is
// asked once, for it does not depend on what is answered.
func describeKeep(f *testing.F) replay.Keep {
	f.Helper()
	contract, err := contractOf("aliyun")
	require.NoError(f, err)
	at, err := url.Parse("https://dytnsapi.aliyuncs.com/")
	require.NoError(f, err)
	d := contract.Declared(&contracts.Exchange{
		Method: http.MethodPost, URL: at, Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		Body: []byte("Action=DescribePhoneNumberStatus"), Status: http.StatusOK,
	})
	require.Contains(f, d.Members, "/PhoneStatus/Carrier")
	return replay.Keep{Operation: d.Operation, Parameters: d.Parameters, Headers: d.Headers, Members: d.Members}
}

// Whatever an answer is, with the canary in it in whatever way, no file holds
// it: it was replaced, or dropped, or there is no file.
//
// The key of stand-ins is drawn, so that coverage varies: fuzz it with
// -fuzzminimizetime=10x.
func FuzzTheRedactorLetsNoCanaryThrough(f *testing.F) {
	for _, template := range []string{
		`{"Code":"OK","Message":"{S} about {N}","PhoneStatus":{"Status":"{S}","Carrier":"中国移动","SerialId":"{N}"},"RequestId":"{S}"}`,
		`{"{S}":{"{N}":["{S}"]},"Code":{"Code":"{S}"},"PhoneStatus":[{"Status":"{N}"}]}`,
		`<?xml version="1.0"?><DescribePhoneNumberStatusResponse x="{S}"><Message>{S}{N}</Message><!-- {S} --><Code>&#90;q{S}</Code></DescribePhoneNumberStatusResponse>`,
		`{"Message":"{S}","Message":"{N}"}`, `<html>{S}</html>`, `"{S}"`, `[{N},"{S}"]`, "{S}", `{"Code":"{S}`, `{"Message":"138 0013 8000 13812345678 {N}{S}"}`,
	} {
		for how := range uint8(8) {
			f.Add(template, how, "application/json;charset=utf-8")
		}
		f.Add(template, uint8(0), "text/xml")
	}
	dir := f.TempDir()
	keep := describeKeep(f)
	f.Fuzz(func(t *testing.T, template string, how uint8, kind string) {
		body := strings.NewReplacer("{S}", spelled(how), "{N}", canaryNumber).Replace(template)
		c := &replay.Recorder{
			Next: says{kind, body}, Dir: dir, Provider: "aliyun", Tool: "fuzz", Keep: func(replay.Seen) replay.Keep { return keep },
			Keys:    wire.Keys{ID: "LTAIcanaryKeyId", Secret: canarySecret},
			Numbers: map[numsim.Number]numsim.Status{canaryNumber: numsim.Active},
		}
		var path string
		c.Wrote = func(p string) { path = p }
		req, err := client.AliyunSigner{AccessKeyID: c.Keys.ID, AccessKeySecret: c.Keys.Secret}.V1(http.MethodPost, "https://dytnsapi.aliyuncs.com",
			map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": canaryNumber})
		require.NoError(t, err)
		_, err = c.RoundTrip(req.WithContext(marked("aliyun.fuzz")))
		if path == "" {
			require.Error(t, err, "there is a file or an error")
			return
		}
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, os.Remove(path))
		file, err := replay.Decode(text)
		require.NoError(t, err)
		for _, whole := range []string{string(text), string(file.Answer.Body), string(file.Request.Body)} {
			for i := range uint8(6) {
				require.NotContains(t, whole, spelled(i))
			}
			require.NotContains(t, whole, "LTAIcanaryKeyId")
			require.NotContains(t, whole, canaryNumber)
		}
	})
}

// Reading a recording, and playing what was read, never panics.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"form":1,"case":"a.b","provider":"aliyun","request":{"method":"POST","host":"dytnsapi.aliyuncs.com","path":"/"},"answer":{"status":200,"header":{"Content-Type":"application/json"},"body":"e30="}}`))
	f.Add([]byte(`{"form":2}`))
	f.Add([]byte(`{}{}`))
	f.Add([]byte(`{"form":1,"case":"../x"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		rec, err := replay.Decode(text)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		p := replay.Player{Target: map[string]string{rec.Provider: "http://" + rec.Provider + ".invalid"}, HTTP: &http.Client{Transport: says{"application/json", `{"Code":"OK"}`}}}
		done, err := p.Play(t.Context(), replay.File{Recording: rec})
		require.True(t, err != nil || done.Skipped != "" || len(done.Differences) > 0 || rec.Answer.Status == 200, "something came of it")
	})
}
