package main

import (
	"fmt"
	"strings"

	"github.com/numsim/numsim/client"
)

// variables are where the credentials of each provider come from; those with a
// question mark may be left out.
func variables(provider string) []string {
	switch provider {
	case "aliyun":
		return []string{"ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN?"}
	case "ksyun":
		return []string{"KSYUN_ACCESS_KEY", "KSYUN_SECRET_KEY"}
	case "ywjisu":
		return []string{"YWJISU_CODE", "YWJISU_PWD", "YWJISU_KEY"}
	}
	return nil
}

// credentials reads them, in the order of variables.
func credentials(provider string, getenv func(string) string) (values []string, err error) {
	for _, name := range variables(provider) {
		bare, optional := strings.CutSuffix(name, "?")
		value := getenv(bare)
		if value == "" && !optional {
			return nil, usageError{fmt.Errorf("%s needs credentials and %s is not set: export it; they are read from the environment only", provider, bare)}
		}
		values = append(values, value)
	}
	return values, nil
}

// newSource makes the client of one provider.
func newSource(provider string, _ client.Options, getenv func(string) string) (client.Source, error) {
	if _, err := credentials(provider, getenv); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%s: this build has no client for it", provider)
}
