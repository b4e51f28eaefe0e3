package scenarios

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// settingStage is a setting's value until its end.
type settingStage struct {
	ending
	value string
	said  bool
}

func settingLife() *lifeOf[settingStage] {
	end := func(s *settingStage) *ending { return &s.ending }
	value := func(p *page, n *yaml.Node, s *settingStage) { s.value, s.said = p.value(n), true }
	return &lifeOf[settingStage]{bare: value, end: end, keys: []key[settingStage]{
		untilKey(end),
		{"is", "the value until then", valueShape(), value},
	}}
}

// accounts reads settings by provider, or provider/account. What they mean is
// looked at once the providers are known.
func (p *page) accounts(n *yaml.Node, _ *Draft) {
	if n.Kind != yaml.MappingNode {
		p.mistake(n, "%s where a mapping belongs, of providers to what their accounts have", kindOf(n))
		return
	}
	for name, fields := range pairs(n) {
		word, ok := p.word(name)
		if !ok {
			continue
		}
		provider, account, one := strings.Cut(word, "/")
		if provider == "" || one && account == "" {
			p.mistake(name, "%s is neither a provider nor provider/account", quote(word))
			continue
		}
		if fields.Kind != yaml.MappingNode {
			p.mistake(fields, "%s where a mapping belongs, of fields and switches to values", kindOf(fields))
			continue
		}
		for field, value := range pairs(fields) {
			if word, ok := p.word(field); ok {
				p.setting(value, Setting{Provider: provider, Account: account, Field: word, Where: p.where(field).String()})
			}
		}
	}
}

// setting adds one Setting for each stage.
func (p *page) setting(n *yaml.Node, s Setting) {
	switch {
	case n.Kind == yaml.MappingNode:
		p.mistake(n, "a mapping where a value belongs; values that follow one another are a list of {until: 60s, is: one} and, last, {is: another}")
		return
	case n.Kind == yaml.ScalarNode || scalars(n):
		s.Value = p.value(n)
		p.addSetting(n, s)
		return
	}
	for i, stage := range stages(p, n, p.tables.setting) {
		at := n.Content[i]
		if !stage.said {
			p.mistake(at, "nothing is said of the value; add is:")
		}
		s.Value, s.Where = stage.value, p.where(at).String()
		p.addSetting(at, s)
		s.From = stage.until
	}
}

func (p *page) addSetting(n *yaml.Node, s Setting) {
	if p.settings++; p.settings > maxSettings {
		p.mistake(n, "more than %d settings", maxSettings)
		return
	}
	p.draft.Settings = append(p.draft.Settings, s)
}

// scalars reports whether n is a list of nothing else.
func scalars(n *yaml.Node) bool {
	return len(n.Content) > 0 && !slices.ContainsFunc(n.Content, func(one *yaml.Node) bool { return one.Kind != yaml.ScalarNode })
}

// value keeps a scalar as it was written: 0.30 stays 0.30. A list, such as of
// addresses, is one value too.
func (p *page) value(n *yaml.Node) string {
	if !scalars(n) {
		word, _ := p.word(n)
		return word
	}
	words := make([]string, len(n.Content))
	for i, one := range n.Content {
		words[i], _ = p.word(one)
	}
	return strings.Join(words, ",")
}
