package sim

import (
	"encoding/binary"
	"sync"
)

// Most answers have the outline of another one. The first so many that are this
// short are kept once, and entries have their number.
const (
	mostShared    = 1024
	longestShared = 512
)

// shared are outlines by number. An outline has nothing in it that is a
// tenant's, so that tenants share them.
type shared struct {
	mu    sync.RWMutex
	place map[string]uint16
	texts []string
}

// number writes what an entry has of an outline: a zero byte, which no outline
// begins with, and its number, or the outline itself.
func (s *shared) number(outline []byte) []byte {
	if len(outline) == 0 || len(outline) > longestShared {
		return outline
	}
	s.mu.RLock()
	at, ok := s.place[string(outline)]
	s.mu.RUnlock()
	if !ok {
		if at, ok = s.add(string(outline)); !ok {
			return outline
		}
	}
	return binary.BigEndian.AppendUint16(append(outline[:0], 0), at)
}

func (s *shared) add(outline string) (at uint16, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at, ok := s.place[outline]; ok {
		return at, true
	}
	if len(s.texts) == mostShared {
		return 0, false
	}
	if s.place == nil {
		s.place = map[string]uint16{}
	}
	at = uint16(len(s.texts))
	s.place[outline], s.texts = at, append(s.texts, outline)
	return at, true
}

// Outline is the outline of an entry's answer, by what the entry has of it.
func (e *Engine) Outline(got []byte) string {
	if len(got) != 3 || got[0] != 0 {
		return string(got)
	}
	e.outlines.mu.RLock()
	defer e.outlines.mu.RUnlock()
	return e.outlines.texts[binary.BigEndian.Uint16(got[1:])]
}
