package contracts

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed aliyun ksyun ywjisu extensions.schema.json severity.yaml
var embedded embed.FS

// Embedded has the documents this program was built with, one folder for each
// provider.
func Embedded() fs.FS { return embedded }

// Providers lists the folders of Embedded.
func Providers() []string { return []string{"aliyun", "ksyun", "ywjisu"} }

// builtin reads each embedded document once, as reading one and compiling its
// readings is most of what judging costs, and everybody may judge by the same.
var builtin = func() map[string]func() (*Document, []Flaw) {
	m := map[string]func() (*Document, []Flaw){}
	for _, p := range Providers() {
		m[p] = sync.OnceValues(func() (*Document, []Flaw) { return Load(embedded, p) })
	}
	return m
}()

// Builtin is Load of Embedded, read once for the whole process.
func Builtin(provider string) (*Document, []Flaw) {
	if load := builtin[provider]; load != nil {
		return load()
	}
	return Load(embedded, provider) // which says what is wrong
}
