package builtin

import (
	"io/fs"
	"slices"

	"github.com/numsim/numsim/scenarios"
)

// Scenario is the text of a built-in scenario; false where there is none of that
// name.
func Scenario(name string) (string, bool) {
	if !slices.Contains(scenarios.Names(), name) {
		return "", false
	}
	text, err := fs.ReadFile(scenarios.Library(), name+".yaml")
	return string(text), err == nil
}

// Check says what is wrong with a scenario's text.
func Check(text string) error {
	_, err := draft(text)
	return err
}
