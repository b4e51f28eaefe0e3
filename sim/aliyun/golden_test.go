package aliyun_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/aliyun"
)

// What the requests of these tests sign, written out once by hand; the hash is
// sha256sum's.
const (
	stringToSignJSON = "GET&%2F&AccessKeyId%3D{Key}%26Action%3DDescribePhoneNumberStatus%26Format%3DJSON%26PhoneNumber%3D13900000200%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Dgolden%26SignatureVersion%3D1.0%26Timestamp%3D2026-11-22T12%253A00%253A00Z%26Version%3D2020-02-17"
	stringToSignXML  = "GET&%2F&AccessKeyId%3D{Key}%26Action%3DDescribePhoneNumberStatus%26PhoneNumber%3D13900000200%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Dgolden%26SignatureVersion%3D1.0%26Timestamp%3D2026-11-22T12%253A00%253A00Z%26Version%3D2020-02-17"

	canonicalV3   = "POST\n/\nPhoneNumber=13900000200\nhost:numsim.test\nx-acs-action:DescribePhoneNumberStatus\nx-acs-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nx-acs-date:2026-11-22T12:00:00Z\nx-acs-signature-nonce:golden\nx-acs-version:2020-02-17\n\nhost;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	canonicalHash = "8c05e2d5fb496b9284adc036ebaa81e09bce85aeae51e6d787e3eaf8265dbec7"
)

// The account of every row meets its golden, byte for byte, in both formats.
// The goldens were written from the documents, never recorded.
func TestEveryRowMatchesItsGolden(t *testing.T) {
	p, err := aliyun.New()
	require.NoError(t, err)
	rows := p.Traits().Catalogue.Rows()
	files, err := filepath.Glob("testdata/refusals/*.http")
	require.NoError(t, err)
	require.Len(t, files, 2*len(rows), "a golden in JSON and one in XML for every row, and none to spare")
	for i := range rows {
		name := strings.TrimPrefix(rows[i].Account(), "numsim-")
		t.Run(name, func(t *testing.T) {
			for _, format := range []string{"json", "xml"} {
				resp := newRig(t).do(requestFor(t, rows[i].Name, rows[i].Account(), format))
				assertGolden(t, "refusals/"+name+"."+format+".http", resp, placeholders(rows[i].Account(), format))
			}
		})
	}
}

func requestFor(t *testing.T, row, account, format string) *http.Request {
	t.Helper()
	if row == "SignatureDoesNotMatch/v3" {
		req := v3(t, signer(account, "golden"), good)
		req.Header.Set("Accept", map[string]string{"json": "application/json", "xml": "text/xml"}[format])
		return req
	}
	return v1(t, signer(account, "golden-"+format), map[string]string{"json": "JSON"}[format])
}

func placeholders(account, format string) map[string]string {
	text := map[string]string{"json": stringToSignJSON, "xml": stringToSignXML}[format]
	text = strings.NewReplacer("{Key}", account, "golden", "golden-"+format).Replace(text)
	canonical := canonicalV3
	if format == "xml" {
		text = strings.ReplaceAll(text, "&", "&amp;")
	} else {
		canonical = strings.ReplaceAll(canonical, "\n", `\n`)
	}
	return map[string]string{
		"StringToSign": text, "Algorithm": "ACS3-HMAC-SHA256", "CanonicalHash": canonicalHash, "CanonicalRequest": canonical,
	}
}

// Every reading of an answer matches the sample it was taken from.
func TestAnswersMatchTheirGoldens(t *testing.T) {
	for _, tt := range []struct {
		golden, format, set string
		digits              int
		why                 string
	}{
		{"json", "JSON", "", 13, "section 1, JSON sample"},
		{"json", "json", "", 13, "the Tea cores ask in lower case"},
		{"xml", "", "", 13, "XML is the default"},
		{"xml", "xMl", "", 13, "Format's case does not matter"},
		{"json-serial-number", "JSON", "serial-id=number", 13, "section 5, JSON sample"},
		{"json-serial-12", "JSON", "serial-digits=12", 12, "section 5 counts twelve"},
		{"xml-serial-12", "", "serial-digits=12", 12, "section 5, XML sample"},
		{"xml-no-root", "", "xml-root=none", 13, "section 5, XML sample"},
	} {
		t.Run(tt.golden+" "+tt.why, func(t *testing.T) {
			var set []string
			if tt.set != "" {
				set = []string{tt.set}
			}
			resp := newRig(t, set...).do(v1(t, signer("numsim", ""), tt.format))
			serial := assertGolden(t, "answers/"+tt.golden+".http", resp, nil)
			assert.Len(t, serial, tt.digits)
		})
	}
}

// The envelope of each year, in the order its members were seen.
func TestEnvelopesMatchTheirGoldens(t *testing.T) {
	for _, year := range []string{"2024", "2023", "2022", "2021", "2019", "2017"} {
		resp := newRig(t, "envelope="+year).do(v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "110"))
		assertGolden(t, "envelopes/"+year+".json.http", resp, nil)
	}
}

var (
	upperUUID = regexp.MustCompile(`^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$`)
	serialID  = regexp.MustCompile(`SerialId"?[>:]"?(\d+)`)
)

// assertGolden compares status, the headers the golden names, and the body's
// bytes, after filling what differs from run to run. It returns the SerialId.
func assertGolden(t *testing.T, file string, resp *http.Response, fill map[string]string) (serial string) {
	t.Helper()
	golden, err := os.ReadFile(filepath.Join("testdata", file))
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	id := resp.Header["x-acs-request-id"]
	require.Len(t, id, 1)
	require.Regexp(t, upperUUID, id[0])
	if m := serialID.FindSubmatch(body); m != nil {
		serial = string(m[1])
	}
	pairs := []string{"{RequestId}", id[0], "{HostId}", host, "{SerialId}", serial}
	for name, value := range fill {
		pairs = append(pairs, "{"+name+"}", value)
	}
	head, want, ok := strings.Cut(strings.NewReplacer(pairs...).Replace(string(golden)), "\n\n")
	require.True(t, ok, "%s: no empty line between head and body", file)
	assertHead(t, file, head, resp)
	assert.Equal(t, want, string(body), file)
	return serial
}

func assertHead(t *testing.T, file, head string, resp *http.Response) {
	t.Helper()
	lines := strings.Split(head, "\n")
	assert.Equal(t, lines[0], "HTTP "+strconv.Itoa(resp.StatusCode), file)
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		got := resp.Header[name] // as spelled: the gateway writes x-acs-… in lower case
		assert.Equal(t, []string{value}, got, "%s: %s", file, name)
	}
}

// The headers of public answers of 2022 to 2025, on answers and refusals.
func TestHeaders(t *testing.T) {
	r := newRig(t)
	for _, key := range []string{"numsim", "numsim-broke", "nobody"} {
		h := r.do(v1(t, signer(key, ""), "JSON")).Header
		assert.Equal(t, []string{"keep-alive"}, h["Connection"])
		assert.Equal(t, []string{"timeout=25"}, h["Keep-Alive"])
		assert.Equal(t, []string{"*"}, h["Access-Control-Allow-Origin"])
		assert.Equal(t, []string{"*"}, h["Access-Control-Expose-Headers"])
		assert.Equal(t, []string{"Sun, 22 Nov 2026 12:00:00 GMT"}, h["Date"], "the tenant's clock, not the machine's")
		require.Len(t, h["x-acs-trace-id"], 1)
		assert.Regexp(t, "^[0-9a-f]{32}$", h["x-acs-trace-id"][0])
		assert.NotContains(t, h, "Server")
	}
}
