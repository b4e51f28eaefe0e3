package ksyun_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// envelope is what every refusal has, and no answer.
type envelope struct {
	RequestID string
	Error     *struct{ Type, Code, Message string }
}

// Whatever arrives, the answer is the provider's: JSON that parses, a status
// below 500, a request id, and an error that is a row of the table.
func FuzzEnvelope(f *testing.F) {
	f.Add("POST", "numsim.test", "", canonical(signed(parameters(realtime))), form, "", "")
	f.Add("POST", "numsim.test", "Action=PhoneNumberStatus", `{"Mobile":"13900000200"}`, "application/json", "", "")
	f.Add("GET", "", "X-Amz-Signature=0&a=%zz", "", "", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=00", "20261122T120000Z")
	f.Add("POST", "a\"b<c", "Action=PhoneNumberStatus&Version=2019-05-01", "&;&&=&a", form, "AWS4-HMAC-SHA256 Credential={Credential}/20261122/cn-beijing-6/cpn/aws4_request, SignedHeaders=host;x, Signature=00", "noon")
	f.Fuzz(func(t *testing.T, method, host, query, body, contentType, authorization, date string) {
		r := newRig(t, "json=read", "get=served", "malformed=answered")
		req := httptest.NewRequest(http.MethodPost, baseURL, strings.NewReader(body))
		req.Method, req.Host, req.URL.RawQuery = method, host, query
		for name, value := range map[string]string{"Content-Type": contentType, "Authorization": authorization, "X-Amz-Date": date} {
			if value != "" {
				req.Header.Set(name, value)
			}
		}
		resp := r.do(req)
		require.Less(t, resp.StatusCode, 500)
		if method == http.MethodHead {
			return
		}
		var e envelope
		text := bodyOf(t, resp)
		require.NoError(t, json.Unmarshal([]byte(text), &e), "%q", text)
		require.Regexp(t, lowerUUID, e.RequestID)
		require.Equal(t, resp.StatusCode != 200, e.Error != nil)
		if e.Error != nil {
			row := provider(t).Traits().Catalogue.Find(r.last().Row)
			require.Equal(t, row.Code, e.Error.Code)
			require.Equal(t, row.Status, resp.StatusCode)
			require.NotContains(t, e.Error.Message, "{Parameter}")
		}
	})
}

// Any list of numbers is either refused or answered entry by entry.
func FuzzMobiles(f *testing.F) {
	f.Add(good + "," + vacant)
	f.Add(",,")
	f.Add("110,13900000200")
	f.Add(strings.Repeat(good+",", 50))
	f.Fuzz(func(t *testing.T, mobiles string) {
		r := newRig(t)
		resp := r.do(call(batch, "Mobiles", mobiles))
		if resp.StatusCode != 200 {
			require.Contains(t, []string{"InvalidMobile", "MissingParameter", "LimitExceeded"}, r.last().Row)
			return
		}
		var body struct{ Data []answered }
		require.NoError(t, json.Unmarshal([]byte(bodyOf(t, resp)), &body))
		var got []string
		for _, a := range body.Data {
			require.Regexp(t, `^1\d{10}$`, a.Mobile)
			require.Contains(t, []string{"0", "1", "2", "3", "4", "5", "6", "99"}, a.CheckStatus)
			got = append(got, a.Mobile)
		}
		require.Equal(t, mobiles, strings.Join(got, ","))
		require.LessOrEqual(t, len(got), 50)
	})
}
