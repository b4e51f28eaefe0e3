package client_test

import (
	"fmt"
	"net/http"
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
