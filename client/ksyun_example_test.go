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

// The simulator stands for the real service here: leave BaseURL out in
// production.
func ExampleKsyun_Check() {
	sim, err := serve.Start(serve.Config{FreePorts: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = sim.Drain(10 * time.Second) }()

	ksyun, err := client.NewKsyun(client.KsyunConfig{
		Signer:  client.KsyunSigner{AccessKey: "numsim", SecretKey: "numsim-secret"},
		Options: client.Options{BaseURL: sim.Providers[1].URL},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range ksyun.Check(context.Background(), "13900000200", "628120000404", "13300000402", "+62812") {
		if r.Err != nil {
			fmt.Println(r.Number.Masked(), errors.Is(r.Err, numsim.BadNumber))
			continue
		}
		fmt.Println(r.Number.Masked(), r.Status, r.Carrier, r.Operation)
	}
	// Output:
	// 139****0200 active mobile BatchPhoneNumberStatus
	// 628****0404 vacant none IsmsPhoneNumberStatus
	// 133****0402 suspended telecom BatchPhoneNumberStatus
	// **** true
}

// A dry run says whether a key may call, and costs nothing.
func ExampleKsyun_DryRun() {
	sim, err := serve.Start(serve.Config{FreePorts: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = sim.Drain(10 * time.Second) }()

	for _, key := range []string{"numsim", "numsim-AccessDenied"} {
		ksyun, err := client.NewKsyun(client.KsyunConfig{
			Signer:  client.KsyunSigner{AccessKey: key, SecretKey: "numsim-secret"},
			AWS4:    true,
			Options: client.Options{BaseURL: sim.Providers[1].URL},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		err = ksyun.DryRun(context.Background(), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
		fmt.Println(err == nil, errors.Is(err, numsim.Auth))
	}
	// Output:
	// true false
	// false true
}
