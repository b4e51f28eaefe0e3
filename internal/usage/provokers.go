package usage

import (
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim/scenarios"
)

// provokers are the built-in scenarios with a rule that answers with an error,
// by the error, for calls of a provider.
func provokers(provider string) map[string][]string {
	found := map[string][]string{}
	for _, name := range scenarios.Names() {
		text, err := fs.ReadFile(scenarios.Library(), name+".yaml")
		if err != nil {
			panic(err) // what is embedded can be read
		}
		var s struct {
			Rules []struct {
				When struct {
					Provider yaml.Node `yaml:"provider"`
				} `yaml:"when"`
				Then yaml.Node `yaml:"then"`
			} `yaml:"rules"`
		}
		_ = yaml.Unmarshal(text, &s) // the library's own tests read it properly
		for _, rule := range s.Rules {
			if p := rule.When.Provider; !p.IsZero() && !slices.Contains(scalars(&p), provider) {
				continue
			}
			for _, row := range errorsIn(&rule.Then) {
				found[row] = insert(found[row], name)
			}
		}
	}
	return found
}

// scalars are the words of a scalar or of a list.
func scalars(n *yaml.Node) (list []string) {
	if n.Kind == yaml.ScalarNode {
		return []string{n.Value}
	}
	for _, c := range n.Content {
		list = append(list, scalars(c)...)
	}
	return list
}

// errorsIn are the values of error, wherever under then they stand.
func errorsIn(n *yaml.Node) (list []string) {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "error" {
			list = append(list, scalars(c)...)
			continue
		}
		list = append(list, errorsIn(c)...)
	}
	return list
}
