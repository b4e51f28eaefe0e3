package scenarios

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed library
var library embed.FS

// Library is the folder of embedded documents, one file for each.
func Library() fs.FS {
	sub, err := fs.Sub(library, "library")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}

// Names lists the embedded scenarios in alphabetical order.
func Names() (names []string) {
	entries, err := fs.ReadDir(Library(), ".")
	if err != nil {
		panic(err) // what is embedded can be read
	}
	for _, e := range entries {
		if name, is := strings.CutSuffix(e.Name(), ".yaml"); is {
			names = append(names, name)
		}
	}
	return names
}
