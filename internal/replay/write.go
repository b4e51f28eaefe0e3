package replay

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"
)

// ExitLeak is the exit code of a command whose recording would have told a
// secret.
const ExitLeak = 7

// Leak is a recording that was not made, because of what would stand in it.
type Leak struct{ What, Where string }

func (l *Leak) Error() string {
	return "nothing was recorded: " + l.What + " (" + l.Where + "); the call was made and may have been charged"
}

// Code is the exit code of a command that ends with it.
func (l *Leak) Code() int { return ExitLeak }

// write puts the recording into its case's folder. The file has its name only
// after it was read back and found clean.
func write(dir string, rec *Recording, bad *forbidden) (path string, err error) {
	folder := filepath.Join(dir, rec.Provider, rec.Case)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(folder, ".recording-*") // it is 0600
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if err := fill(file, rec); err != nil {
		return "", err
	}
	text, err := os.ReadFile(file.Name())
	if err != nil {
		return "", err
	}
	if err := bad.scan(text); err != nil {
		return "", err
	}
	if again, err := Decode(text); err != nil || again.Case != rec.Case {
		return "", errors.Join(errors.New("the recording cannot be read back"), err)
	}
	return place(file.Name(), folder, rec.At)
}

func fill(file *os.File, rec *Recording) error {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(rec)
	if err == nil {
		_, err = file.Write(text.Bytes())
	}
	return errors.Join(err, file.Sync(), file.Close())
}

// place gives the file its name, and takes no other recording's.
func place(temporary, folder string, at time.Time) (string, error) {
	for ; ; at = at.Add(time.Millisecond) {
		path := filepath.Join(folder, at.UTC().Format("20060102T150405.000Z")+".json")
		err := os.Link(temporary, path)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return path, os.Remove(temporary)
	}
}
