package scenarios

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim"
)

// FuzzRead reads anything as a document that includes itself and as a CSV file.
// Whatever it is, reading ends, finds at most a hundred things, each in a file
// and a place, and gives a draft that a scenario can be made of.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"every-key.yaml", "numbers.csv", "parts/base.yaml"} {
		text, err := os.ReadFile("testdata/full/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{
		"scenario: x\nrules: [{then: {delay: {min: 1s, max: 1}}}]\n", "a: &a [*a]", "? [a]\n: {b}", "{a: {b}, c,}", "- - ? a", "numbers: {139*: [{until: 1s, status: off}, {}]}",
		"include: [s.yaml, n.csv]\nfiles: n.csv", "number,status\n139*,off\n\"1\",2", "number,status,area\n139*,,b\n", "include: [t.yaml, s.yaml]\nnumbers: {1390*: [{until: 1s, area: a}, {network: b}], 139*: {carrier: 移动}}", "a:\n\t- b", "'", "\"\\x", "--- a\n...\n%TAG ! x", "<<: [*a]", "weights: {off: 1e9}", "accounts: {a: {b: [[1], {is: 2}]}}",
	} {
		f.Add(text)
	}
	rows, err := numsim.NewCatalogue([]numsim.Row{{Name: "a/b", Status: 400, Message: "m", Source: "s", Cause: "c", Profile: "2022"}})
	if err != nil {
		f.Fatal(err)
	}
	vendors := []Vendor{{Name: "aliyun", Profiles: []string{"2020"}, Catalogue: rows, Try: func([]Setting) error { return nil }}}
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{"s.yaml": {Data: []byte(text)}, "n.csv": {Data: []byte(text)}, "t.yaml": {Data: []byte("include: s.yaml\nfiles: n.csv\n")}}
		for _, name := range []string{"s.yaml", "t.yaml"} {
			d, found := Load(fsys, name, vendors)
			if len(found) > maxFindings {
				t.Errorf("%d findings", len(found))
			}
			for _, one := range found {
				if one.File == "" || one.Line < 1 || one.Column < 1 || one.Text == "" || strings.ContainsAny(one.Text, "\n\r") {
					t.Errorf("a finding without a place, or of several lines: %q", one)
				}
			}
			New(d).Truth("13900000200", true, 0)
		}
		if root, _ := parse([]byte(text)); root != nil && count(root)-1 > roughNodes([]byte(text)) {
			t.Errorf("%d nodes, guessed %d", count(root), roughNodes([]byte(text)))
		}
	})
}

func count(n *yaml.Node) int {
	total := 1
	for _, child := range n.Content {
		total += count(child)
	}
	return total
}
