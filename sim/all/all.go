// Package all is the list of providers, one line each. Flags, accounts and
// settings follow from their traits; docs/adding-a-provider.md says what else a
// fourth one needs.
package all

import (
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/ksyun"
	"github.com/numsim/numsim/sim/ywjisu"
)

// Providers returns every provider. An error is a mistake in a
// provider's own catalogue.
func Providers() ([]sim.Provider, error) {
	var list []sim.Provider
	for _, build := range []func() (sim.Provider, error){
		func() (sim.Provider, error) { return aliyun.New() },
		func() (sim.Provider, error) { return ksyun.New() },
		func() (sim.Provider, error) { return ywjisu.New() },
	} {
		p, err := build()
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}
