package client_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// losing is a provider that takes the first call and loses its answer.
func losing(t *testing.T, then string) (url string) {
	t.Helper()
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if calls.Add(1) == 1 {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, then)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func patient(url string) client.Options {
	return client.Options{
		BaseURL: url, Retry: client.Retry{Charged: true},
		Sleep: func(context.Context, time.Duration) error { return nil },
	}
}

// An answer that is free does not make the attempt before it free.
func TestWhatWasLostBeforeStaysPerhapsCharged(t *testing.T) {
	y, err := client.NewYwjisu(client.YwjisuConfig{
		Signer:  client.YwjisuSigner{Code: "numsim", Password: "numsim-pwd", PrivateKey: "numsim-key"},
		Options: patient(losing(t, `{"resultMsg":"成功","resultCode":"000000","resultObj":[{"mobile":"13900000204","chargesStatus":"0","status":"3"},{"mobile":"13900000200","chargesStatus":"1","status":"1"}]}`)),
	})
	require.NoError(t, err)
	got := y.Check(t.Context(), "13900000204", "13900000200")
	require.NoError(t, errors.Join(got[0].Err, got[1].Err))
	assert.Equal(t, client.PerhapsCharged, got[0].Charged, "the answer says free, but the first call may have been another price")
	assert.Equal(t, client.IsCharged, got[1].Charged)

	k, err := client.NewKsyun(client.KsyunConfig{
		Signer:  client.KsyunSigner{AccessKey: "numsim", SecretKey: "numsim-secret"},
		Options: patient(losing(t, `{"RequestId":"5B1E9F0C","CheckStatus":"1","Mobile":"13900000200"}`)),
	})
	require.NoError(t, err)
	one, err := k.PhoneNumberStatus(t.Context(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
	require.NoError(t, err)
	assert.Equal(t, client.IsCharged, one.Charged)
}

// Once the key is refused, the batches that follow are not tried with it.
func TestARefusedKeyIsNotTriedAgain(t *testing.T) {
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		_, _ = io.WriteString(w, `{"resultMsg":"商户信息不存在","resultCode":"400101","resultObj":null}`)
	}))
	defer server.Close()
	y, err := client.NewYwjisu(client.YwjisuConfig{
		Signer:  client.YwjisuSigner{Code: "numsim", Password: "numsim-pwd", PrivateKey: "numsim-key"},
		Options: client.Options{BaseURL: server.URL},
	})
	require.NoError(t, err)
	var numbers []numsim.Number
	for i := range 120 {
		numbers = append(numbers, numsim.Number([]byte{'1', '3', '9', '0', '0', '0', '0', '0' + byte(i/100), '0' + byte(i/10%10), '0' + byte(i%10), '0'}))
	}
	for _, r := range y.Check(t.Context(), numbers...) {
		assert.ErrorIs(t, r.Err, numsim.Auth)
		assert.Equal(t, client.NotCharged, r.Charged)
	}
	assert.Equal(t, int32(1), calls.Load())
}
