package client_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

// fixedYwjisu returns a signer that makes the same request the same way every time.
func fixedYwjisu() client.YwjisuSigner {
	return client.YwjisuSigner{
		Code:       "numsim",
		Password:   "numsim password+/=&",
		PrivateKey: "numsim-key",
		Now:        func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 999_999_999, time.UTC) },
	}
}

func TestYwjisuKnownAnswers(t *testing.T) {
	raw, err := os.ReadFile("testdata/ywjisu-vectors.json")
	require.NoError(t, err)
	var file struct {
		Vectors []struct {
			Name       string        `json:"name"`
			Code       string        `json:"code"`
			PrivateKey client.Secret `json:"private_key"`
			Timestamp  string        `json:"timestamp"`
			Token      string        `json:"token"`
		} `json:"ywjisu"`
	}
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Vectors, 3, "a vector that is not read proves nothing")
	for _, v := range file.Vectors {
		t.Run(v.Name, func(t *testing.T) {
			seconds, err := strconv.ParseInt(v.Timestamp, 10, 64)
			require.NoError(t, err)
			s := client.YwjisuSigner{
				Code: v.Code, Password: "any", PrivateKey: v.PrivateKey,
				Now: func() time.Time { return time.Unix(seconds, 0) },
			}
			req, err := s.Request("https://kh.ywjisu.com", "13900000200")
			require.NoError(t, err)
			sent := form(t, req)
			assert.Equal(t, v.Timestamp, sent.Get("timestamp"))
			assert.Equal(t, v.Token, sent.Get("token"))
		})
	}
}

// The token was computed apart from this package, from the document.
func TestYwjisuSendsOneForm(t *testing.T) {
	req, err := fixedYwjisu().Request(endpoint, "13900000200", "13900000100", "13900000200")
	require.NoError(t, err)
	assert.Equal(t, http.MethodPost, req.Method)
	assert.Equal(t, endpoint+"/Api/ApiAuth/getCheckResult", req.URL.String())
	assert.Equal(t, http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, req.Header)
	assert.Equal(t, url.Values{
		"code":      {"numsim"},
		"pwd":       {"numsim password+/=&"},
		"mobiles":   {"13900000200,13900000100,13900000200"},
		"timestamp": {"1795305600"},
		"token":     {"4d16e64c2b41f57125c8c730d1b3dd46"},
	}, form(t, req), "in the caller's order, a number given twice too; the private key is not sent")
}

func TestYwjisuTakesFiftyMobiles(t *testing.T) {
	req, err := fixedYwjisu().Request(endpoint, slices.Repeat([]string{"13900000200"}, 50)...)
	require.NoError(t, err)
	assert.Len(t, form(t, req).Get("mobiles"), 50*11+49)
}

func TestYwjisuDefaultIsTheRealClock(t *testing.T) {
	s := fixedYwjisu()
	s.Now = nil
	before := time.Now().Truncate(time.Second)
	req, err := s.Request(endpoint, "13900000200")
	require.NoError(t, err)
	seconds, err := strconv.ParseInt(form(t, req).Get("timestamp"), 10, 64)
	require.NoError(t, err)
	assert.WithinRange(t, time.Unix(seconds, 0), before, time.Now())
}

func TestYwjisuRequestArrives(t *testing.T) {
	var uri, contentType, body string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		uri, contentType, body = r.Method+" "+r.RequestURI, r.Header.Get("Content-Type"), string(raw)
	}))
	defer server.Close()
	req, err := fixedYwjisu().Request(server.URL+"/", "13900000200", "13900000100")
	require.NoError(t, err)
	answer, err := server.Client().Do(req)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Equal(t, "POST /Api/ApiAuth/getCheckResult", uri)
	assert.Equal(t, "application/x-www-form-urlencoded", contentType)
	assert.Equal(t, "code=numsim&mobiles=13900000200%2C13900000100&pwd=numsim%20password%2B%2F%3D%26"+
		"&timestamp=1795305600&token=4d16e64c2b41f57125c8c730d1b3dd46", body)
}

func TestYwjisuBodyRewinds(t *testing.T) {
	req, err := fixedYwjisu().Request(endpoint, "13900000200")
	require.NoError(t, err)
	assertRewinds(t, req)
}

func TestYwjisuLeavesMobilesAlone(t *testing.T) {
	mobiles := []string{"13900000200", "13900000100"}
	_, err := fixedYwjisu().Request(endpoint, mobiles...)
	require.NoError(t, err)
	assert.Equal(t, []string{"13900000200", "13900000100"}, mobiles)
}
