package ksyun_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Requests that came out of the official Python and Go SDKs' signers and of
// botocore are answered as they are; GET and JSON by their switches.
func TestRequestsOfRealSDKs(t *testing.T) {
	text, err := os.ReadFile("testdata/sdk-requests.json")
	require.NoError(t, err)
	var file struct {
		Requests []struct {
			Name, Method, Target, Body string
			Headers                    map[string]string
		}
	}
	require.NoError(t, json.Unmarshal(text, &file))
	require.Len(t, file.Requests, 15)
	plain, loose := newRig(t), newRig(t, "get=served", "json=read")
	for _, v := range file.Requests {
		for _, r := range []*rig{plain, loose} {
			req := httptest.NewRequest(v.Method, "http://"+host+v.Target, strings.NewReader(v.Body))
			for name, value := range v.Headers {
				req.Header.Set(name, value)
			}
			row := r.meets(req)
			switch {
			case r == plain && v.Method == "GET":
				assert.Equal(t, "InvalidMethod", row, v.Name)
			case r == plain && strings.HasPrefix(v.Headers["Content-Type"]+v.Headers["content-type"], "application/json"):
				assert.Equal(t, "MissingParameter", row, "%s: Action and Version are in the query, Mobile is not", v.Name)
				assert.Contains(t, r.last().Why, "JSON is read with the switch json=read", v.Name)
			default:
				assert.Empty(t, row, "%s: %s", v.Name, r.last().Why)
			}
		}
	}
}
