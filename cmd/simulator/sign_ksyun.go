package main

import (
	"net/http"
	"strings"

	"github.com/spf13/pflag"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim"
)

type ksyunOrder struct {
	key, secret, token string
	operation          string
	aws4               bool
}

const batch = "BatchPhoneNumberStatus"

func (o *ksyunOrder) flags(f *pflag.FlagSet, t sim.Traits) {
	f.StringVar(&o.key, "ak", t.Ready.ID, "Accesskey")
	f.StringVar(&o.secret, "sk", t.Ready.Secret, "secret key")
	f.StringVar(&o.token, "token", "", "SecurityToken, for a temporary key such as numsim-sts")
	f.StringVar(&o.operation, "operation", "", "what to call (default PhoneNumberStatus, for several numbers "+batch+"); IsmsPhoneNumberStatus takes a country code first")
	f.BoolVar(&o.aws4, "aws4", false, "sign with AWS4-HMAC-SHA256 instead of signature version 1.0")
}

func (o *ksyunOrder) suit(string) (flags string) { return "" }

func (o *ksyunOrder) request(phone, baseURL string) (*http.Request, error) {
	operation := o.operation
	if operation == "" {
		operation = "PhoneNumberStatus"
		if strings.Contains(phone, ",") {
			operation = batch
		}
	}
	name := "Mobile"
	if operation == batch {
		name = "Mobiles"
	}
	params := map[string]string{"Action": operation, "Version": "2019-05-01", name: phone}
	signer := client.KsyunSigner{AccessKey: o.key, SecretKey: client.Secret(o.secret), SecurityToken: client.Secret(o.token)}
	if o.aws4 {
		return signer.AWS4(baseURL, params)
	}
	return signer.V1(baseURL, params)
}
