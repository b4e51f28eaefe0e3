package sim

import (
	"bytes"
	"maps"
)

// tenants are the worlds beside the engine's own, by what their credentials
// begin with, or are.
type tenants map[string]*World

// Host has the exchanges of a credential that is key, or begins with key and a
// dot, take place in w from now on. A nil w has them take place in the engine's
// own world again.
func (e *Engine) Host(key string, w *World) {
	e.hosting.Lock()
	defer e.hosting.Unlock()
	next := maps.Clone(*e.tenants.Load())
	if w == nil {
		delete(next, key)
	} else {
		next[key] = w.ready()
	}
	e.tenants.Store(&next)
}

// move takes the call to the world of the tenant that its credential picks. A
// simulator without tenants pays for one look.
func (e *Engine) move(c *Call) {
	worlds := *e.tenants.Load()
	if len(worlds) == 0 {
		return
	}
	w := worlds[string(c.Credential)]
	if w == nil {
		key, _, _ := bytes.Cut(c.Credential, []byte("."))
		w = worlds[string(key)]
	}
	if w != nil {
		c.world = w
		c.identify()
	}
}

// identify gives the call the request id that its scenario wants.
func (c *Call) identify() {
	if c.world.Scenario.SeededIDs {
		c.ID = seededID(&c.Request, c.world.Scenario.Seed)
		c.ID[6], c.ID[8] = c.ID[6]&0x0f|0x40, c.ID[8]&0x3f|0x80
	}
}
