package supervise

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// look finds a command as a shell does: by its path, or in the folders of PATH.
func look(name string, env []string) (string, error) {
	if strings.Contains(name, "/") {
		if err := runnable(name); err != nil {
			return "", &StartError{name, err.Error()}
		}
		return name, nil
	}
	for _, dir := range filepath.SplitList(variable(env, "PATH")) {
		if path := filepath.Join(dir, name); filepath.IsAbs(dir) && runnable(path) == nil {
			return path, nil
		}
	}
	return "", &StartError{name, "no folder of PATH has a program of that name"}
}

func runnable(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("it is a folder")
	case info.Mode()&0o111 == 0:
		return errors.New("the file is not executable; chmod +x, or name its interpreter")
	}
	return nil
}

// variable is the last of that name: the one that counts.
func variable(env []string, name string) (value string) {
	for _, one := range env {
		if v, ok := strings.CutPrefix(one, name+"="); ok {
			value = v
		}
	}
	return value
}
