package main

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/pflag"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim"
)

type aliyunOrder struct {
	key, secret, token string
	format, operation  string
	v3                 bool
}

// describe is the operation of the document of 2020, successor one of those
// that took its place.
const (
	describe  = "DescribePhoneNumberStatus"
	successor = "PhoneNumberStatusForPublic"
)

func (o *aliyunOrder) flags(f *pflag.FlagSet, t sim.Traits) {
	f.StringVar(&o.key, "ak", t.Ready.ID, "access key id")
	f.StringVar(&o.secret, "sk", t.Ready.Secret, "access key secret")
	f.StringVar(&o.token, "token", "", "security token, for a temporary key such as numsim-sts")
	f.StringVar(&o.format, "format", "json", "json or xml")
	f.StringVar(&o.operation, "operation", describe, "what to call; accounts of profile today know "+successor+" and its siblings only")
	f.BoolVar(&o.v3, "v3", false, "sign with ACS3-HMAC-SHA256 instead of HMAC-SHA1")
}

func (o *aliyunOrder) suit(profile string) (flags string) {
	if profile != "today" {
		return ""
	}
	o.operation = successor
	return " --operation " + successor
}

func (o *aliyunOrder) request(phone, baseURL string) (*http.Request, error) {
	const version = "2020-02-17"
	format := strings.ToUpper(o.format)
	if format != "JSON" && format != "XML" {
		return nil, fmt.Errorf("--format %s: it is json or xml", o.format)
	}
	signer := client.AliyunSigner{AccessKeyID: o.key, AccessKeySecret: client.Secret(o.secret), SecurityToken: client.Secret(o.token)}
	params := o.fields(phone)
	if !o.v3 {
		params["Action"], params["Version"], params["Format"] = o.operation, version, format
		return signer.V1(http.MethodGet, baseURL, params)
	}
	req, err := signer.V3(http.MethodPost, baseURL, o.operation, version, params)
	if err == nil && format == "XML" {
		req.Header.Set("Accept", "text/xml") // not signed
	}
	return req, err
}

// fields are the operation's own parameters. AuthCode is any here; the real
// service hands one out.
func (o *aliyunOrder) fields(phone string) map[string]string {
	if o.operation == describe {
		return map[string]string{"PhoneNumber": phone}
	}
	return map[string]string{"AuthCode": "numsim", "InputNumber": phone, "Mask": "NORMAL"}
}
