package probe

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Providers are those that have plans.
func Providers() []string { return []string{"aliyun", "ksyun", "ywjisu"} }

// The plans: what a module is good for.
const (
	Standard = "standard" // everything
	Quick    = "quick"    // the first quarter of an hour: is it understood at all?
	Money    = "money"    // what costs, where it goes wrong
)

// Plans says what each is for.
func Plans() map[string]string {
	return map[string]string{
		Standard: "every module",
		Quick:    "whether calls are understood: signing, encoding, batches",
		Money:    "what is paid for nothing: retries, timeouts, lost answers",
	}
}

// Modules are a provider's, in the order of a run.
func Modules(provider string) []Module {
	switch provider {
	case "aliyun":
		return aliyun()
	case "ksyun":
		return ksyun()
	case "ywjisu":
		return ywjisu()
	}
	return nil
}

// Select is a provider's modules of a plan, or those with names.
func Select(provider, plan string, names []string) (chosen []Module, err error) {
	all := Modules(provider)
	if all == nil {
		return nil, fmt.Errorf("--provider %s: the providers are %s", provider, strings.Join(Providers(), ", "))
	}
	if _, known := Plans()[plan]; !known {
		return nil, fmt.Errorf("--plan %s: the plans are %s", plan, strings.Join(slices.Sorted(maps.Keys(Plans())), ", "))
	}
	for _, m := range all {
		if len(names) > 0 && slices.Contains(names, m.Name) || len(names) == 0 && (plan == Standard || slices.Contains(m.Plans, plan)) {
			chosen = append(chosen, m)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(m Module) bool { return m.Name == name }) {
			return nil, fmt.Errorf("--module %s: %s has no such module; contract probe --provider %s --list has their names", name, provider, provider)
		}
	}
	return chosen, nil
}
