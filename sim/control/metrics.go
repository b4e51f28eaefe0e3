package control

import (
	"fmt"
	"net/http"
	"strings"
)

// Meter counts. What it counts by is known beforehand: no number, no key and
// nothing a caller writes is a label.
type Meter interface {
	Metrics() Metrics
}

// Metrics are what Prometheus is told.
type Metrics struct {
	Exchanges []Exchanges
	Tenants   int
	Entries   uint64 // in all journals
	Bytes     int    // they take
	Dropped   uint64 // since they were cleared
}

// Exchanges is how many ended one way.
type Exchanges struct {
	Provider, Operation, Outcome string
	Count                        uint64
}

const (
	metricsPath  = "/metrics"
	mediaMetrics = "text/plain; version=0.0.4; charset=utf-8"
)

func metrics(p Meter) resource {
	return resource{"metrics", metricsPath, map[string]operation{
		http.MethodGet: {
			about: "For Prometheus: exchanges by provider, operation and outcome, the journals, the tenants", media: []string{mediaMetrics},
			run: func(*asked) answer { return answer{media: mediaMetrics, text: p.Metrics().text()} },
		},
	}}
}

// text is the exposition format, version 0.0.4.
func (m Metrics) text() string {
	var b strings.Builder
	head := func(name, kind, about string) {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, about, name, kind)
	}
	head("numsim_exchanges_total", "counter", "Exchanges by how they ended: answered, lost, raw or a kind of refusal.")
	for _, e := range m.Exchanges {
		fmt.Fprintf(&b, "numsim_exchanges_total{provider=%q,operation=%q,outcome=%q} %d\n", e.Provider, e.Operation, e.Outcome, e.Count)
	}
	for _, one := range []struct {
		name, about string
		value       uint64
	}{
		{"numsim_tenants", "Tenants, the default one among them.", uint64(m.Tenants)},
		{"numsim_journal_entries", "Entries in all journals.", m.Entries},
		{"numsim_journal_bytes", "Bytes the entries of all journals take.", uint64(m.Bytes)},
		{"numsim_journal_dropped", "Entries that journals had no room for since they were cleared.", m.Dropped},
	} {
		head(one.name, "gauge", one.about)
		fmt.Fprintf(&b, "%s %d\n", one.name, one.value)
	}
	return b.String()
}
