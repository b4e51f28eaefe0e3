package serve_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// stamped is a request of numsim's whose client has the time at.
func (r *rig) stamped(t *testing.T, at time.Time) [2]*http.Request {
	t.Helper()
	s := r.signer("numsim")
	s.Now = func() time.Time { return at }
	return [2]*http.Request{r.v1(t, s, http.MethodGet), r.v3(t, s)}
}

// The window is closed at both ends, to the second, under V1 and V3.
func TestTheWindowsEdges(t *testing.T) {
	const window = 15 * time.Minute
	date := func(year int) time.Duration { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Sub(noon) }
	for _, row := range []struct {
		name   string
		client time.Duration // from the provider's clock
		code   string
	}{
		{"now", 0, "OK"},
		{"slow, at the edge", -window, "OK"},
		{"slow, inside", -window + time.Second, "OK"},
		{"slow, outside", -window - time.Second, "InvalidTimeStamp.Expired"},
		{"fast, at the edge", window, "OK"},
		{"fast, inside", window - time.Second, "OK"},
		{"fast, outside", window + time.Second, "InvalidTimeStamp.Expired"},
		{"1970", date(1970), "InvalidTimeStamp.Expired"},
		{"the day before", -24 * time.Hour, "InvalidTimeStamp.Expired"},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := boot(t)
			for _, req := range r.stamped(t, noon.Add(row.client)) {
				assert.Equal(t, row.code, r.do(t, req).said(t).Code)
			}
		})
	}
}

// Years whose distance from now no time.Duration holds.
func TestYearsBeyondADuration(t *testing.T) {
	r := boot(t)
	for _, at := range []time.Time{
		time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		for _, req := range r.stamped(t, at) {
			assert.Equal(t, "InvalidTimeStamp.Expired", r.do(t, req).said(t).Code, at.String())
		}
	}
}

// The window is a setting, and so is the distance of the provider's clock.
func TestTheWindowAndTheSkewAreSettings(t *testing.T) {
	r := boot(t, "aliyun.window=31m", "aliyun.skew=1h")
	for ahead, code := range map[time.Duration]string{
		0:                                        "InvalidTimeStamp.Expired",
		time.Hour:                                "OK",
		29 * time.Minute:                         "OK",
		29*time.Minute - time.Second:             "InvalidTimeStamp.Expired",
		time.Hour + 31*time.Minute:               "OK",
		time.Hour + 31*time.Minute + time.Second: "InvalidTimeStamp.Expired",
	} {
		for _, req := range r.stamped(t, noon.Add(ahead)) {
			assert.Equal(t, code, r.do(t, req).said(t).Code, "the client is %s ahead", ahead)
		}
	}
	a := r.do(t, r.stamped(t, noon.Add(time.Hour))[0])
	assert.Equal(t, "Sun, 22 Nov 2026 13:00:00 GMT", a.header.Get("Date"), "clients that set their clock by it get in")
}

// Go's time.Parse takes most of these.
func TestTimestampsThatAreNone(t *testing.T) {
	r := boot(t)
	for _, row := range []struct{ text, why string }{
		{"2026-11-22T12:00:00.5Z", "a fraction"},
		{"2026-11-22T12:00:00,5Z", "a fraction after a comma"},
		{"2026-11-22T12:00:00.Z", "a dot for nothing"},
		{"2026-11-22T12:00:00+00:00", "an offset, though it is none"},
		{"2026-11-22T20:00:00+08:00", "Beijing's"},
		{"2026-11-22T12:00:00", "no zone"},
		{"2026-11-22T12:00:00z", "lower case"},
		{"2026-11-22t12:00:00Z", "lower case"},
		{"2026-11-22 12:00:00Z", "a space"},
		{" 2026-11-22T12:00:00Z", "a space before"},
		{"2026-11-22T12:00:00Z ", "a space after"},
		{"2026-11-22T12%3A00%3A00Z", "escaped twice"},
		{"2026-11-22T1:00:00.0Z", "an hour of one digit, and 21 bytes"},
		{"2026-11-22T24:00:00Z", "an hour that is none"},
		{"2026-11-22T23:59:60Z", "a leap second, which none has announced"},
		{"2026-02-30T12:00:00Z", "a day that is none"},
		{"2027-02-29T12:00:00Z", "a leap day in a common year"},
		{"-026-11-22T12:00:00Z", "a year before our era"},
		{"12026-11-22T12:00:00Z", "a year of five digits"},
		{"1795348800", "seconds since 1970"},
		{"1795348800000", "milliseconds since 1970"},
		{"Sun, 22 Nov 2026 12:00:00 GMT", "HTTP's"},
		{"２０２６-11-22T12:00:00Z", "digits of another width"},
		{"\x00", "a byte"},
	} {
		t.Run(row.why, func(t *testing.T) {
			text := encode(value("Timestamp", row.text)(pairs(t, r.query(t, "GET"))))
			assert.Equal(t, "InvalidTimeStamp.Format", one(t, r.addr, v1Wire("GET", text)).said(t).Code, "V1: %q", row.text)
			if row.text[0] <= ' ' || row.text[len(row.text)-1] == ' ' {
				return // a header cannot carry it, or is trimmed
			}
			m := taken(t, r.v3(t, r.signer("numsim")))
			m.set("x-acs-date", row.text)
			assert.Equal(t, "InvalidTimeStamp.Format", one(t, r.addr, m.wire()).said(t).Code, "V3: %q", row.text)
		})
	}
}

// Real time is what everything is without a clock of its own.
func TestRealTime(t *testing.T) {
	r := bootWith(t, serve.Config{Now: time.Now})
	req, err := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret"}.V1(http.MethodGet, r.url,
		map[string]string{"Action": action, "Version": version, "Format": "JSON", "PhoneNumber": good})
	assert.NoError(t, err)
	assert.Equal(t, "OK", r.do(t, req).said(t).Code)
}
