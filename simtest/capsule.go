package simtest

import (
	"os"
	"path/filepath"
	"strings"
)

// leaveCapsule writes the run of a failed test as one file. That it cannot is
// said, and fails nothing: the test has failed for another reason.
func (s *Sim) leaveCapsule() {
	if s.folder == "" {
		return
	}
	text, err := s.shared.Capsule(s.tenant)
	if err == nil {
		err = os.MkdirAll(s.folder, 0o755)
	}
	path := filepath.Join(s.folder, fileName(s.tb.Name())+"-"+s.tenant.Name+".json")
	if err == nil {
		err = os.WriteFile(path, append(text, '\n'), 0o600)
	}
	if err != nil {
		s.tb.Logf("simtest: there is no capsule: %v", err)
		return
	}
	s.tb.Logf("simtest: the run as a capsule: %s; simulator capsule replay does it again", path)
}

// fileName is a test's name without what a folder could take for more than one.
func fileName(test string) string {
	test = strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", r) {
			return r
		}
		return '_'
	}, test)
	return test[:min(len(test), 100)]
}
