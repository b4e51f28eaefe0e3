package chinese

import (
	_ "embed" // the texts
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed cases.zh-CN.yaml
var cases []byte

//go:embed texts.zh-CN.yaml
var texts []byte

// pair is an English text and its Chinese.
type pair struct{ en, zh string }

// UnmarshalYAML reads a list of the two.
func (p *pair) UnmarshalYAML(n *yaml.Node) error {
	var both [2]string
	if err := n.Decode(&both); err != nil {
		return err
	}
	p.en, p.zh = both[0], both[1]
	return nil
}

// book is what the two files say.
type book struct {
	cases  map[string]pair // by the name of the case
	fixed  map[string]string
	frames []frame
}

// opened is read when it is first asked. Where a file could not be read there
// would be no Chinese, which the tests forbid.
var opened = sync.OnceValue(func() *book {
	b := &book{fixed: map[string]string{}}
	_ = yaml.Unmarshal(cases, &b.cases)
	var all map[string]string
	_ = yaml.Unmarshal(texts, &all)
	for en, zh := range all {
		if placeholder.MatchString(en) {
			b.frames = append(b.frames, framed(en, zh))
		} else {
			b.fixed[en] = zh
		}
	}
	b.sort()
	return b
})

// Rule is the rule of a result in Chinese; empty where the name is no case's or
// the case now says something else, and nobody translated the text itself.
func Rule(id, english string) string {
	b := opened()
	if p, ok := b.cases[id]; ok && p.en == english {
		return p.zh
	}
	return b.text(english)
}

// Text is a text in Chinese; empty where nobody translated it.
func Text(english string) string {
	return opened().text(english)
}

// Phrase is a text of more than one word in Chinese, for the place of a value,
// where a word may be the provider's own, and so may what a short frame fits.
func Phrase(english string) string {
	if !strings.Contains(english, " ") {
		return ""
	}
	b := opened()
	if zh, ok := b.fixed[english]; ok || len(english) > longest {
		return zh
	}
	return b.framed(english, unmistakable)
}

// Cases are the rules of conformance by their names: the English text that was
// translated, and the Chinese.
func Cases() map[string][2]string {
	all := map[string][2]string{}
	for id, p := range opened().cases {
		all[id] = [2]string{p.en, p.zh}
	}
	return all
}

// Texts are all other texts by their English, placeholders and all.
func Texts() map[string]string {
	all := map[string]string{}
	b := opened()
	for en, zh := range b.fixed {
		all[en] = zh
	}
	for _, f := range b.frames {
		all[f.en] = f.zh
	}
	return all
}
