package usage_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/usage"
)

func read(t *testing.T, text string) *usage.Usage {
	t.Helper()
	u, err := usage.Read("team.yaml", []byte("usage: 1\nconsumer: team\n"+text))
	require.NoError(t, err)
	return u
}

// Each change touches those who use what changed, and nobody else.
func TestWhoIsTouched(t *testing.T) {
	word := edit{`enum: ["0", "1", "2", "3", "4", "5"]
      x-semantics:`, `enum: ["0", "1", "2", "3", "4", "5", "6"]
      x-semantics:
        "6": {means: new}`}
	field := edit{"        NationEnCode: {type: string, pattern: \"^[A-Z]{2}$\", x-evidence: \"document 001:467, 001:486\"}\n", ""}
	optional := edit{"required: [NationEnCode, PhoneStatus, Mobile]", "required: [PhoneStatus, Mobile]"}
	demanded := edit{"Format: {name: Format, in: query, schema", "Format: {name: Format, in: query, required: true, schema"}
	version := edit{`Version: {type: string, const: "2019-05-01"`, `Version: {type: string, const: "2026-05-01"`}
	code := edit{"x-discrepancies:\n", `  "510102":
    {code: "510102", http: 200, message: new, kind: other, when: new, retryable: never, chargeable: false, stage: business, evidence: inferred}
x-discrepancies:
`}
	final := edit{"    when: \"a wrong pwd or token\"\n    retryable: never", "    when: \"a wrong pwd or token\"\n    retryable: later"}
	words := edit{"description: a flat answer", "description: one flat answer"}
	for _, tt := range []struct {
		name, provider string
		edits          []edit
		uses           string
		because        string // empty: untouched
		perhaps        bool
	}{
		{"a value more, of a field that is read", "ywjisu", []edit{word}, "{ywjisu: {operations: {getCheckResult: {reads: [/resultObj/*/status]}}}}",
			"it calls getCheckResult and reads /resultObj/*/status", false},
		{"of another field", "ywjisu", []edit{word}, "{ywjisu: {operations: {getCheckResult: {reads: [/resultObj/*/mobile]}}}}", "", false},
		{"of something within what is read", "ywjisu", []edit{word}, "{ywjisu: {operations: {getCheckResult: {reads: [/resultObj]}}}}",
			"it calls getCheckResult and reads /resultObj", false},
		{"nobody knows what is read", "ywjisu", []edit{word}, "{ywjisu: {operations: {getCheckResult: {calls: 3}}}}",
			"it calls getCheckResult; what it reads of the answer is not known", true},
		{"nothing is read", "ywjisu", []edit{word}, "{ywjisu: {operations: {getCheckResult: {reads: []}}}}", "", false},
		{"of another provider", "ywjisu", []edit{word}, "{ksyun: {operations: {PhoneNumberStatus: {}}}}", "", false},
		{"a field that may be absent now", "ksyun", []edit{optional}, "{ksyun: {operations: {IsmsPhoneNumberStatus: {reads: [/Result/NationEnCode]}}}}",
			"it calls IsmsPhoneNumberStatus and reads /Result/NationEnCode", false},
		{"beside the one that is read", "ksyun", []edit{optional}, "{ksyun: {operations: {IsmsPhoneNumberStatus: {reads: [/Result/PhoneStatus]}}}}", "", false},
		{"of another operation", "ksyun", []edit{optional, field}, "{ksyun: {operations: {PhoneNumberStatus: {}}}}", "", false},
		{"a parameter that is demanded now, and not sent", "aliyun", []edit{demanded}, "{aliyun: {operations: {DescribePhoneNumberStatus: {sends: [PhoneNumber]}}}}",
			"it calls DescribePhoneNumberStatus and does not send Format", false},
		{"and sent anyway", "aliyun", []edit{demanded}, "{aliyun: {operations: {DescribePhoneNumberStatus: {sends: [PhoneNumber, Format]}}}}", "", false},
		{"in every operation, of which it calls a later one", "aliyun", []edit{demanded}, "{aliyun: {operations: {PhoneNumberStatusForSms: {sends: []}}}}",
			"it calls PhoneNumberStatusForSms and does not send Format", false},
		{"a parameter's value, in all three operations", "ksyun", []edit{version}, "{ksyun: {operations: {IsmsPhoneNumberStatus: {sends: [Version]}}}}",
			"it calls IsmsPhoneNumberStatus and sends Version", false},
		{"a code more", "ywjisu", []edit{code}, `{ywjisu: {operations: {}, handles: ["403000"]}}`, "it has no branch for 510102", false},
		{"a code more, where nobody knows which are handled", "ywjisu", []edit{code}, "{ywjisu: {operations: {}}}", "which codes it handles is not known", true},
		{"a code that means another thing", "ywjisu", []edit{final}, `{ywjisu: {operations: {}, handles: ["403000"]}}`, "it handles 403000", false},
		{"a code that it does not handle", "ywjisu", []edit{final}, `{ywjisu: {operations: {}, handles: ["400201"]}}`, "", false},
		{"a code that its calls met", "ywjisu", []edit{final}, `{ywjisu: {operations: {}, met: ["403000"]}}`, "its calls met 403000; what it makes of it is not known", false},
		{"words only", "ksyun", []edit{words}, "{ksyun: {operations: {PhoneNumberStatus: {}}}}", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := read(t, "providers: "+tt.uses)
			require.NoError(t, u.Check(load(t, tt.provider)))
			hits := u.Touched(tt.provider, changes(t, tt.provider, tt.edits...))
			if tt.because == "" {
				assert.Empty(t, hits)
				return
			}
			require.Len(t, hits, 1)
			assert.Equal(t, tt.because, hits[0].Because)
			assert.Equal(t, tt.perhaps, hits[0].Perhaps)
		})
	}
}

// What only other profiles have touches nobody whose account has this one.
func TestAProfileThatIsNotItsOwn(t *testing.T) {
	demanded := changes(t, "aliyun", edit{"Format: {name: Format, in: query, schema", "Format: {name: Format, in: query, required: true, schema"})
	for i := range demanded {
		demanded[i].Profiles = []string{"2022", "today"}
	}
	for profile, want := range map[string]int{`profile: "2020", `: 0, `profile: "2022", `: 1, "": 1} {
		u := read(t, "providers: {aliyun: {"+profile+"operations: {DescribePhoneNumberStatus: {sends: []}}}}")
		assert.Len(t, u.Touched("aliyun", demanded), want, profile)
	}
}

// A typing mistake would be touched by nothing, and is an error.
func TestMistakesInAUsageFile(t *testing.T) {
	for text, want := range map[string]string{
		"usage: 1\n":              "team.yaml: it needs consumer: NAME",
		"usage: 2\nconsumer: a\n": "it begins with usage: 1",
		"":                        "it begins with usage: 1",
		"usage: 1\nconsumer: a\n---\nusage: 1\nconsumer: b\n":                                                           "team.yaml has more than one document: write a file for each consumer",
		"usage: 1\nconsumer: a\nproviders: {alyun: {operations: {}}}\n":                                                 `a: there is no provider "alyun"; the providers are aliyun, ksyun, ywjisu`,
		"usage: 1\nconsumer: a\nproviders: {aliyun: {profile: \"2019\", operations: {}}}\n":                             `a: aliyun has no profile "2019"`,
		"usage: 1\nconsumer: a\nread: []\n":                                                                             "line 3: field read not found",
		"usage: 1\nconsumer: a\nproviders: {aliyun: {operations: {DescribePhoneNumber: {}}}}\n":                         `a: aliyun has no operation "DescribePhoneNumber"`,
		"usage: 1\nconsumer: a\nproviders: {aliyun: {operations: {DescribePhoneNumberStatus: {sends: [Number]}}}}\n":    `has no parameter of DescribePhoneNumberStatus "Number"`,
		"usage: 1\nconsumer: a\nproviders: {aliyun: {operations: {DescribePhoneNumberStatus: {reads: [/Status]}}}}\n":   `has no field in an answer of DescribePhoneNumberStatus "/Status"`,
		"usage: 1\nconsumer: a\nproviders: {aliyun: {operations: {}, handles: [Throttling.User, Throttling.Nobody]}}\n": `has no error "Throttling.Nobody"`,
	} {
		u, err := usage.Read("team.yaml", []byte(text))
		if err == nil {
			err = u.Check(load(t, "aliyun"))
		}
		assert.ErrorContains(t, err, want, text)
	}
}
