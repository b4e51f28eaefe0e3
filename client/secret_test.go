package client_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

const hidden = "open-sesame"

func TestSecretNeverPrints(t *testing.T) {
	secret := client.Secret(hidden)
	signer := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: hidden, SecurityToken: hidden}
	cpn := client.KsyunSigner{AccessKey: "numsim", SecretKey: hidden, SecurityToken: hidden}
	kh := client.YwjisuSigner{Code: "numsim", Password: hidden, PrivateKey: hidden}
	holder := map[string]any{"one": secret, "many": []client.Secret{secret}, "at": &secret}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%10.3s"} {
		for name, value := range map[string]any{
			"secret": secret, "holder": holder,
			"signer": signer, "pointer": &signer, "ksyun": cpn, "ksyun pointer": &cpn, "ywjisu": kh, "ywjisu pointer": &kh,
		} {
			text := fmt.Sprintf(verb, value)
			assert.NotContains(t, text, hidden, "%s of %s", verb, name)
			assert.NotContains(t, text, fmt.Sprintf("%x", hidden), "%s of %s", verb, name)
		}
		assert.Equal(t, "[secret]", fmt.Sprintf(verb, secret), verb)
	}
	assert.Equal(t, "[secret]", secret.String())
	assert.Equal(t, "[secret]", secret.GoString())
}

func TestSecretNeverMarshals(t *testing.T) {
	type config struct{ Key client.Secret }
	for name, marshal := range map[string]func(any) ([]byte, error){"json": json.Marshal, "xml": xml.Marshal} {
		out, err := marshal(config{Key: hidden})
		require.NoError(t, err)
		assert.NotContains(t, string(out), hidden, name)
		assert.Contains(t, string(out), "[secret]", name)
	}
}

func TestSecretNeverLogs(t *testing.T) {
	var out bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		out.Reset()
		slog.New(handler).Info("signing", "key", client.Secret(hidden),
			"config", struct{ Key client.Secret }{hidden}, slog.Group("auth", "token", client.Secret(hidden)))
		assert.NotContains(t, out.String(), hidden)
		assert.Equal(t, 3, bytes.Count(out.Bytes(), []byte("[secret]")), out.String())
	}
}

// Other encoders and handlers ask these methods directly.
func TestSecretAnswersEveryEncoder(t *testing.T) {
	out, err := client.Secret(hidden).MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, `"[secret]"`, string(out))
	assert.Equal(t, slog.StringValue("[secret]"), slog.AnyValue(client.Secret(hidden)).Resolve())
}

func TestSecretReveals(t *testing.T) {
	assert.Equal(t, hidden, client.Secret(hidden).Reveal())
}
