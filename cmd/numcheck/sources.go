package main

import (
	"fmt"
	"strings"

	"github.com/numsim/numsim/client"
)

// authCode is where Aliyun's successors of DescribePhoneNumberStatus find their
// permission.
const authCode = "ALIBABA_CLOUD_DYTNS_AUTH_CODE"

// variables are where the credentials of each provider come from; those with a
// question mark may be left out.
func variables(provider string) []string {
	switch provider {
	case "aliyun":
		return []string{"ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN?", authCode + "?"}
	case "ksyun":
		return []string{"KSYUN_ACCESS_KEY", "KSYUN_SECRET_KEY"}
	case "ywjisu":
		return []string{"YWJISU_CODE", "YWJISU_PWD", "YWJISU_KEY"}
	}
	return nil
}

// credentials reads them, in the order of variables.
func (w wanted) credentials() (values []string, err error) {
	for _, name := range variables(w.provider) {
		bare, optional := strings.CutSuffix(name, "?")
		value := w.getenv(bare)
		if value == "" && !optional {
			return nil, fmt.Errorf("%s needs credentials and %s is not set: export it; they are read from the environment only", w.provider, bare)
		}
		values = append(values, value)
	}
	return values, nil
}

// newSource makes the client of one provider.
func newSource(w wanted) (client.Source, error) {
	v, err := w.credentials()
	if err != nil {
		return nil, err
	}
	switch w.provider {
	case "aliyun":
		return made(client.NewAliyun(client.AliyunConfig{
			Signer:   client.AliyunSigner{AccessKeyID: v[0], AccessKeySecret: client.Secret(v[1]), SecurityToken: client.Secret(v[2])},
			AuthCode: client.Secret(v[3]), Options: w.options,
		}))
	case "ksyun":
		return made(client.NewKsyun(client.KsyunConfig{
			Signer:   client.KsyunSigner{AccessKey: v[0], SecretKey: client.Secret(v[1])},
			Realtime: w.realtime, Options: w.options,
		}))
	}
	return made(client.NewYwjisu(client.YwjisuConfig{
		Signer:  client.YwjisuSigner{Code: v[0], Password: client.Secret(v[1]), PrivateKey: client.Secret(v[2])},
		Options: w.options,
	}))
}

// made keeps a client that is nil from becoming a source that is not.
func made[S client.Source](s S, err error) (client.Source, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}
