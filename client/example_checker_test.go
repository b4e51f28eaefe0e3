package client_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// In production the sources are clients, as NewAliyun and its siblings make
// them.
func ExampleChecker() {
	down := &fake{name: "aliyun", most: 1, answer: fails("aliyun", numsim.Outage, client.NotCharged)}
	well := &fake{name: "ywjisu", most: 50, answer: says(numsim.Active)}
	checker := &client.Checker{
		Sources: []client.Source{down, well}, // in order of preference
		Workers: 1,
		Cap:     numsim.Yuan / 10, // 0.10 yuan
		Price:   map[string]numsim.Money{"aliyun": numsim.Yuan / 10, "ywjisu": numsim.Yuan / 50},
	}
	for _, r := range checker.Check(context.Background(), "13900000200", "13900000201") {
		switch {
		case errors.Is(r.Err, client.ErrCap):
			fmt.Println(r.Number.Masked(), "is too dear:", r.Err)
		case r.Err != nil:
			fmt.Println(r.Number.Masked(), "has no answer:", r.Err)
		default:
			fmt.Println(r.Number.Masked(), "is", r.Status, "says", r.Provider)
		}
	}
	fmt.Println(checker.Totals().Spent, "yuan")
	// Output:
	// 139****0200 is active says ywjisu
	// 139****0201 is too dear: aliyun: not asked: the cap on money is reached: 0.10 yuan for a number, of 0.10 yuan 0.02 are spent and 0.00 perhaps; raise the cap to go on
	// 0.02 yuan
}

func ExampleChecker_Stream() {
	down := &fake{name: "aliyun", most: 1, answer: fails("aliyun", numsim.Outage, client.NotCharged)}
	well := &fake{name: "ywjisu", most: 50, answer: says(numsim.Active)}
	checker := &client.Checker{Sources: []client.Source{down, well}, Workers: 1}
	file := func(yield func(numsim.Number) bool) { // read line by line, however long
		for _, n := range []numsim.Number{"13900000200", "13900000201"} {
			if !yield(n) {
				return
			}
		}
	}
	for r := range checker.Stream(context.Background(), file) {
		fmt.Println(r.Number.Masked(), r.Status, r.Provider, "after", r.Others[0].Provider)
	}
	fmt.Println(checker.Totals().Answered, "answered")
	// Output:
	// 139****0200 active ywjisu after aliyun
	// 139****0201 active ywjisu after aliyun
	// 2 answered
}
