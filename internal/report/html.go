package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // the page's three parts
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"github.com/numsim/numsim/conformance"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

//go:embed page.js
var pageJS string

// HTML is one page with all runs, which needs nothing beside it. What is in it
// can be read without its script.
func HTML(w io.Writer, recorded []Recorded, runs ...*conformance.Report) error {
	page, err := template.New("page").Funcs(functions()).Parse(pageHTML)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if err := page.Execute(b, pageOf(recorded, runs)); err != nil {
		return err
	}
	return b.Flush()
}

func functions() template.FuncMap {
	texts := words()
	return template.FuncMap{
		"t": func(name string, args ...any) (template.HTML, error) {
			text, ok := texts[name]
			if !ok {
				return "", fmt.Errorf("the page has no text %q", name)
			}
			if len(args) > 0 {
				text = text.with(args...)
			}
			return both(text), nil
		},
		"both":    both,
		"term":    func(name any) template.HTML { return both(term(brief(fmt.Sprint(name)))) },
		"visible": func(text any) string { return brief(fmt.Sprint(text)) },
		"next":    func(i int) int { return i + 1 },
	}
}

// both is a text in both languages, of which the page shows one; one that came
// from elsewhere is there in its own.
func both(s says) template.HTML {
	if s.ZH == "" {
		return template.HTML(`<span class="data" lang="en">` + template.HTMLEscapeString(s.EN) + `</span>`)
	}
	return template.HTML(`<span class="t" lang="en">` + template.HTMLEscapeString(s.EN) + `</span><span class="t" lang="zh-CN">` + template.HTMLEscapeString(s.ZH) + `</span>`)
}

// policy lets a browser run the page's own style and script and load nothing.
func policy() string {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(pageCSS) + "; script-src " + hash(pageJS) + "; base-uri 'none'; form-action 'none'"
}
