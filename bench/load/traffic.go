package load

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/numsim/numsim/client"
)

// Traffic is one kind of request, through the provider's account for load
// tests: no balance to use up, no limit, and signatures checked like any
// other's.
type Traffic struct {
	Name     string
	Provider string // on a server's ready line; empty: the server has one address
	Each     int    // numbers in a request
	answered string // part of every right answer
	sign     func(base string, numbers []string) (*http.Request, error)
}

const (
	account = "numsim-unlimited"
	secret  = client.Secret("numsim-secret")
)

// Aliyun is what the floor understands too: one number, signed V1.
func Aliyun(provider string) Traffic {
	signer := client.AliyunSigner{AccessKeyID: account, AccessKeySecret: secret}
	return Traffic{"aliyun", provider, 1, `"Code":"OK"`, func(base string, numbers []string) (*http.Request, error) {
		req, err := signer.V1(http.MethodGet, base, map[string]string{
			"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": numbers[0],
		})
		if err == nil {
			req.Header.Set("Accept", "application/json")
		}
		return req, err
	}}
}

// Ksyun is one number in real time, signature version 1.0.
func Ksyun() Traffic {
	return Traffic{"ksyun", "ksyun", 1, `"CheckStatus":"`, func(base string, numbers []string) (*http.Request, error) {
		return ksyun(base, "PhoneNumberStatus", "Mobile", numbers)
	}}
}

// KsyunBatch is the largest batch, likewise.
func KsyunBatch() Traffic {
	return Traffic{"ksyun, 50 numbers", "ksyun", 50, `"CheckStatus":"`, func(base string, numbers []string) (*http.Request, error) {
		return ksyun(base, "BatchPhoneNumberStatus", "Mobiles", numbers)
	}}
}

func ksyun(base, operation, parameter string, numbers []string) (*http.Request, error) {
	signer := client.KsyunSigner{AccessKey: account, SecretKey: secret}
	return signer.V1(base, map[string]string{"Action": operation, "Version": "2019-05-01", parameter: strings.Join(numbers, ",")})
}

// Ywjisu is that many numbers, 50 at most.
func Ywjisu(each int) Traffic {
	signer := client.YwjisuSigner{Code: account, Password: "numsim-pwd", PrivateKey: "numsim-key"}
	name := "ywjisu"
	if each > 1 {
		name = fmt.Sprintf("ywjisu, %d numbers", each)
	}
	return Traffic{name, "ywjisu", each, `"resultCode":"000000"`, func(base string, numbers []string) (*http.Request, error) {
		return signer.Request(base, numbers...)
	}}
}
