package serve_test

import (
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const maxBody = 256 << 10

// A body one byte over the cap, by every road a body can take.
func TestOversizeBody(t *testing.T) {
	r := boot(t)
	fits := padded(r.query(t, http.MethodPost), maxBody)
	over := func() string { return padded(r.query(t, http.MethodPost), maxBody+1) }
	for _, row := range []struct{ name, wire, code string }{
		{"the largest that fits", compose("POST", "/", fits, form), "OK"},
		{"with a length", composeOpen("POST", "/", over(), form), "InvalidParameter"},
		{"chunked", composeOpen("POST", "/", "", form, "Transfer-Encoding: chunked") + chunked(over()), "InvalidParameter"},
		{"on a GET", composeOpen("GET", "/?"+r.query(t, "GET"), strings.Repeat("&", maxBody+1), form), "InvalidParameter"},
		{"not a form", composeOpen("POST", "/?"+r.query(t, "POST"), strings.Repeat("x", maxBody+1)), "InvalidParameter"},
		{"by far", composeOpen("POST", "/", padded("", 16*maxBody), form), "InvalidParameter"},
	} {
		t.Run(row.name, func(t *testing.T) {
			answers, _ := listenTo(t, r.addr, row.wire) // a peer still writing may meet a reset after the answer
			require.Len(t, answers, 1)
			assert.Equal(t, row.code, answers[0].said(t).Code)
			if row.code != "OK" {
				assert.True(t, answers[0].closing, "the rest of the body must not be read as a request")
			}
		})
	}
}

func TestOversizeBodyThatWasAskedFor(t *testing.T) {
	r := boot(t)
	wire := compose("POST", "/", padded(r.query(t, "POST"), maxBody+1), form, "Expect: 100-continue")
	answers, _ := listenTo(t, r.addr, wire)
	require.Len(t, answers, 2)
	assert.Equal(t, 100, answers[0].status)
	assert.Equal(t, "InvalidParameter", answers[1].said(t).Code)
}

// What is in the body is not what its headers say.
func TestBodiesThatAreNoForm(t *testing.T) {
	r := boot(t)
	signed := func() string { return r.query(t, "POST") }
	const multipart = "--x\r\nContent-Disposition: form-data; name=\"Action\"\r\n\r\n" + action + "\r\n--x--\r\n"
	for _, row := range []struct{ name, target, body, header, code, why string }{
		{"json instead", "/", `{"Action":"` + action + `"}`, "Content-Type: application/json", "InvalidAction.NotFound", "a JSON body carries no parameters"},
		{"json beside", "/?" + signed(), `{"PhoneNumber":"13900000404"}`, "Content-Type: application/json", "OK", "nor does it take part in a V1 signature"},
		{"multipart", "/", multipart, "Content-Type: multipart/form-data; boundary=x", "InvalidAction.NotFound", "net/http would parse it; the gateway's SDKs never send it"},
		{"no type", "/", signed(), "", "InvalidAction.NotFound", "a form has to say that it is one"},
		{"a type in capitals", "/", signed(), "content-type: Application/X-WWW-Form-URLEncoded ; charset=UTF-8", "OK", "media types have no case, and may have parameters"},
		{"a type that begins like a form's", "/", signed(), form + "x", "InvalidAction.NotFound", "another type"},
		{"gzip", "/", signed(), form + "\r\nContent-Encoding: gzip", "InvalidParameter", "nothing here inflates, so nothing may be read"},
		{"gzip, type last", "/", signed(), "content-encoding: GZIP\r\n" + form, "InvalidParameter", "the same"},
		{"an unknown encoding", "/", signed(), form + "\r\nContent-Encoding: br", "InvalidParameter", "the same"},
		{"identity", "/", signed(), form + "\r\nContent-Encoding: identity", "OK", "the encoding that is none"},
	} {
		t.Run(row.name, func(t *testing.T) {
			headers := []string{}
			if row.header != "" {
				headers = append(headers, row.header)
			}
			assert.Equal(t, row.code, one(t, r.addr, compose("POST", row.target, row.body, headers...)).said(t).Code, row.why)
		})
	}
}

func TestBodiesThatStop(t *testing.T) {
	r := boot(t)
	head := compose("POST", "/", "", form, "Transfer-Encoding: chunked")
	for _, row := range []struct{ name, wire string }{
		{"a chunk size that is none", head + "zz\r\nabc\r\n0\r\n\r\n"},
		{"a negative chunk size", head + "-1\r\nabc\r\n0\r\n\r\n"},
		{"a chunk size of 17 digits", head + "10000000000000000\r\nabc\r\n0\r\n\r\n"},
		{"a chunk longer than it says", head + "1\r\nabc\r\n0\r\n\r\n"},
		{"a bare line feed after the size", head + "3\nabc\r\n0\r\n\r\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := one(t, r.addr, row.wire)
			assert.Equal(t, "InvalidParameter", a.said(t).Code, "half a body is not a request")
		})
	}
}

// A client gets its refusal in the format it asked for, even where the form
// could not be read: SDKs for JSON cannot parse the XML.
func TestAFlawIsAnsweredInTheFormatAsked(t *testing.T) {
	r := boot(t)
	v3 := func(change func(*message)) string {
		m := taken(t, r.v3(t, r.signer("numsim")))
		change(m)
		return m.wire()
	}
	const json, xml = "application/json;charset=utf-8", "text/xml;charset=utf-8"
	for _, row := range []struct{ name, wire, kind string }{
		{"V1, bad escape first", compose("GET", "/?a=%zz&"+r.query(t, "GET"), ""), json},
		{"V1, oversize body, Format in the query", compose("POST", "/?Format=JSON", padded("", maxBody+1), form), json},
		{"V1, gzip body, Format in the query", compose("POST", "/?Format=json", "x", form, "Content-Encoding: gzip"), json},
		{"V1, XML asked for", compose("GET", "/?Format=XML&a=%zz", ""), xml},
		{"V1, nothing asked for", compose("GET", "/?a=%zz", ""), xml},
		{"V3, JSON by Accept", v3(func(m *message) { m.query += "&a=%zz" }), json},
		{"V3, XML by Accept", v3(func(m *message) { m.query += "&a=%zz"; m.set("accept", "text/xml") }), xml},
		{"V3, oversize body", v3(func(m *message) { m.body = padded("", maxBody+1) }), json},
	} {
		t.Run(row.name, func(t *testing.T) {
			answers, _ := listenTo(t, r.addr, row.wire)
			require.Len(t, answers, 1)
			assert.Equal(t, "InvalidParameter", answers[0].said(t).Code)
			assert.Equal(t, row.kind, answers[0].header.Get("Content-Type"))
		})
	}
}

// 200 peers at once send one byte too much; what they leave behind is bounded.
func TestOversizeBodiesLeaveNothingBehind(t *testing.T) {
	r := boot(t)
	wire := compose("POST", "/", padded("", maxBody+1), form)
	before := heapInUse()
	codes := make([]string, 200)
	each(len(codes), func(i int) {
		answers, _ := listenTo(t, r.addr, wire)
		if assert.Len(t, answers, 1) {
			codes[i] = answers[0].said(t).Code
		}
	})
	for i, code := range codes {
		assert.Equal(t, "InvalidParameter", code, strconv.Itoa(i))
	}
	assert.Less(t, heapInUse()-before, int64(32<<20), "bytes held after 200 oversize bodies")
}

// heapInUse is read after two collections: the first only ages the pools.
func heapInUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse)
}
