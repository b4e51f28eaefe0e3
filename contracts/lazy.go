package contracts

import (
	"sync"

	"github.com/pb33f/libopenapi-validator/cache"
)

// lazy is a schema cache that is filled when a schema is first needed. Left to
// itself the validator compiles every schema of the document at once, three
// quarters of what opening it costs; while it does, every schema is said to be
// there already. Nobody uses it before settle.
type lazy struct {
	entries sync.Map
	settled bool
}

func (l *lazy) settle() { l.settled = true }

// Load implements cache.SchemaCache.
func (l *lazy) Load(key uint64) (*cache.SchemaCacheEntry, bool) {
	if !l.settled {
		return &cache.SchemaCacheEntry{}, true
	}
	found, ok := l.entries.Load(key)
	if !ok {
		return nil, false
	}
	return found.(*cache.SchemaCacheEntry), true
}

// Store implements cache.SchemaCache.
func (l *lazy) Store(key uint64, entry *cache.SchemaCacheEntry) { l.entries.Store(key, entry) }

// Range implements cache.SchemaCache.
func (l *lazy) Range(visit func(uint64, *cache.SchemaCacheEntry) bool) {
	l.entries.Range(func(key, entry any) bool { return visit(key.(uint64), entry.(*cache.SchemaCacheEntry)) })
}
