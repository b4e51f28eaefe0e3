package contracts

import (
	"embed"
	"io/fs"
)

//go:embed aliyun ksyun ywjisu extensions.schema.json severity.yaml
var embedded embed.FS

// Embedded has the documents this program was built with, one folder for each
// provider.
func Embedded() fs.FS { return embedded }

// Providers lists the folders of Embedded.
func Providers() []string { return []string{"aliyun", "ksyun", "ywjisu"} }
