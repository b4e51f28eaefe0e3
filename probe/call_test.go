package probe_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/probe"
)

// schemes are requests about three numbers in every way that they can be signed.
func (w *world) schemes(k probe.Task) map[string]func(number string) (*http.Request, error) {
	aliyun := client.AliyunSigner{AccessKeyID: k.Keys.AccessKeyID, AccessKeySecret: client.Secret(k.Keys.AccessKeySecret), Now: w.Now}
	ksyun := client.KsyunSigner{AccessKey: k.Keys.AccessKeyID, SecretKey: client.Secret(k.Keys.AccessKeySecret), Now: w.Now}
	describe := func(n string, more ...string) map[string]string {
		params := map[string]string{"PhoneNumber": n}
		for i := 0; i+1 < len(more); i += 2 {
			params[more[i]] = more[i+1]
		}
		return params
	}
	if k.Module.Provider == "ksyun" {
		return map[string]func(string) (*http.Request, error){
			"AWS4": func(n string) (*http.Request, error) {
				return ksyun.AWS4(k.URL, map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": n})
			},
			"V1": func(n string) (*http.Request, error) {
				return ksyun.V1(k.URL, map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": n})
			},
		}
	}
	return map[string]func(string) (*http.Request, error){
		"V1 GET": func(n string) (*http.Request, error) {
			return aliyun.V1(http.MethodGet, k.URL, describe(n, "Action", "DescribePhoneNumberStatus", "Version", "2020-02-17"))
		},
		"V1 POST, XML": func(n string) (*http.Request, error) {
			return aliyun.V1(http.MethodPost, k.URL, describe(n, "Action", "DescribePhoneNumberStatus", "Version", "2020-02-17", "Format", "XML"))
		},
		"V3 GET": func(n string) (*http.Request, error) {
			return aliyun.V3(http.MethodGet, k.URL, "DescribePhoneNumberStatus", "2020-02-17", describe(n))
		},
		"V3 POST": func(n string) (*http.Request, error) {
			return aliyun.V3(http.MethodPost, k.URL, "DescribePhoneNumberStatus", "2020-02-17", describe(n))
		},
	}
}

// Whichever way calls are signed, they are read: key, nonce, time, number, code.
func TestEverySchemeIsRead(t *testing.T) {
	for provider, names := range map[string][]string{"aliyun": {"V1 GET", "V1 POST, XML", "V3 GET", "V3 POST"}, "ksyun": {"V1", "AWS4"}} {
		for _, name := range names {
			t.Run(provider+" "+name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				asks := func(again int) func(context.Context, probe.Task) {
					return func(_ context.Context, k probe.Task) {
						c := direct()
						for _, list := range lists(k.Module.Name) {
							for range again {
								req, err := w.schemes(k)[name](string(list[0]))
								require.NoError(t, err)
								res, err := c.Do(req)
								require.NoError(t, err)
								_ = res.Body.Close()
							}
						}
					}
				}
				r := w.one(t, asks(1), provider, "signing")
				assert.Equal(t, conformance.Passed, r.Outcome, r.Text())
				r = w.one(t, asks(2), provider, "final-number")
				assert.Equal(t, conformance.Failed, r.Outcome)
				assert.Regexp(t, `139\*\*\*\*0400 was refused with Invalid(Parameter|Mobile) and asked again once`, r.Text())
			})
		}
	}
}

func TestKeysOfYwjisu(t *testing.T) {
	m := probe.Modules("ywjisu")[0]
	task := probe.Task{Module: &m, URL: "http://127.0.0.1:1", Keys: ctl.Endpoint{Code: "c", Password: "p", PrivateKey: "k"}}
	assert.Equal(t, "NUMSIM_PROBE_MODULE=first-call\nNUMSIM_YWJISU_URL=http://127.0.0.1:1\nNUMSIM_YWJISU_CODE=c\nNUMSIM_YWJISU_PWD=p\nNUMSIM_YWJISU_KEY=k\n", probe.Environment(task))
	assert.Equal(t, [][2]string{{"code", "c"}, {"pwd", "p"}, {"key", "k"}}, probe.Pairs(task.Keys))
}

// The names are those of contract exec, so that a script for one is one for both.
func TestKeysOfKsyun(t *testing.T) {
	m := probe.Modules("ksyun")[0]
	task := probe.Task{Module: &m, URL: "http://127.0.0.1:1", Keys: ctl.Endpoint{AccessKeyID: "i", AccessKeySecret: "s"}}
	assert.Equal(t, "NUMSIM_PROBE_MODULE=first-call\nNUMSIM_KSYUN_URL=http://127.0.0.1:1\nNUMSIM_KSYUN_ACCESS_KEY=i\nNUMSIM_KSYUN_SECRET_KEY=s\n", probe.Environment(task))
}
