package serve

import (
	"cmp"
	"time"
)

// use is when somebody last asked for something of a tenant.
type use struct {
	at   time.Time // on the simulator's own clock
	next uint64    // what the journal's next entry was then
}

// wall is the simulator's own clock, which no tenant sets.
func (s *Simulator) wall() time.Time {
	if s.now == nil {
		return time.Now()
	}
	return s.now()
}

// touch notes that the control port was asked about a tenant.
func (s *Simulator) touch(t *Tenant) { t.use = use{s.wall(), t.Journal.Next()} }

// watchIdle forgets idle tenants, until the simulator stops.
func (s *Simulator) watchIdle() {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.ExpireTenants()
		case <-s.stopping:
			return
		}
	}
}

// ExpireTenants forgets every tenant that nobody called, and nobody asked
// about, for as long as an idle one stays. It is done once a minute, so calls
// are noticed to within one, and cost a call nothing.
func (s *Simulator) ExpireTenants() (gone []string) {
	s.changing.Lock()
	defer s.changing.Unlock()
	now, limit := s.wall(), cmp.Or(s.idle, time.Hour)
	for name, t := range s.tenants {
		if t.Journal.Next() != t.use.next {
			s.touch(t)
		}
		if t != s.first && limit > 0 && now.Sub(t.use.at) >= limit {
			s.forget(t)
			gone = append(gone, name)
		}
	}
	return gone
}
