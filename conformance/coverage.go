package conformance

import "slices"

// Unmet are what the contracts promise and no case meets, by provider.
func (s *Suite) Unmet(provider string) (list []string) {
	var met []string
	for i := range s.Cases {
		if c := &s.Cases[i]; c.Provider() == provider {
			met = append(met, c.meets()...)
		}
	}
	for _, promise := range s.Promises(provider) {
		if !slices.Contains(met, promise) {
			list = append(list, promise)
		}
	}
	return list
}

// OnlyForced are the error rows that no case provokes by its cause.
func (s *Suite) OnlyForced(provider string) (list []string) {
	caused, told := map[string]bool{}, map[string]bool{}
	for i := range s.Cases {
		c := &s.Cases[i]
		if c.Provider() != provider {
			continue
		}
		for _, what := range c.meets() {
			if c.Forced == "" {
				caused[what] = true
			} else {
				told[what] = true
			}
		}
	}
	for _, promise := range s.Promises(provider) {
		if told[promise] && !caused[promise] {
			list = append(list, promise)
		}
	}
	return list
}
