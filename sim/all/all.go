// Package all is the list of providers, one line each. A provider that is
// planned and not built yet is named, so that a flag for it can say so.
//
// A fourth provider is a folder beside sim/aliyun with the same file names and a
// line here. Flags, accounts and settings follow from its traits; what stays to
// be said by hand is how `simulator sign` signs for it (cmd/simulator/sign.go),
// where it stands in internal/house, and the ports in the Dockerfile.
package all

import (
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/aliyun"
)

// Providers returns every provider built so far. An error is a mistake in a
// provider's own catalogue.
func Providers() ([]sim.Provider, error) {
	var list []sim.Provider
	for _, build := range []func() (sim.Provider, error){
		func() (sim.Provider, error) { return aliyun.New() },
	} {
		p, err := build()
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// Planned names the providers that have a flag and a port but no simulator
// yet.
func Planned() []string { return []string{"ksyun", "ywjisu"} }
