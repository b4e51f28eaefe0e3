package drift_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/replay/standin"
)

const (
	normal   = "aliyun.status.happy.normal-json"
	xmlCase  = "aliyun.status.happy.xml"
	refusal  = "aliyun.status.param.phone-missing"
	batch    = "ksyun.batch.happy.one"
	realtime = "ksyun.realtime.happy.flat"
	check    = "ywjisu.check.happy.one"
)

// row is one drift, with the rule that has to catch it and what accept makes of it.
type row struct {
	cases    string
	drifts   []standin.Drift
	scenario string
	set      []string

	rule     string
	pointer  string
	severity contracts.Severity
	actual   string
	// accept is contract, scenario, or the reason of the refusal.
	accept  string
	samples int // times that the cases are looked at; 0 is once
}

func one(d ...standin.Drift) []standin.Drift { return d }

const envelopeOf = `{"RequestId":"00000000-0000-4000-8000-000000000000","Error":{"Type":"Sender","Code":"%s","Message":"%s"}}`

func refused(status int, code, message string) standin.Drift {
	return answer(status, "application/json", fmt.Sprintf(envelopeOf, code, message))
}

func rows() map[string]row {
	return map[string]row{
		"a member less":                {cases: normal, drifts: one(standin.RemoveField("PhoneStatus", "Status")), rule: "resp.field.removed", pointer: "/PhoneStatus/Status", severity: contracts.Breaking, actual: "absent", accept: "contract"},
		"a member less in a list":      {cases: check, drifts: one(standin.RemoveField("resultObj", "area")), rule: "resp.field.removed", pointer: "/resultObj/0/area", severity: contracts.Breaking, actual: "absent", accept: "contract"},
		"another type":                 {cases: batch, drifts: one(standin.SetField("Data", "CheckStatus", 1)), rule: "resp.field.type", pointer: "/Data/0/CheckStatus", severity: contracts.Breaking, actual: "number", accept: "contract"},
		"a type of the other reading":  {cases: normal, drifts: one(standin.SetField("PhoneStatus", "SerialId", 1100000000000)), rule: "resp.field.type", pointer: "/PhoneStatus/SerialId", severity: contracts.Breaking, actual: "number", accept: "contract"},
		"a null":                       {cases: realtime, drifts: one(standin.SetField("", "CheckStatus", nil)), rule: "resp.field.nullable", pointer: "/CheckStatus", severity: contracts.Breaking, actual: "null", accept: "contract"},
		"a member more":                {cases: normal, drifts: one(standin.AddField("PhoneStatus", "Roaming", true)), rule: "resp.field.added", pointer: "/PhoneStatus/Roaming", severity: contracts.Info, accept: "contract"},
		"a member more, by a scenario": {cases: batch, scenario: "scenario: s\nrules:\n  - then: {body: {add: {TraceId: abc}}}\n", rule: "resp.field.added", pointer: "/TraceId", severity: contracts.Info, accept: "contract"},
		"a new word":                   {cases: check, drifts: one(standin.SetField("resultObj", "status", "9")), rule: "resp.enum.new", pointer: "/resultObj/0/status", severity: contracts.Breaking, actual: "9", accept: "contract"},
		"a new word, by a scenario":    {cases: normal, scenario: "scenario: s\nrules:\n  - then: {body: {set: {PhoneStatus.Status: RESTRICTED}}}\n", rule: "resp.enum.new", pointer: "/PhoneStatus/Status", severity: contracts.Breaking, actual: "RESTRICTED", accept: "contract"},
		"a new word of an open list":   {cases: normal, drifts: one(standin.SetField("PhoneStatus", "Carrier", "虚拟运营商")), rule: "resp.enum.new", pointer: "/PhoneStatus/Carrier", severity: contracts.Risky, accept: "contract"},
		"another form":                 {cases: normal, drifts: one(standin.SetField("", "RequestId", "lower-case")), rule: "resp.field.value", pointer: "/RequestId", severity: contracts.Breaking, accept: "contract"},
		"a new code":                   {cases: batch, drifts: one(refused(403, "Forbidden.New", "changed")), rule: "error.code.new", pointer: "/Error/Code", severity: contracts.Breaking, actual: "Forbidden.New", accept: "contract"},
		"a new code, by a scenario":    {cases: check, scenario: "scenario: s\nrules:\n  - when: {provider: ywjisu}\n    then: {raw: {body: {resultCode: \"403900\", resultMsg: x, resultObj: null}}}\n", rule: "error.code.new", pointer: "/resultCode", severity: contracts.Breaking, actual: "403900", accept: "contract"},
		"another status of a code":     {cases: refusal, drifts: one(status(400, 403)), rule: "error.http.changed", severity: contracts.Breaking, actual: "403", accept: "contract"},
		"another message":              {cases: refusal, drifts: one(replaced("is mandatory for this action", "has to be given")), rule: "error.message.changed", pointer: "/Message", severity: contracts.Info, actual: "PhoneNumber has to be given.", accept: "contract"},
		"another envelope":             {cases: "ksyun.realtime.err.invalid-mobile", drifts: one(answer(400, "application/json", `{"code":"InvalidMobile","msg":"Invalid mobile"}`)), rule: "error.envelope", pointer: "/Error/Code", severity: contracts.Breaking, accept: "x-envelope names one place"},
		"a status of nobody's":         {cases: batch, drifts: one(func(x *standin.Exchange) { refused(429, "LimitExceeded", "x")(x) }), rule: "resp.status", severity: contracts.Breaking, actual: "429", accept: "contract"},
		"another code of success":      {cases: normal, drifts: one(replaced(`"Code":"OK"`, `"Code":"Success"`)), rule: "success.code.changed", pointer: "/Code", severity: contracts.Breaking, actual: "Success", accept: "contract"},
		"the other code of success":    {cases: check, set: []string{"ywjisu.success=200000"}, rule: "success.code.changed", pointer: "/resultCode", severity: contracts.Breaking, actual: "200000", accept: "contract"},
		"a parameter more":             {cases: batch, drifts: one(refused(400, "MissingParameter", "An value must be supplied for the input parameter Reason.")), rule: "req.param.now-required", pointer: "/Error/Code", severity: contracts.Breaking, accept: "scenario"},
		"a parameter refused":          {cases: batch, drifts: one(refused(400, "InvalidParameterValue", "An invalid or out-of-range value was supplied for the input parameter Mobiles.")), rule: "req.param.rejected", pointer: "/Error/Code", severity: contracts.Breaking, accept: "scenario"},
		"a signature refused":          {cases: batch, samples: 2, drifts: one(refused(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")), rule: "sig.rejected", pointer: "/Error/Code", severity: contracts.Breaking, accept: "has to be understood first"},
		"an operation less":            {cases: batch, samples: 2, drifts: one(standin.Withdraw("BatchPhoneNumberStatus")), rule: "operation.withdrawn", severity: contracts.Breaking, actual: "HTTP 404 NoSuchEntity", accept: "scenario"},
		"an operation replaced":        {cases: normal, samples: 2, set: []string{"aliyun.profile=today"}, rule: "operation.replaced", severity: contracts.Breaking, actual: "HTTP 404 InvalidAction.NotFound", accept: "scenario"},
		"a batch too long":             {cases: "ksyun.batch.happy.*", drifts: one(manyRefused), rule: "limit.batch", severity: contracts.Breaking, accept: "contract"},
		"a longer batch":               {cases: "ksyun.batch.limit.mobiles-51", drifts: one(answer(200, "application/json", `{"Data":[{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动"}],"RequestId":"00000000-0000-4000-8000-000000000000"}`)), rule: "limit.batch", severity: contracts.Info, actual: "accepted with 51 numbers", accept: "contract"},
		"a body too long":              {cases: batch, drifts: one(answer(413, "application/json", `{"a":1}`)), rule: "limit.body", severity: contracts.Breaking, accept: "add x-limits body by hand"},
		"throttled early":              {cases: normal, samples: 2, drifts: one(answer(400, "application/json;charset=utf-8", `{"Code":"System.LimitControl","Message":"系统流控","RequestId":"00000000-0000-4000-8000-000000000000"}`)), rule: "limit.qps", severity: contracts.Breaking, actual: "throttled at 1", accept: "contract"},
		"charged otherwise":            {cases: check, drifts: one(standin.SetField("resultObj", "chargesStatus", "0")), rule: "charge.rule", pointer: "/resultObj/0/chargesStatus", severity: contracts.Breaking, accept: "the bill decides"},
		"another type of body":         {cases: normal, drifts: one(contentType("text/json;charset=utf-8")), rule: "header.contenttype", pointer: "/Content-Type", severity: contracts.Breaking, actual: "text/json", accept: "contract"},
		"no type of ours":              {cases: normal, drifts: one(contentType("text/html")), rule: "header.contenttype", pointer: "/Content-Type", severity: contracts.Breaking, actual: "text/html", accept: "no JSON and no XML"},
		"GBK by name":                  {cases: normal, drifts: one(contentType("application/json;charset=GBK")), rule: "encoding.charset", pointer: "/Content-Type", severity: contracts.Breaking, actual: "charset gbk", accept: "UTF-8 only"},
		"GBK by bytes":                 {cases: normal, drifts: one(replaced("中国移动", "\xd6\xd0\xb9\xfa")), rule: "encoding.charset", severity: contracts.Breaking, accept: "UTF-8 only"},
		"another root":                 {cases: xmlCase, drifts: one(replaced("DescribePhoneNumberStatusResponse", "Response")), rule: "xml.root", severity: contracts.Breaking, actual: "the root Response", accept: "contract"},
		"another order":                {cases: xmlCase, drifts: one(shuffled), rule: "xml.order", pointer: "/", severity: contracts.Info, accept: "no order in a contract"},
		"a page":                       {cases: normal, drifts: one(answer(200, "application/json", "<html>")), rule: "resp.body.unreadable", severity: contracts.Breaking, accept: "a scenario with body or raw"},
		"nothing":                      {cases: normal, drifts: one(answer(200, "application/json", "")), rule: "resp.body.empty", severity: contracts.Breaking, accept: "a scenario with raw"},
	}
}

// manyRefused refuses more than one number.
func manyRefused(x *standin.Exchange) {
	if bytes.Contains(x.Asked, []byte("%2C")) {
		refused(400, "InvalidMobile", "Invalid mobile")(x)
	}
}

// shuffled has Code first.
func shuffled(x *standin.Exchange) {
	text := string(x.Body)
	from, to := strings.Index(text, "<Code>"), strings.Index(text, "</Code>")+len("</Code>")
	code := text[from:to]
	text = strings.Replace(text, code, "", 1)
	x.Body = []byte(strings.Replace(text, "<PhoneStatus>", code+"<PhoneStatus>", 1))
}

func (r row) look(t *testing.T) drift.Set {
	t.Helper()
	set := seen{cases: r.cases, set: r.set, scenario: r.scenario, drifts: r.drifts}.look(t)
	for n := 1; n < r.samples; n++ {
		more := seen{cases: r.cases, set: r.set, scenario: r.scenario, drifts: r.drifts}.look(t)
		set.Samples = append(set.Samples, more.Samples...)
	}
	if r.rule == "limit.qps" { // as a live run keeps them apart
		for i, s := range set.Samples {
			s.At = s.At.Add(time.Duration(i) * time.Minute)
		}
	}
	return set
}

func (r row) in(c drift.Comparison) (drift.Drift, bool) {
	i := slices.IndexFunc(c.Drifts, func(d drift.Drift) bool {
		return d.Rule == r.rule && d.Pointer == r.pointer && (r.actual == "" || d.Actual == r.actual)
	})
	if i < 0 {
		return drift.Drift{}, false
	}
	return c.Drifts[i], true
}

func all(c drift.Comparison) string {
	var b strings.Builder
	for _, d := range c.Drifts {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// Each drift is caught by its rule, and the table says whose it is: nobody knows
// without an older set, the provider changed if it was sound there, and the
// document never told the truth if it was so already.
func TestEveryDriftIsCaught(t *testing.T) {
	for name, r := range rows() {
		t.Run(name, func(t *testing.T) {
			sound := seen{cases: r.cases}.look(t)
			drifted := r.look(t)
			assert.Empty(t, all(compare(t, sound, drift.Options{})), "without the drift")

			d, found := r.in(compare(t, drifted, drift.Options{}))
			require.True(t, found, "%s", all(compare(t, drifted, drift.Options{})))
			assert.Equal(t, r.severity, d.Severity)
			assert.NotEmpty(t, d.Reason)
			assert.Equal(t, contracts.Unknown, d.Side)
			assert.Regexp(t, `^[a-z]+/openapi\.yaml:[0-9]+$`, d.Contract)
			assert.False(t, d.Suspected())

			d, found = r.in(compare(t, drifted, drift.Options{Baseline: sound}))
			require.True(t, found)
			assert.Equal(t, contracts.Provider, d.Side, "%s", d)

			d, found = r.in(compare(t, r.look(t), drift.Options{Baseline: drifted}))
			require.True(t, found)
			assert.Equal(t, contracts.Contracts, d.Side, "%s", d)
		})
	}
}

// Whatever can be accepted passes lint and is no finding any more; the scenario
// shows it again; the rest is refused with a reason.
func TestWhatIsAcceptedIsGone(t *testing.T) {
	for name, r := range rows() {
		t.Run(name, func(t *testing.T) {
			drifted := r.look(t)
			d, found := r.in(compare(t, drifted, drift.Options{}))
			require.True(t, found)
			made, err := drift.Accept(contracts.Embedded(), loaded()[d.Provider], d.Finding, "2026-11-22")
			switch r.accept {
			case "contract":
				require.NoError(t, err)
				assert.Empty(t, made.Scenario)
				assert.Contains(t, made.Diff(), "+++ b/"+d.Provider+"/openapi.yaml")
				assert.Contains(t, made.Diff(), "seen "+d.LastSeen+" "+d.Cases[0])
				after, flaws := contracts.Load(made.After(), d.Provider)
				require.Empty(t, flaws)
				left := compare(t, drifted, drift.Options{Documents: map[string]*contracts.Document{d.Provider: after}})
				_, still := r.in(left)
				assert.False(t, still, "%s\n%s", made.Diff(), all(left))
			case "scenario":
				require.NoError(t, err)
				text := string(made.Files[made.Scenario])
				require.NoError(t, builtin.Check(text), text)
				again := row{cases: r.cases, scenario: text, samples: r.samples}.look(t)
				played, found := r.in(compare(t, again, drift.Options{}))
				assert.True(t, found, "%s\n%s", text, all(compare(t, again, drift.Options{})))
				assert.Equal(t, d.Rule, played.Rule)
			default:
				require.Error(t, err)
				assert.ErrorContains(t, err, r.accept)
			}
		})
	}
}
