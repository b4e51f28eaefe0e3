package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Check finds a file that cannot be written before anything is asked, and perhaps
// paid for.
func (o Outputs) Check() error {
	for _, one := range o.list {
		if one.file == "-" {
			continue
		}
		if err := writable(one.file); err != nil {
			return fmt.Errorf("the %s report: %w", one.kind, err)
		}
	}
	return nil
}

func writable(name string) error {
	if folder := filepath.Dir(name); !isFolder(folder) {
		return fmt.Errorf("there is no folder %s; make it first", folder)
	}
	_, err := os.Stat(name)
	made := errors.Is(err, fs.ErrNotExist)
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	if made {
		defer func() { _ = os.Remove(name) }()
	}
	return f.Close()
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
