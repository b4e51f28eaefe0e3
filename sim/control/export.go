package control

import (
	"encoding/json"
	"iter"
	"net/http"
	"time"
)

const (
	mediaLines = "application/x-ndjson"
	mediaHAR   = "application/har+json" // nobody registered one; it is not the list of entries
)

func exports() []string { return []string{mediaLines, mediaHAR} }

// exported ends an export.
type exported struct {
	End bool `json:"end"`
	Tally
}

// export writes entry by entry, so that a full journal is no more than one
// entry in memory.
func export(p Journal, a *asked, format string) answer {
	f := a.filter()
	if _, said := a.query["limit"]; !said {
		f.Limit = 0
	}
	entries, tally, err := p.Export(f)
	switch {
	case err != nil:
		return answer{problem: problemOf(err)}
	case format == "har":
		return answer{media: mediaHAR, pieces: har(entries, tally)}
	}
	return answer{media: mediaLines, pieces: lines(entries, tally)}
}

func lines(entries iter.Seq[EntryInfo], tally func() Tally) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for e := range entries {
			if !yield(append(marshal(e), '\n')) {
				return
			}
		}
		yield(append(marshal(exported{true, tally()}), '\n'))
	}
}

// har is HTTP Archive 1.2. The journal has no bytes of requests and answers, so
// what was decoded stands under _numsim, and sizes are -1: unknown.
func har(entries iter.Seq[EntryInfo], tally func() Tally) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if !yield([]byte(`{"log":{"version":"1.2","creator":{"name":"numsim","version":"1"},"entries":[`)) {
			return
		}
		comma := []byte(nil)
		for e := range entries {
			if !yield(append(comma, marshal(harOf(e))...)) {
				return
			}
			comma = []byte(",\n")
		}
		yield(append(append([]byte(`],"_numsim":`), marshal(exported{true, tally()})...),
			`,"comment":"made of decoded calls: no headers, no bodies, no secrets; phone numbers are masked unless the tenant shows them"}}`+"\n"...))
	}
}

// marshal writes texts, numbers and truths, and so cannot fail.
func marshal(v any) []byte {
	text, _ := json.Marshal(v)
	return text
}

type harEntry struct {
	Started  moment      `json:"startedDateTime"`
	Time     int         `json:"time"`
	Request  harRequest  `json:"request"`
	Response harResponse `json:"response"`
	Cache    struct{}    `json:"cache"`
	Timings  harTimings  `json:"timings"`
	Numsim   EntryInfo   `json:"_numsim"`
}

type harRequest struct {
	Method      string     `json:"method"`
	URL         string     `json:"url"`
	HTTPVersion string     `json:"httpVersion"`
	Cookies     []struct{} `json:"cookies"`
	Headers     []struct{} `json:"headers"`
	Query       []struct{} `json:"queryString"`
	HeadersSize int        `json:"headersSize"`
	BodySize    int        `json:"bodySize"`
}

type harResponse struct {
	Status      int        `json:"status"`
	StatusText  string     `json:"statusText"`
	HTTPVersion string     `json:"httpVersion"`
	Cookies     []struct{} `json:"cookies"`
	Headers     []struct{} `json:"headers"`
	Content     harContent `json:"content"`
	RedirectURL string     `json:"redirectURL"`
	HeadersSize int        `json:"headersSize"`
	BodySize    int        `json:"bodySize"`
}

type harContent struct {
	Size int    `json:"size"`
	Type string `json:"mimeType"`
}

type harTimings struct {
	Send    int `json:"send"`
	Wait    int `json:"wait"`
	Receive int `json:"receive"`
}

func harOf(e EntryInfo) harEntry {
	none := []struct{}{}
	return harEntry{
		Started: e.At.Truncate(time.Millisecond), Numsim: e,
		Request: harRequest{
			Method: http.MethodPost, URL: "numsim://" + e.Provider + "/" + e.Operation, HTTPVersion: "HTTP/1.1",
			Cookies: none, Headers: none, Query: none, HeadersSize: -1, BodySize: -1,
		},
		Response: harResponse{
			Status: e.HTTP, StatusText: http.StatusText(e.HTTP), HTTPVersion: "HTTP/1.1",
			Cookies: none, Headers: none, Content: harContent{Size: -1}, HeadersSize: -1, BodySize: -1,
		},
	}
}
