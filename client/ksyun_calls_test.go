package client_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// styles are the two ways to sign.
var styles = map[string]bool{"V1": false, "AWS4": true}

func TestKsyunSendsItsStyle(t *testing.T) {
	d := startDuo(t, serve.Config{})
	for style, aws4 := range styles {
		d.forget()
		c := d.ksyunConfig("numsim")
		c.AWS4 = aws4
		require.NoError(t, d.newKsyun(c).Check(t.Context(), "13900000200")[0].Err)
		assert.Equal(t, !aws4, d.seen[0].form.Has("Signature"), style)
	}
}

func TestKsyunTemporaryKeys(t *testing.T) {
	d := startDuo(t, serve.Config{})
	for style, aws4 := range styles {
		for _, c := range []struct {
			key, token string
			good       bool
		}{
			{"numsim-sts", "numsim-sts-token", true},
			{"numsim-sts", "another", false},
			{"numsim-sts", "", false},
			{"numsim-sts-expired", "numsim-sts-expired-token", false},
		} {
			d.forget()
			config := d.ksyunConfig(c.key)
			config.AWS4, config.Signer.SecurityToken = aws4, client.Secret(c.token)
			_, err := d.newKsyun(config).PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
			if c.good {
				assert.NoError(t, err, style)
				continue
			}
			assert.ErrorIs(t, err, numsim.Auth, style)
			assert.NotContains(t, err.Error(), "-token")
			assert.Len(t, d.seen, 1, "no retry helps")
		}
	}
}

func TestKsyunDryRun(t *testing.T) {
	const denied = "accounts:\n  ksyun: {standing: [{until: 1h, is: good}, {is: ram-denied}]}\n"
	d := startDuo(t, serve.Config{Scenario: scenarioOf(t, denied)})
	requests := map[string]client.KsyunRequest{
		"BatchPhoneNumberStatus": client.BatchPhoneNumberStatusRequest{Mobiles: lines(3)},
		"PhoneNumberStatus":      client.PhoneNumberStatusRequest{Mobile: "13900000200"},
		"IsmsPhoneNumberStatus":  client.IsmsPhoneNumberStatusRequest{Mobile: "628120000200"},
	}
	for style, aws4 := range styles {
		c := d.ksyunConfig("numsim")
		c.AWS4 = aws4
		k := d.newKsyun(c)
		for operation, request := range requests {
			d.after(0)
			d.forget()
			assert.NoError(t, k.DryRun(t.Context(), request), style)
			require.Len(t, d.seen, 1)
			assert.Equal(t, operation, d.seen[0].operation)
			assert.Equal(t, "true", d.seen[0].form.Get("DryRun"))
			assert.Equal(t, http.StatusPreconditionFailed, d.seen[0].status)
			assert.Equal(t, client.NotCharged, d.attempts[0].Charged)

			d.after(time.Hour)
			err := k.DryRun(t.Context(), request)
			assert.ErrorIs(t, err, numsim.Auth, style)
			assert.Equal(t, "AccessDenied", errorIn(t, err).Code)
		}
		assert.ErrorIs(t, k.DryRun(t.Context(), client.PhoneNumberStatusRequest{Mobile: "1,2"}), numsim.BadRequest)
	}
}

// An answer to a dry run was a call after all.
func TestKsyunDryRunThatWasNone(t *testing.T) {
	d := startFake(t, alwaysSaying(200, `{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动","RequestId":"cd185ac0"}`))
	err := d.ksyun().DryRun(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
	e := errorIn(t, err)
	assert.ErrorIs(t, err, numsim.Malformed)
	assert.Equal(t, client.PerhapsCharged, e.Charged)
	assert.Equal(t, "cd185ac0", e.RequestID)
	assert.False(t, e.Retry)
}

func TestKsyunRefusesWhatItCannotAsk(t *testing.T) {
	d := startFake(t, func(http.ResponseWriter, *http.Request) { t.Error("nothing is to be sent") })
	k := d.ksyun()
	for want, ask := range map[string]func() error{
		"Mobiles is empty: give 1 to 50": func() error {
			_, err := k.BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{})
			return err
		},
		"Mobiles has 51 numbers: one request takes 50": func() error {
			_, err := k.BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{Mobiles: lines(51)})
			return err
		},
		"number 2 of 2 in Mobiles is not digits only": func() error {
			_, err := k.BatchPhoneNumberStatus(t.Context(), client.BatchPhoneNumberStatusRequest{Mobiles: []numsim.Number{"13900000200", "1390000 0404"}})
			return err
		},
		"number 1 of 1 in Mobile is not digits only": func() error {
			_, err := k.PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200,13900000404"})
			return err
		},
		"without comma, space or plus": func() error {
			_, err := k.IsmsPhoneNumberStatus(t.Context(), client.IsmsPhoneNumberStatusRequest{Mobile: "+628120000200"})
			return err
		},
	} {
		err := ask()
		assert.ErrorIs(t, err, numsim.BadRequest)
		assert.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), "0000", "the number is not repeated")
	}
}

func TestKsyunSettingsAreChecked(t *testing.T) {
	good := client.KsyunConfig{Signer: client.KsyunSigner{AccessKey: "numsim", SecretKey: "numsim-secret"}}
	_, err := client.NewKsyun(good)
	require.NoError(t, err)
	for want, spoil := range map[string]func(*client.KsyunConfig){
		"AccessKey is empty":            func(c *client.KsyunConfig) { c.Signer.AccessKey = "" },
		"SecretKey holds white space":   func(c *client.KsyunConfig) { c.Signer.SecretKey += "\n" },
		"base URL has a path":           func(c *client.KsyunConfig) { c.Options.BaseURL = "https://cpn.api.ksyun.com/v1" },
		"which AWS4 has between":        func(c *client.KsyunConfig) { c.AWS4, c.Signer.Region = true, "a/b" },
		`base URL has scheme "gopher"`:  func(c *client.KsyunConfig) { c.Options.BaseURL = "gopher://cpn.api.ksyun.com" },
		"SecurityToken holds white spa": func(c *client.KsyunConfig) { c.Signer.SecurityToken = "a b" },
	} {
		c := good
		spoil(&c)
		k, err := client.NewKsyun(c)
		assert.Nil(t, k)
		assert.ErrorContains(t, err, want)
	}
}

// The signer's clock counts where the options have none.
func TestKsyunSignersClock(t *testing.T) {
	d := startDuo(t, serve.Config{})
	c := d.ksyunConfig("numsim")
	c.Signer.Now, c.Options.Now = d.time, nil
	require.NoError(t, d.newKsyun(c).Check(t.Context(), "13900000200")[0].Err)
}

// %+v calls no method of an unexported field, and the clients have nothing else.
func TestClientsPrintNoSecret(t *testing.T) {
	k, err := client.NewKsyun(client.KsyunConfig{Signer: client.KsyunSigner{AccessKey: "numsim", SecretKey: hidden, SecurityToken: hidden}})
	require.NoError(t, err)
	y, err := client.NewYwjisu(client.YwjisuConfig{Signer: client.YwjisuSigner{Code: "numsim", Password: hidden, PrivateKey: hidden}})
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		for _, value := range []any{k, *k, y, *y} {
			assert.NotContains(t, fmt.Sprintf(verb, value), hidden)
			assert.NotContains(t, fmt.Sprintf(verb, value), fmt.Sprintf("%x", hidden))
		}
	}
	var out strings.Builder
	slog.New(slog.NewJSONHandler(&out, nil)).Info("clients", "ksyun", k, "ywjisu", y)
	slog.New(slog.NewTextHandler(&out, nil)).Info("clients", "ksyun", k, "ywjisu", y)
	assert.NotContains(t, out.String(), hidden)
}

// Twenty minutes apart every signature is stale; the Date header tells by how
// much.
func TestKsyunLearnsTheTime(t *testing.T) {
	d := startDuo(t, serve.Config{Set: []string{"ksyun.skew=20m"}})
	for style, aws4 := range styles {
		d.forget()
		c := d.ksyunConfig("numsim")
		c.AWS4 = aws4
		err := d.newKsyun(c).Check(t.Context(), "13900000200")[0].Err
		assert.ErrorIs(t, err, numsim.Clock, style)
		assert.Len(t, d.seen, 1, "the same clock makes the same signature")

		d.forget()
		c.Options.CorrectClock = true
		k := d.newKsyun(c)
		require.NoError(t, k.Check(t.Context(), "13900000200")[0].Err, style)
		require.NoError(t, k.Check(t.Context(), "13900000404")[0].Err, style)
		assert.Equal(t, []int{1, 1, 1}, d.sizes(), "once for each, and once to learn")
	}
}

func TestKsyunWaitsWhenThrottled(t *testing.T) {
	d := startDuo(t, serve.Config{})
	c := d.ksyunConfig("numsim-qps-1")
	c.Options.Retry.Attempts = 5 // the first three may be over within the second
	k := d.newKsyun(c)
	for range 3 {
		require.NoError(t, k.Check(t.Context(), "13900000200")[0].Err)
	}
	assert.NotEmpty(t, d.waits)

	d.forget()
	err := d.newKsyun(d.ksyunConfig("numsim-throttled")).Check(t.Context(), "13900000200")[0].Err
	assert.ErrorIs(t, err, numsim.Throttled)
	assert.Len(t, d.seen, 3)
}
