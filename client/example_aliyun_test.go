package client_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// simulated is where the provider answers in these examples. Leave BaseURL out
// for the real service.
func simulated() (baseURL string, stop func()) {
	s, err := serve.Start(serve.Config{FreePorts: true})
	if err != nil {
		panic(err)
	}
	return s.Providers[0].URL, func() { _ = s.Drain(time.Second) }
}

func ExampleAliyun() {
	baseURL, stop := simulated()
	defer stop()
	aliyun, err := client.NewAliyun(client.AliyunConfig{
		Signer:  client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret"},
		Options: client.Options{BaseURL: baseURL, Timeout: 5 * time.Second, Rate: 200},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range aliyun.Check(context.Background(), "13900000200", "13900000404", "13900000999") {
		fmt.Println(r.Number.Masked(), r.Status, r.Carrier, r.Word, "charged:", r.Charged)
	}
	// Output:
	// 139****0200 active mobile NORMAL charged: yes
	// 139****0404 vacant mobile NOT_EXIST charged: yes
	// 139****0999 unknown mobile UNKNOWN charged: no
}

func ExampleAliyun_PhoneNumberStatusForSms() {
	baseURL, stop := simulated()
	defer stop()
	aliyun, err := client.NewAliyun(client.AliyunConfig{
		Signer:  client.AliyunSigner{AccessKeyID: "numsim-today", AccessKeySecret: "numsim-secret"},
		Options: client.Options{BaseURL: baseURL},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	// The number need not be told: this is the MD5 of 13900000404.
	res, err := aliyun.PhoneNumberStatusForSms(context.Background(), client.PhoneNumberStatusForRequest{
		AuthCode: "numsim-code", InputNumber: "512b0e8f19635c065105d462d7d8a375", Mask: client.MaskMD5,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(res.PhoneStatus.Status, res.PhoneStatus.Carrier, res.Status)
	// Output:
	// NOT_EXIST CMCC vacant
}

func ExampleError() {
	baseURL, stop := simulated()
	defer stop()
	aliyun, err := client.NewAliyun(client.AliyunConfig{
		Signer:  client.AliyunSigner{AccessKeyID: "numsim-broke", AccessKeySecret: "numsim-secret"},
		Options: client.Options{BaseURL: baseURL},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = aliyun.DescribePhoneNumberStatus(context.Background(), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
	switch {
	case errors.Is(err, numsim.Balance):
		fmt.Println("top up the account")
	case errors.Is(err, numsim.Throttled):
		fmt.Println("ask more slowly")
	case errors.Is(err, numsim.BadNumber):
		fmt.Println("strike the number off the list")
	}
	var failed *client.Error
	if errors.As(err, &failed) {
		fmt.Println(failed.Provider, failed.Code, failed.HTTP, "charged:", failed.Charged)
	}
	// Output:
	// top up the account
	// aliyun Insufficient.Balance 400 charged: no
}

// tracer and span have the shape of OpenTelemetry's; with that library in your
// program, call otel.Tracer("…").Start and the span's own methods.
type tracer struct{}

type span struct{ name string }

func (tracer) Start(ctx context.Context, name string) (context.Context, *span) {
	fmt.Println("start", name)
	return ctx, &span{name}
}

func (s *span) SetAttribute(key string, value any) { fmt.Println(" ", key, value) }
func (s *span) RecordError(err error)              { fmt.Println("  error", errors.Is(err, numsim.Throttled)) }
func (s *span) End()                               { fmt.Println("end", s.name) }

func ExampleObserver() {
	baseURL, stop := simulated()
	defer stop()
	observe := func(ctx context.Context, a client.Attempt) (context.Context, func(client.Attempt)) {
		ctx, span := tracer{}.Start(ctx, a.Provider+" "+a.Operation)
		span.SetAttribute("try", a.Try)
		return ctx, func(a client.Attempt) {
			span.SetAttribute("http.response.status_code", a.HTTP)
			if a.Err != nil {
				span.RecordError(a.Err) // holds neither the number nor a secret
			}
			span.End()
		}
	}
	aliyun, err := client.NewAliyun(client.AliyunConfig{
		Signer:  client.AliyunSigner{AccessKeyID: "numsim-throttled", AccessKeySecret: "numsim-secret"},
		Options: client.Options{BaseURL: baseURL, Observe: observe, Retry: client.Retry{Attempts: 2, Wait: time.Millisecond}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	aliyun.Check(context.Background(), "13900000200")
	// Output:
	// start aliyun DescribePhoneNumberStatus
	//   try 1
	//   http.response.status_code 400
	//   error true
	// end aliyun DescribePhoneNumberStatus
	// start aliyun DescribePhoneNumberStatus
	//   try 2
	//   http.response.status_code 400
	//   error true
	// end aliyun DescribePhoneNumberStatus
}
