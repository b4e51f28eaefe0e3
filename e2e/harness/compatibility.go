package harness

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// CompatibilityPath is where the page made from the records lives.
func CompatibilityPath() (string, error) {
	root, err := Root()
	return filepath.Join(filepath.Dir(root), "docs", "compatibility.md"), err
}

// WriteCompatibility renews the page from the records.
func WriteCompatibility() error {
	page, err := Compatibility()
	if err != nil {
		return err
	}
	path, err := CompatibilityPath()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(page), 0o644)
}

// Compatibility is the page: what every SDK and client was, and what it made of
// every case, as the records have it.
func Compatibility() (string, error) {
	all, err := records()
	if err != nil {
		return "", err
	}
	var page strings.Builder
	page.WriteString(opening)
	of := func(provider string) []record {
		return slices.DeleteFunc(slices.Clone(all), func(r record) bool { return r.Provider != provider })
	}
	aliyun := of("")
	writeSDKs(&page, aliyun)
	writeMatrix(&page, aliyun)
	writeCases(&page)
	writeGenerations(&page, aliyun)
	writeThemselves(&page, aliyun)
	writeService(&page, kingsoft(), of(Ksyun))
	writeService(&page, jisu(), of(Ywjisu))
	return page.String(), nil
}

// Recorded names the program folder of every record.
func Recorded() (dirs []string, err error) {
	records, err := records()
	for _, r := range records {
		dirs = append(dirs, r.Dir)
	}
	return dirs, err
}

// records reads them all, by language and name.
func records() ([]record, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(root, "testdata", "seen", "*.json"))
	if err != nil {
		return nil, err
	}
	var all []record
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var r record
		if err := json.Unmarshal(text, &r); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.Language, b.Language), cmp.Compare(a.Name, b.Name))
	})
	return all, nil
}
