package contracts_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/sim/serve"
)

const patience = 10 * time.Second // nothing here takes a tenth of it

// rig is a running simulator and who may call it.
type rig struct {
	url    map[string]string
	client *http.Client
}

func boot(t *testing.T, set ...string) *rig {
	t.Helper()
	return bootAt(t, nil, set...)
}

// bootAt starts one whose clock begins at a time of the caller's.
func bootAt(t *testing.T, now func() time.Time, set ...string) *rig {
	t.Helper()
	s, err := serve.Start(serve.Config{FreePorts: true, Now: now, Set: append([]string{"aliyun.qps=0"}, set...)})
	require.NoError(t, err)
	transport := &http.Transport{}
	r := &rig{url: map[string]string{}, client: &http.Client{Transport: transport, Timeout: patience}}
	for _, p := range s.Providers {
		r.url[p.Traits.Name] = p.URL
	}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		require.NoError(t, s.Drain(patience))
	})
	return r
}

// send keeps both sides of an exchange.
func (r *rig) send(t *testing.T, req *http.Request) *contracts.Exchange {
	t.Helper()
	x := &contracts.Exchange{Method: req.Method, URL: req.URL, Header: req.Header.Clone(), Answerer: contracts.Simulator}
	if req.Body != nil {
		var err error
		x.Body, err = io.ReadAll(req.Body)
		require.NoError(t, err)
		req.Body = io.NopCloser(bytes.NewReader(x.Body))
	}
	res, err := r.client.Do(req)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	x.AnswerBody, err = io.ReadAll(res.Body)
	require.NoError(t, err)
	x.Status, x.AnswerHeader = res.StatusCode, res.Header
	return x
}

// clean asserts that neither side leaves the contract.
func clean(t *testing.T, c *contracts.Contract, x *contracts.Exchange, format string, args ...any) {
	t.Helper()
	for _, f := range append(c.JudgeRequest(x), c.JudgeAnswer(x)...) {
		t.Errorf("%s: %s\n%d %s", fmt.Sprintf(format, args...), f, x.Status, x.AnswerBody)
	}
}

// aliyun is a V1 request.
func (r *rig) aliyun(t *testing.T, key, operation, number, format string) *http.Request {
	t.Helper()
	params := map[string]string{"Action": operation, "Version": "2020-02-17", "Format": format, "PhoneNumber": number}
	if operation != "DescribePhoneNumberStatus" {
		delete(params, "PhoneNumber")
		params["InputNumber"], params["Mask"], params["AuthCode"] = number, "NORMAL", "any"
	}
	req, err := client.AliyunSigner{AccessKeyID: key, AccessKeySecret: "numsim-secret"}.V1(http.MethodPost, r.url["aliyun"], params)
	require.NoError(t, err)
	return req
}

func (r *rig) aliyunV3(t *testing.T, key, operation, number string) *http.Request {
	t.Helper()
	params := map[string]string{"PhoneNumber": number}
	if operation != "DescribePhoneNumberStatus" {
		params = map[string]string{"InputNumber": number, "Mask": "NORMAL", "AuthCode": "any"}
	}
	req, err := client.AliyunSigner{AccessKeyID: key, AccessKeySecret: "numsim-secret"}.V3(http.MethodPost, r.url["aliyun"], operation, "2020-02-17", params)
	require.NoError(t, err)
	return req
}

func (r *rig) ksyun(t *testing.T, key, operation, number string) *http.Request {
	t.Helper()
	params := map[string]string{"Action": operation, "Version": "2019-05-01"}
	if operation == "BatchPhoneNumberStatus" {
		params["Mobiles"] = number
	} else {
		params["Mobile"] = number
	}
	req, err := client.KsyunSigner{AccessKey: key, SecretKey: "numsim-secret"}.V1(r.url["ksyun"], params)
	require.NoError(t, err)
	return req
}

func (r *rig) ywjisu(t *testing.T, code string, numbers ...string) *http.Request {
	t.Helper()
	req, err := client.YwjisuSigner{Code: code, Password: "numsim-pwd", PrivateKey: "numsim-key"}.Request(r.url["ywjisu"], numbers...)
	require.NoError(t, err)
	return req
}
