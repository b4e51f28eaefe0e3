package contracts_test

import (
	"net/http"
	"net/url"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// Each mistake is found where it is, and nothing else is.
func TestMistakesInADocument(t *testing.T) {
	for _, tt := range []struct {
		name, provider, file, old, new string
		rule, text                     string
	}{
		{"an extension nobody knows", "ksyun", "openapi.yaml", "x-limits:\n  qps", "x-limit:\n  qps", "ext.unknown", "there is no extension x-limit; did you mean x-limits?"},
		{"an extension in the wrong place", "ksyun", "openapi.yaml", "    Signature: {type: string, pattern", "    Signature: {type: string, x-billing: {price: unknown, currency: CNY, unit: a, charged: b, free: c}, pattern", "ext.place", "x-billing stands at the path, not here"},
		{"an extension of another shape", "ksyun", "openapi.yaml", "window: 900\n    nonce: none\n    vectors: [realtime", "window: long\n    nonce: none\n    vectors: [realtime", "ext.shape", "/v1/window is not integer"},
		{"evidence of another kind", "ywjisu", "openapi.yaml", `x-evidence: "document 002:76"`, `x-evidence: "somebody told me"`, "ext.shape", "this is not a match of"},
		{"seen, but not when", "aliyun", "openapi.yaml", `evidence: "seen undated denverdino/aliyungo#204"`, `evidence: "seen denverdino/aliyungo#204"`, "ext.shape", "/MissingSecurityToken/evidence is not a match of"},
		{"a row without evidence", "ksyun", "openapi.yaml", "    evidence: \"document 001:494-501; the status is inferred from 001:84\"\n", "", "evidence.missing", "x-errors EmptyICmnChannel says nothing about where it comes from"},
		{"a path without evidence", "ywjisu", "openapi.yaml", "    x-evidence: \"document 002:27-121\"\n", "", "evidence.missing", "/Api/ApiAuth/getCheckResult says nothing"},
		{"a schema without evidence", "ksyun", "openapi.yaml", "    Mobile: {type: string, pattern: \"^1[0-9]{10}$\", x-evidence: \"document 001:350\"}", "    Mobile: {type: string, pattern: \"^1[0-9]{10}$\"}", "evidence.missing", "Mobile says nothing"},
		{"a line the document does not have", "ywjisu", "openapi.yaml", `x-evidence: "document 002:77"`, `x-evidence: "document 002:977"`, "evidence.source", "002:977 is not a line of a document in x-sources"},
		{"a document nobody lists", "ywjisu", "openapi.yaml", `x-evidence: "document 002:77"`, `x-evidence: "document 004:77"`, "evidence.source", "004:77 is not a line"},
		{"a form field without allowReserved", "ywjisu", "openapi.yaml", "              mobiles: {allowReserved: true}\n", "", "form.reserved", "the form field mobiles needs encoding"},
		{"a method nobody declares", "ywjisu", "openapi.yaml", "  methods: [POST]", "  methods: [POST, GET]", "method.undeclared", "x-rpc has calls made with GET, which /Api/ApiAuth/getCheckResult does not declare"},
		{"a reference to nowhere", "ksyun", "openapi.yaml", `InternationalStatus"}`, `InternationalState"}`, "ref.broken", "#/components/schemas/InternationalState leads nowhere"},
		{"a word without a meaning", "ksyun", "openapi.yaml", "        \"6\": {means: \"库无, not in the library\"}\n", "", "semantics.missing", `x-semantics does not say what "6" means`},
		{"a meaning without a word", "ksyun", "openapi.yaml", "        \"6\": {means: \"库无, not in the library\"}\n", "        \"6\": {means: \"库无, not in the library\"}\n        \"7\": {means: more}\n", "semantics.unknown", `"7" is not one of the enum's values`},
		{"a row named otherwise than its code", "ksyun", "openapi.yaml", "    code: EmptyICmnChannel\n", "    code: EmptyChannel\n", "error.name", "the row EmptyICmnChannel has the code EmptyChannel"},
		{"a profile nobody has", "aliyun", "openapi.yaml", `profiles: ["2022"]`, `profiles: ["2023"]`, "profile.unknown", `there is no profile "2023"`},
		{"two defaults", "aliyun", "openapi.yaml", `about: the page of about 2021, evidence`, `about: the page of about 2021, default: true, evidence`, "profile.default", "exactly one profile is the default; 2 are"},
		{"a default that is no reading", "ksyun", "openapi.yaml", "default: \"lower\"", "default: \"small\"", "discrepancy.default", "the default small is not one of the readings"},
		{"a reading that changes nothing and does not say why", "ksyun", "openapi.yaml", `, same: "both rows are in the table; which one is met is not in a schema"`, "", "discrepancy.reading", "the reading needs an overlay, or same: WHY"},
		{"an overlay for a reading nobody has", "ksyun", "overlays/result.yaml", "  array:", "  list:", "overlay.unreachable", `result has no reading "list"`},
		{"an overlay without an effect", "ksyun", "overlays/get.yaml", "{methods: [POST, GET], carriers: [form, query]}", "{methods: [POST]}", "overlay.without-effect", "the patch leaves the document as it is"},
		{"an unknown key in an overlay", "ksyun", "overlays/get.yaml", "x-rpc:", "x-rpcs:", "ext.unknown", "there is no extension x-rpcs; did you mean x-rpc?"},
		{"XML without its root", "aliyun", "openapi.yaml", "        application/xml:\n          x-xml-root: \"Error\"\n", "        application/xml:\n", "xml.root", "an XML answer needs x-xml-root"},
		{"a vector nobody has", "ywjisu", "openapi.yaml", "vectors: [plain, ", "vectors: [simple, ", "vectors", `vectors.json has no vector "simple"`},
		{"a key twice", "ywjisu", "openapi.yaml", "  absent-http: 404\n", "  absent-http: 404\n  absent-http: 200\n", "yaml", `the key "absent-http" is given twice`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, flaws := changed(t, tt.provider, tt.file, tt.old, tt.new)
			require.NotEmpty(t, flaws)
			var found []string
			for _, f := range flaws {
				if f.Rule == tt.rule {
					found = append(found, f.Text)
					assert.Equal(t, tt.provider+"/"+tt.file, f.File)
					assert.NotZero(t, f.Line)
				}
			}
			require.NotEmpty(t, found, "%v", flaws)
			assert.Contains(t, found[0], tt.text)
		})
	}
}

func TestAFileThatIsNoDocument(t *testing.T) {
	d, flaws := changed(t, "ywjisu", "openapi.yaml", "openapi: 3.1.0\n", "openapi: [3.1.0\n")
	assert.Nil(t, d)
	require.Len(t, flaws, 1)
	assert.Equal(t, "yaml", flaws[0].Rule)
	assert.NotZero(t, flaws[0].Line)
}

// A document is looked through while others are judged by it.
func TestCheckWhileJudging(t *testing.T) {
	d, flaws := contracts.Builtin("ywjisu")
	require.Empty(t, flaws)
	at, err := url.Parse("https://kh.ywjisu.com/Api/ApiAuth/getCheckResult")
	require.NoError(t, err)
	x := &contracts.Exchange{
		Method: http.MethodPost, URL: at, Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, Body: []byte("code=a"),
		Status: http.StatusOK, AnswerHeader: http.Header{"Content-Type": {"application/json;charset=utf-8"}}, AnswerBody: []byte(`{"resultCode":"000000"}`),
	}
	var found []contracts.Finding
	var wait sync.WaitGroup
	wait.Go(func() { assert.Empty(t, d.Check()) })
	wait.Go(func() {
		c, err := d.For("", nil)
		if assert.NoError(t, err) {
			found = append(c.JudgeRequest(x), c.JudgeAnswer(x)...)
		}
	})
	wait.Wait()
	assert.Contains(t, rules(found), "resp.field.removed")
	assert.Contains(t, rules(found), "req.param.missing")
}
