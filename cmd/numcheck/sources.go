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
	if _, err := w.credentials(); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%s: this build has no client for it", w.provider)
}
