package contracts_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// changed is a provider's contract with one text of one file replaced; the
// text must be there, once.
func changed(t *testing.T, provider, file, old, new string) (*contracts.Document, []contracts.Flaw) {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(contracts.Embedded(), provider, func(name string, e fs.DirEntry, err error) error {
		require.NoError(t, err)
		if e.IsDir() {
			return nil
		}
		data, err := fs.ReadFile(contracts.Embedded(), name)
		require.NoError(t, err)
		if name == provider+"/"+file {
			require.Equal(t, 1, strings.Count(string(data), old), "%q in %s", old, name)
			data = []byte(strings.Replace(string(data), old, new, 1))
		}
		fsys[name] = &fstest.MapFile{Data: data}
		return nil
	})
	require.NoError(t, err)
	return contracts.Load(fsys, provider)
}

func TestADocumentAgainstItselfIsNoChange(t *testing.T) {
	for _, p := range contracts.Providers() {
		changes, err := contracts.Diff(load(t, p), load(t, p))
		require.NoError(t, err)
		assert.Empty(t, changes, p)
	}
}

// A name that a form requires and does not have is no change to judge: the new
// document is broken, and lint says where.
func TestARequiredNameWithoutAPropertyIsABrokenDocument(t *testing.T) {
	_, flaws := changed(t, "ywjisu", "openapi.yaml", "required: [code, pwd, mobiles, timestamp, token]", "required: [code, pwd, mobiles, timestamp, token, extra]")
	require.Len(t, flaws, 1)
	assert.Equal(t, "required.undeclared", flaws[0].Rule)
	assert.Equal(t, "ywjisu/openapi.yaml", flaws[0].File)
}

// The 24 kinds of change that diff tools are known to judge from the wrong
// side, or not to see.
func TestChangesAreJudgedFromTheConsumersSide(t *testing.T) {
	const doc = "openapi.yaml"
	for _, tt := range []struct {
		name, provider, old, new string
		kind                     string
		severity                 contracts.Severity
	}{
		{"answer: a word more", "ywjisu", `enum: ["0", "1", "2", "3", "4", "5"]
      x-semantics:`, `enum: ["0", "1", "2", "3", "4", "5", "6"]
      x-semantics:
        "6": {means: new}`, "answer.enum.added", contracts.Breaking},
		{"answer: a word less", "ywjisu", `enum: ["0", "1", "2", "3", "4", "5"]
      x-semantics:`, `enum: ["0", "1", "2", "3", "4"]
      x-semantics:`, "answer.enum.removed", contracts.Info},
		{"answer: a new code", "ywjisu", "x-discrepancies:\n", `  "510102":
    {code: "510102", http: 200, message: new, kind: other, when: new, retryable: never, chargeable: false, stage: business, evidence: inferred}
x-discrepancies:
`, "error.added", contracts.Breaking},
		{"answer: a text becomes a number", "aliyun", `SerialId: {type: string, pattern`, `SerialId: {type: integer, pattern`, "answer.type", contracts.Breaking},
		{"answer: a text becomes a text or a number", "aliyun", `SerialId: {type: string, pattern`, `SerialId: {type: [string, integer], pattern`, "answer.type", contracts.Breaking},
		{"answer: another code of success", "ywjisu", `SuccessCode: {const: "000000"`, `SuccessCode: {const: "200000"`, "answer.const", contracts.Breaking},
		{"answer: a property more", "aliyun", "        Message: {type: string, x-evidence: \"document 000:129, 000:292\"}\n", "        Message: {type: string, x-evidence: \"document 000:129, 000:292\"}\n        Extra: {type: string}\n", "answer.property.added", contracts.Info},
		{"answer: a property less", "ksyun", "        NationEnCode: {type: string, pattern: \"^[A-Z]{2}$\", x-evidence: \"document 001:467, 001:486\"}\n", "", "answer.property.removed", contracts.Breaking},
		{"answer: a field becomes optional", "ksyun", "required: [NationEnCode, PhoneStatus, Mobile]", "required: [NationEnCode, PhoneStatus]", "answer.required.removed", contracts.Breaking},
		{"answer: a field becomes required", "ywjisu", "      required: [resultMsg, resultCode]\n      x-evidence: \"document 002:47-72\"\n      properties:\n        resultMsg: {type: string, x-evidence: \"document 002:59\"}", "      required: [resultMsg, resultCode, resultObj]\n      x-evidence: \"document 002:47-72\"\n      properties:\n        resultMsg: {type: string, x-evidence: \"document 002:59\"}", "answer.required.added", contracts.Info},
		{"answer: 100 elements instead of 50", "ksyun", "maxItems: 50", "maxItems: 100", "answer.limit.raised", contracts.Breaking},
		{"answer: 400 becomes 429, the new one", "ksyun", `        "400": {$ref: "#/components/responses/Failure"}
        "403": {$ref: "#/components/responses/Failure"}
        "404": {$ref: "#/components/responses/Failure"}
        "409": {$ref: "#/components/responses/Failure"}
        "412": {$ref: "#/components/responses/Failure"}
        "500": {$ref: "#/components/responses/Failure"}
  /PhoneNumberStatus:`, `        "429": {$ref: "#/components/responses/Failure"}
        "403": {$ref: "#/components/responses/Failure"}
        "404": {$ref: "#/components/responses/Failure"}
        "409": {$ref: "#/components/responses/Failure"}
        "412": {$ref: "#/components/responses/Failure"}
        "500": {$ref: "#/components/responses/Failure"}
  /PhoneNumberStatus:`, "answer.status.added answer.status.removed", contracts.Breaking},
		{"request: a required parameter more", "aliyun", "      - {$ref: \"#/components/parameters/PhoneNumber\"}\n", "      - {$ref: \"#/components/parameters/PhoneNumber\"}\n      - {$ref: \"#/components/parameters/AuthCode\"}\n", "request.required.added", contracts.Breaking},
		{"request: an optional parameter more", "aliyun", "      - {$ref: \"#/components/parameters/PhoneNumber\"}\n", "      - {$ref: \"#/components/parameters/PhoneNumber\"}\n      - {$ref: \"#/components/parameters/RouteName\"}\n", "request.optional.added", contracts.Info},
		{"request: optional becomes required", "aliyun", "Format: {name: Format, in: query, schema", "Format: {name: Format, in: query, required: true, schema", "request.required.added", contracts.Breaking},
		{"request: optional becomes required, in a form", "ywjisu", "required: [code, pwd, mobiles, timestamp, token]", "required: [code, pwd, mobiles, timestamp]", "request.required.removed", contracts.Info},
		{"request: a word less", "aliyun", "enum: [NORMAL, MD5, SHA256, SM3]", "enum: [NORMAL, MD5, SHA256]", "request.enum.removed", contracts.Breaking},
		{"request: another version", "ksyun", `Version: {type: string, const: "2019-05-01"`, `Version: {type: string, const: "2026-05-01"`, "request.const", contracts.Breaking},
		{"request: fewer numbers fit", "ksyun", `Mobile: {type: string, pattern: "^1[0-9]{10}$", x-evidence: "document 001:350"}`, `Mobile: {type: string, pattern: "^1[3-9][0-9]{9}$", x-evidence: "document 001:350"}`, "request.pattern", contracts.Breaking},
		{"request: 20 numbers instead of 50", "ksyun", "pattern: ^1[0-9]{10}(,1[0-9]{10}){0,49}$", "pattern: ^1[0-9]{10}(,1[0-9]{10}){0,19}$", "request.pattern", contracts.Breaking},
		{"request: a text becomes a number, on a form", "ywjisu", `timestamp: {type: string, pattern`, `timestamp: {type: integer, pattern`, "request.type.form", contracts.Info},
		{"an operation less", "aliyun", "  /PhoneNumberStatusForVoice:\n", "  /PhoneNumberStatusForVoicemail:\n", "operation.removed operation.added", contracts.Breaking},
		{"an extension: how calls are found", "ksyun", "  discriminator: Action\n", "  discriminator: Operation\n", "rpc", contracts.Breaking},
		{"words only", "ksyun", "description: a flat answer", "description: one flat answer", "description", contracts.Info},
	} {
		t.Run(tt.name, func(t *testing.T) {
			after, _ := changed(t, tt.provider, doc, tt.old, tt.new)
			require.NotNil(t, after)
			changes, err := contracts.Diff(load(t, tt.provider), after)
			require.NoError(t, err)
			var kinds []string
			for _, c := range changes {
				kinds = append(kinds, c.Kind)
			}
			require.Equal(t, strings.Fields(tt.kind), kinds, "%v", changes)
			assert.Equal(t, tt.severity, changes[0].Severity, "%s", changes[0])
		})
	}
}
