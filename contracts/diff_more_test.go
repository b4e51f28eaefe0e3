package contracts_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// What OpenAPI cannot say is compared by its types.
func TestChangesOfExtensions(t *testing.T) {
	for _, tt := range []struct {
		name, provider, file, old, new string
		kind                           string
		severity                       contracts.Severity
	}{
		{"a code is gone", "ywjisu", "openapi.yaml", `  "504000":
    code: "504000"
    http: 200
    message: "系统超时"
    kind: outage
    when: "the system took too long"
    retryable: later
    chargeable: false
    stage: business
    evidence: "document 002:116; HTTP 200 is third-party, the server source of 2017"
`, "", "error.removed", contracts.Info},
		{"another status", "aliyun", "openapi.yaml", "    code: Permission.NotAuthorized\n    http: 403", "    code: Permission.NotAuthorized\n    http: 400", "error.http", contracts.Breaking},
		{"another sentence", "ksyun", "openapi.yaml", `message: "Invalid mobile"`, `message: "Invalid number"`, "error.message", contracts.Info},
		{"a refusal costs money", "ksyun", "openapi.yaml", "when: \"no channel for that country\"\n    retryable: never\n    chargeable: false", "when: \"no channel for that country\"\n    retryable: never\n    chargeable: true", "error.chargeable", contracts.Breaking},
		{"fewer numbers at once", "ywjisu", "openapi.yaml", "batch: {value: 50,", "batch: {value: 20,", "limit.lowered", contracts.Breaking},
		{"more numbers at once", "ywjisu", "openapi.yaml", "batch: {value: 50,", "batch: {value: 100,", "limit.raised", contracts.Info},
		{"a limit where there was none", "ywjisu", "openapi.yaml", "qps: {value: 0,", "qps: {value: 10,", "limit.lowered", contracts.Breaking},
		{"a price", "aliyun", "openapi.yaml", `price: "0.1"`, `price: "0.2"`, "billing", contracts.Breaking},
		{"a shorter window", "ywjisu", "openapi.yaml", "window: 900", "window: 60", "signature", contracts.Breaking},
		{"GET as well", "ksyun", "openapi.yaml", "  methods: [POST]\n  transport", "  methods: [POST, GET]\n  transport", "rpc.widened", contracts.Info},
		{"the code stands elsewhere", "ksyun", "openapi.yaml", "code: /Error/Code\n", "code: /Code\n", "envelope", contracts.Breaking},
		{"another root", "aliyun", "openapi.yaml", "application/xml:\n          x-xml-root: \"Error\"", "application/xml:\n          x-xml-root: \"Fault\"", "answer.xml-root", contracts.Breaking},
		{"a reading was seen live", "ksyun", "openapi.yaml", "default: \"number\"\n    live: unknown", "default: \"number\"\n    live: string", "discrepancy", contracts.Info},
		{"a word in one profile only", "aliyun", "overlays/profile.yaml", "enum: [NORMAL, SHUTDOWN, POWER_OFF, NOT_EXIST, SUSPECTED_POWER_OFF, FUNCTIONAL_SHUTDOWN, BUSY, UNKNOWN]\n            x-semantics:\n              FUNCTIONAL_SHUTDOWN", "enum: [NORMAL, SHUTDOWN, POWER_OFF, NOT_EXIST, SUSPECTED_POWER_OFF, FUNCTIONAL_SHUTDOWN, BUSY, UNKNOWN, SUSPENDED]\n            x-semantics:\n              SUSPENDED: {means: new, evidence: inferred}\n              FUNCTIONAL_SHUTDOWN", "answer.enum.added", contracts.Breaking},
	} {
		t.Run(tt.name, func(t *testing.T) {
			after, _ := changed(t, tt.provider, tt.file, tt.old, tt.new)
			require.NotNil(t, after)
			changes, err := contracts.Diff(load(t, tt.provider), after)
			require.NoError(t, err)
			require.Len(t, changes, 1, "%v", changes)
			assert.Equal(t, tt.kind, changes[0].Kind, "%s", changes[0])
			assert.Equal(t, tt.severity, changes[0].Severity, "%s", changes[0])
		})
	}
}

// A change of one profile says so, and is said once for all that use the line.
func TestAChangeSaysWhereAndInWhichProfiles(t *testing.T) {
	after, _ := changed(t, "aliyun", "openapi.yaml", "SerialId: {type: string, pattern", "SerialId: {type: integer, pattern")
	changes, err := contracts.Diff(load(t, "aliyun"), after)
	require.NoError(t, err)
	require.Len(t, changes, 1)
	c := changes[0]
	assert.Equal(t, []string{"2020", "2021"}, c.Profiles)
	assert.Equal(t, 6, c.Places, "two methods, three kinds of body")
	assert.Equal(t, "/paths/~1DescribePhoneNumberStatus/get/responses/200/content/application~1json/schema/properties/PhoneStatus/properties/SerialId/type", c.Where)
	assert.Equal(t, []string{"string", "integer"}, []string{c.Old, c.New})
	assert.Regexp(t, `^aliyun/openapi\.yaml:[0-9]+$`, c.NewRef)
}
