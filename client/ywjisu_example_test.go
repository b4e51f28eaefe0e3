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
// production, and Sleep, which waits the three seconds for a late number.
func ExampleYwjisu_Check() {
	sim, err := serve.Start(serve.Config{FreePorts: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = sim.Drain(10 * time.Second) }()

	ywjisu, err := client.NewYwjisu(client.YwjisuConfig{
		Signer: client.YwjisuSigner{Code: "numsim", Password: "numsim-pwd", PrivateKey: "numsim-key"},
		Options: client.Options{
			BaseURL: sim.Providers[2].URL,
			Sleep: func(_ context.Context, d time.Duration) error {
				fmt.Println("waiting", d)
				return nil
			},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range ywjisu.Check(context.Background(), "13900000200", "13900000204", "13900000999") {
		if errors.Is(r.Err, numsim.Late) {
			fmt.Println(r.Number.Masked(), "late, charged:", r.Charged)
			continue
		}
		fmt.Println(r.Number.Masked(), r.Status, "charged:", r.Charged)
	}
	// Output:
	// waiting 3s
	// waiting 3s
	// 139****0200 active charged: yes
	// 139****0204 unlisted charged: no
	// 139****0999 late, charged: no
}
