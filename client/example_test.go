package client_test

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/numsim/numsim/client"
)

func ExampleAliyunSigner_V1() {
	signer := client.AliyunSigner{
		AccessKeyID:     "numsim",
		AccessKeySecret: "numsim-secret",
		// Leave these two out in production.
		Now:   func() time.Time { return time.Date(2020, 9, 23, 8, 0, 0, 0, time.UTC) },
		Nonce: func() string { return "0123456789abcdef0123456789abcdef" },
	}
	req, err := signer.V1(http.MethodGet, "https://dytnsapi.aliyuncs.com", map[string]string{
		"Action":      "DescribePhoneNumberStatus",
		"Version":     "2020-02-17",
		"Format":      "JSON",
		"PhoneNumber": "13900000200",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(req.Method, req.URL.Host)
	fmt.Println(req.URL.Query().Get("Signature"))
	// Output:
	// GET dytnsapi.aliyuncs.com
	// +/mux1NzityPNfCviIQz+jeyu8k=
}

func ExampleKsyunSigner_V1() {
	signer := client.KsyunSigner{
		AccessKey: "numsim",
		SecretKey: "numsim-secret",
		// Leave this out in production.
		Now: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
	}
	req, err := signer.V1("https://cpn.api.ksyun.com", map[string]string{
		"Action":  "BatchPhoneNumberStatus",
		"Version": "2019-05-01",
		"Mobiles": "13900000200,13900000100",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(req.Method, req.URL)
	// Only for show: FormValue reads the body, and nothing is left to send.
	fmt.Println(req.FormValue("Signature"))
	// Output:
	// POST https://cpn.api.ksyun.com/
	// 6ae8b375e0a884b882b3568f561a99b0d9d3d5a16991641b40c392c56766fc67
}

func ExampleKsyunSigner_AWS4() {
	signer := client.KsyunSigner{
		AccessKey: "numsim",
		SecretKey: "numsim-secret",
		// Leave this out in production.
		Now: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
	}
	req, err := signer.AWS4("https://cpn.api.ksyun.com", map[string]string{
		"Action":  "PhoneNumberStatus",
		"Version": "2019-05-01",
		"Mobile":  "13900000200",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(req.Header.Get("X-Amz-Date"))
	fmt.Println(strings.ReplaceAll(req.Header.Get("Authorization"), ", ", "\n"))
	// Output:
	// 20261122T000000Z
	// AWS4-HMAC-SHA256 Credential=numsim/20261122/cn-beijing-6/cpn/aws4_request
	// SignedHeaders=accept;content-type;host;x-amz-date
	// Signature=c1bf45bfd011deb5bf243e4b1b2b43fdc809f2cf9e0cdf5fc3e2ad53e6dfd65a
}

func ExampleYwjisuSigner_Request() {
	signer := client.YwjisuSigner{
		Code:       "numsim",
		Password:   "numsim-password",
		PrivateKey: "numsim-key",
		// Leave this out in production.
		Now: func() time.Time { return time.Unix(1795305600, 0) },
	}
	req, err := signer.Request("https://kh.ywjisu.com", "13900000200", "13900000100")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(req.Method, req.URL)
	// Only for show: FormValue reads the body, and nothing is left to send.
	fmt.Println(req.FormValue("mobiles"), req.FormValue("token"))
	// Output:
	// POST https://kh.ywjisu.com/Api/ApiAuth/getCheckResult
	// 13900000200,13900000100 4d16e64c2b41f57125c8c730d1b3dd46
}
