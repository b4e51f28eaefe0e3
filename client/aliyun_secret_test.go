package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

// echoing answers with whatever it was sent, in a refusal or beside one.
func echoing(t *testing.T, form string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		all := r.URL.RawQuery + string(body) + "\n" + url.QueryEscape(r.URL.RawQuery+string(body))
		for name := range r.Header {
			all += "\n" + name + ": " + r.Header.Get(name)
		}
		if form == "json" {
			text, _ := json.Marshal(map[string]string{"Code": "Echo" + all, "Message": all, "RequestId": all})
			all = string(text)
		}
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, all)
	}))
	t.Cleanup(server.Close)
	return server
}

// A client prints as anything but its secrets, and so do its settings, its
// requests and its errors, even if somebody sends back all that it said.
func TestAliyunPrintsNoSecret(t *testing.T) {
	secrets := []string{mobile, "139****", "canary-secret", "canary-token", "canary-code"}
	for _, form := range []string{"json", "text"} {
		for name, sign := range map[string]func(*client.AliyunConfig){"V1": byV1, "V3": withV3} {
			t.Run(name+" "+form, func(t *testing.T) {
				var out bytes.Buffer
				server := echoing(t, form)
				c := client.AliyunConfig{
					Signer:   client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "canary-secret", SecurityToken: "canary-token"},
					AuthCode: "canary-code", Options: client.Options{BaseURL: server.URL, HTTP: server.Client()},
				}
				c.Options.Log = slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
				sign(&c)
				a, err := client.NewAliyun(c)
				require.NoError(t, err)
				request := client.PhoneNumberStatusForRequest{AuthCode: "canary-code"}
				got := a.Check(context.Background(), mobile)[0]
				require.Error(t, got.Err)
				for _, value := range []any{c, &c, a, *a, request, &request, got.Err} {
					for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
						_, _ = fmt.Fprintf(&out, verb, value)
					}
					slog.New(slog.NewJSONHandler(&out, nil)).Info("value", "value", value)
				}
				signature := signatureOf(out.String())
				for _, secret := range append(secrets, signature...) {
					assert.NotContains(t, out.String(), secret)
					assert.NotContains(t, out.String(), fmt.Sprintf("%x", secret))
				}
				assert.Contains(t, out.String(), "[sent]", "there was something to hide")
			})
		}
	}
}

// signatureOf are names that stand before a signature, with its beginning.
func signatureOf(text string) (found []string) {
	for _, before := range []string{"Signature=", "Signature%3D", "Nonce="} {
		for _, after := range strings.Split(text, before)[1:] {
			if !strings.HasPrefix(after, "[sent]") && !strings.HasPrefix(after, "…") {
				found = append(found, before+after[:min(len(after), 8)])
			}
		}
	}
	return found
}
