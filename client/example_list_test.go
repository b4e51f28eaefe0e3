package client_test

import (
	"context"
	"fmt"
	"slices"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// The same work done with the official SDK is on the page docs/clients.md.
func ExampleChecker_list() {
	baseURL, stop := simulated()
	defer stop()
	aliyun, err := client.NewAliyun(client.AliyunConfig{
		Signer:  client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret"},
		Options: client.Options{BaseURL: baseURL},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	words, perhaps := ours(context.Background(), aliyun, []numsim.Number{"13900000200", "13900000404", "13900000400"})
	fmt.Println(words, len(perhaps))
	// Output:
	// map[13900000200:NORMAL 13900000404:NOT_EXIST] 0
}

func ours(ctx context.Context, aliyun *client.Aliyun, numbers []numsim.Number) (words map[numsim.Number]string, perhaps []numsim.Number) {
	words = map[numsim.Number]string{}
	checker := &client.Checker{Sources: []client.Source{aliyun}, Workers: 1}
	for r := range checker.Stream(ctx, slices.Values(numbers)) {
		switch {
		case r.Err == nil:
			words[r.Number] = r.Word
		case r.Perhaps():
			perhaps = append(perhaps, r.Number)
		}
	}
	return words, perhaps
}
