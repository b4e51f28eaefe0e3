package probe_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/probe"
)

// lists are what the instructions ask for, by module; others ask about one.
func lists(name string) [][]numsim.Number {
	one := func(n ...numsim.Number) [][]numsim.Number { return [][]numsim.Number{n} }
	var long []numsim.Number
	for i := 1; i <= 120; i++ {
		long = append(long, numsim.Number(fmt.Sprintf("139%04d0200", i)))
	}
	switch name {
	case "signing":
		return [][]numsim.Number{{"13900000200"}, {"13900000404"}, {"13900000402"}}
	case "connection":
		return [][]numsim.Number{{"13900000200"}, {"13900000404"}, {"13900000402"}, {"13900000408"}, {"13900000486"}}
	case "batch-51":
		return one(long[:51]...)
	case "batch-120":
		return one(long...)
	case "final-number":
		return one("13900000400")
	case "paid-but-lost", "final-signature", "final-balance", "final-quota", "final-permission":
		return one("13900000200", "13900000404")
	case "missing-number":
		return one("13900000200", "13900000404", "13900000402")
	}
	return one("13900000200")
}

// options are those of a production client but for the clock. Its timeout is
// short only where a call is never answered.
func (w *world) options(t probe.Task) client.Options {
	o := client.Options{BaseURL: t.URL, Now: w.Now, Sleep: w.Sleep, Proxy: nil, HTTP: &http.Client{Transport: &http.Transport{}}, Timeout: 20 * time.Second}
	if t.Module.Name == "timeout" {
		o.Timeout = 100 * time.Millisecond
	}
	return o
}

func (w *world) source(t *testing.T, task probe.Task) client.Source {
	t.Helper()
	var s client.Source
	var err error
	switch k := task.Keys; task.Module.Provider {
	case "aliyun":
		s, err = client.NewAliyun(client.AliyunConfig{Options: w.options(task), Signer: client.AliyunSigner{AccessKeyID: k.AccessKeyID, AccessKeySecret: client.Secret(k.AccessKeySecret)}})
	case "ksyun":
		s, err = client.NewKsyun(client.KsyunConfig{Options: w.options(task), Signer: client.KsyunSigner{AccessKey: k.AccessKeyID, SecretKey: client.Secret(k.AccessKeySecret)}})
	case "ywjisu":
		s, err = client.NewYwjisu(client.YwjisuConfig{Options: w.options(task), Signer: client.YwjisuSigner{Code: k.Code, Password: client.Secret(k.Password), PrivateKey: client.Secret(k.PrivateKey)}})
	}
	if err != nil {
		t.Error(err)
	}
	return s
}

// The repository's own clients are what a plan calls good. The one module that
// they skip asks for what they refuse to send; the signers alone send it.
func TestTheProductionClientsPass(t *testing.T) {
	for _, provider := range probe.Providers() {
		t.Run(provider, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			good := func(ctx context.Context, task probe.Task) {
				if task.Module.Name == "escaping" {
					w.awkward(t, task)
					return
				}
				s := w.source(t, task)
				for _, numbers := range lists(task.Module.Name) {
					s.Check(ctx, numbers...)
				}
			}
			for id, r := range w.results(t, person{t: t, client: good, reply: probe.Yes}, provider) {
				assert.Equal(t, conformance.Passed, r.Outcome, "%s\n%s", id, r.Text())
			}
		})
	}
}

// awkward sends the text of the module escaping by the production signers.
func (w *world) awkward(t *testing.T, task probe.Task) {
	t.Helper()
	const text = "139 0000+*~号"
	var req *http.Request
	var err error
	switch k := task.Keys; task.Module.Provider {
	case "aliyun":
		s := client.AliyunSigner{AccessKeyID: k.AccessKeyID, AccessKeySecret: client.Secret(k.AccessKeySecret), Now: w.Now}
		req, err = s.V1(http.MethodGet, task.URL, map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": text})
	case "ksyun":
		s := client.KsyunSigner{AccessKey: k.AccessKeyID, SecretKey: client.Secret(k.AccessKeySecret), Now: w.Now}
		req, err = s.V1(task.URL, map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": text})
	}
	if err != nil {
		t.Error(err)
		return
	}
	res, err := direct().Do(req)
	if err != nil {
		t.Error(err)
		return
	}
	_ = res.Body.Close()
}
