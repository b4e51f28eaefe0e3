package conformance

import (
	"context"
	"fmt"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// word is the status a client's results have in one place.
func word(i int, want numsim.Status) Check {
	return Check{Expected: fmt.Sprintf("the client reads %s in place %d", want, i), Look: func(s *Seen) (string, bool) {
		results, _ := s.Value.([]client.Result)
		if i >= len(results) {
			return fmt.Sprintf("the client has %d results: %v", len(results), s.Err), false
		}
		r := results[i]
		if r.Err != nil {
			return fmt.Sprintf("the client fails: %v", r.Err), false
		}
		return fmt.Sprintf("the client reads %s (%s)", r.Status, r.Word), r.Status == want
	}}
}

// resultsOf is how many results a client has, each about the number asked for.
func resultsOf(numbers []string) Check {
	return Check{Expected: fmt.Sprintf("%d results in the order of the question", len(numbers)), Look: func(s *Seen) (string, bool) {
		results, _ := s.Value.([]client.Result)
		for i, r := range results {
			if i >= len(numbers) || string(r.Number) != numbers[i] {
				return fmt.Sprintf("result %d is about %s", i, r.Number.Masked()), false
			}
		}
		return fmt.Sprintf("%d results", len(results)), len(results) == len(numbers)
	}}
}

func ksyunMany(numbers []string, change ...func(*client.KsyunConfig)) Ask {
	return ksyunAsks(func(ctx context.Context, k *client.Ksyun, _ *Stage) (any, error) { return checks(ctx, k, numbers) }, change...)
}

func ksyunClient() []Case {
	read := func(want numsim.Status) Check {
		return meant("the status", func(r *client.PhoneNumberStatusResponse) string { return r.NeutralStatus.String() }, want.String())
	}
	place := func(want numsim.Status) Check {
		return meant("the status", func(r *client.IsmsPhoneNumberStatusResponse) string { return r.Result[0].NeutralStatus.String() }, want.String())
	}
	byAWS4 := func(c *client.KsyunConfig) { c.AWS4 = true }
	split := many(120)
	return []Case{
		rule("ksyun.realtime.client.v1", "the production client signs by the document's scheme and reads the answer", "document 001:387-392", asked(ksyunAsks(oneNow(active)), read(numsim.Active), calls(1))),
		rule("ksyun.realtime.client.aws4", "the production client signs by AWS4 and reads the answer", "sdk every official SDK", asked(ksyunAsks(oneNow(vacant), byAWS4), read(numsim.Vacant), calls(1))).meeting("reading:signature=aws4"),
		rule("ksyun.isms.client.object", "the client reads Result as an object", "document 001:485-489", asked(ksyunAsks(oneAbroad(indonesian)), place(numsim.Active))),
		rule("ksyun.isms.client.array", "the client reads Result as an array, and PhoneStatus as a string", "document 001:452, 001:461", asked(ksyunAsks(oneAbroad(indonesian)), place(numsim.Active))).given("ksyun.result=array", "ksyun.phone-status=string").meeting("reading:result=array"),
		rule("ksyun.isms.client.masked", "the client does not rely on getting its number back", "document 001:488", asked(ksyunAsks(oneAbroad(indonesian)), place(numsim.Active))).given("ksyun.mobile=masked").meeting("reading:mobile=masked"),
		rule("ksyun.cross.enum.confusion", "the digit 2 is suspended in a batch, vacant in real time and off abroad", "document 001:272, 001:366, 001:462",
			asked(ksyunMany([]string{suspended, active}), word(0, numsim.Suspended)), asked(ksyunAsks(oneNow(vacant)), read(numsim.Vacant)), asked(ksyunAsks(oneAbroad("62810000408")), place(numsim.PoweredOff))),
		rule("ksyun.batch.limit.client-split-120", "the client asks about 120 numbers in batches of 50, 50 and 20, and keeps the order", "document 001:254", asked(ksyunMany(split), calls(3), resultsOf(split))).meeting("limit:BatchPhoneNumberStatus/batch"),
		rule("ksyun.realtime.client.wrong-secret", "a wrong secret is not tried twice", "document 001:135-137", asked(ksyunAsks(oneNow(active), func(c *client.KsyunConfig) { c.Signer.SecretKey = "another" }), failed(numsim.Signature), calls(1))),
		rule("ksyun.realtime.client.throttle-retry", "a throttled call is tried again a bounded number of times, each signed anew", "document EIP OpenAPI manual; 001:84", asked(ksyunAsks(oneNow(active)), failed(numsim.Throttled), calls(3), uniqueTimes())).as("numsim-throttled").timed(),
		rule("ksyun.realtime.client.bad-number", "InvalidMobile is an error of the number, not of the call", "document 001:306-313", asked(ksyunAsks(oneNow(refusing)), failed(numsim.BadNumber), calls(1))),
	}
}

// uniqueTimes is that each attempt was signed at its own time.
func uniqueTimes() Check {
	return Check{Expected: "a Timestamp of its own in each attempt", Look: func(s *Seen) (string, bool) {
		seen := map[string]bool{}
		for _, x := range s.Exchanges {
			at := parameters(x).Get("Timestamp")
			if at == "" || seen[at] {
				return "a Timestamp is empty or came twice", false
			}
			seen[at] = true
		}
		return fmt.Sprintf("%d timestamps", len(seen)), len(seen) > 1
	}}
}

func ksyunFaults() []Case {
	damaged := func(slug, words, source, then string, kind numsim.Kind, breaks ...string) Case {
		return rule("ksyun.realtime.fault."+slug, words, source, asked(ksyunAsks(oneNow(active)), failed(kind), calls(1))).in("rules:\n- then: {" + then + "}\n").violating(breaks...)
	}
	return []Case{
		damaged("truncated", "half a JSON is malformed and not asked again", "document 001:84", "body: {truncate: 50%}", numsim.Malformed, "resp.body.unreadable"),
		damaged("html", "an HTML page with HTTP 200 is malformed", "document 001:84", `body: {replace: "<html></html>", status: 200}`, numsim.Malformed, "header.contenttype"),
		rule("ksyun.realtime.fault.empty", "an empty answer with HTTP 200 is malformed", "document 001:84", asked(ksyunAsks(oneNow(active)), failed(numsim.Malformed), calls(1))).
			in(`rules:
- when: {provider: ksyun}
  then: {raw: {status: 200, header: {Content-Type: application/json}, body: "", charged: true}}
`).violating("resp.body.empty"),
		rule("ksyun.batch.fault.sample-invalid-json", "the answer as the document prints it is no JSON; the client says so and does not crash", "document 001:293-302",
			asked(ksyunMany([]string{active, vacant}), failed(numsim.Malformed))).in(`rules:
- then: {body: {replace: '{"Data":[{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动",},{"CheckStatus":"0","Mobile":"13900000404","Carrier":"移动",}] "RequestId":"cd185ac0-b598-4594-b5e2-5dff064c5533"}', status: 200}}
`).violating("header.contenttype").meeting("reading:batch-example-invalid-json=printed"),
		rule("ksyun.realtime.enum.gap-6-8-11", "a status the table skips is kept, and means nothing", "document 001:366", asked(ksyunAsks(oneNow(active)), meant("the word", func(r *client.PhoneNumberStatusResponse) string { return r.CheckStatus }, "8"), meant("the status", func(r *client.PhoneNumberStatusResponse) string { return r.NeutralStatus.String() }, "unknown"))).
			in("rules:\n- then: {body: {set: {CheckStatus: \"8\"}}}\n").violating("resp.enum.new"),
		rule("ksyun.batch.fault.dropped", "a number left out of the answer is not taken for answered", "inferred: the document is silent", asked(ksyunMany([]string{active, vacant}), Check{Expected: "the client has an error for the number that is missing", Look: func(s *Seen) (string, bool) {
			results, _ := s.Value.([]client.Result)
			return fmt.Sprintf("the client's error is %v", s.Err), len(results) == 2 && results[0].Err == nil && results[1].Err != nil
		}})).in("rules:\n- when: {number: \"13900000404\"}\n  then: {drop: true}\n"),
		rule("ksyun.batch.fault.reordered", "answers in another order are put where they belong", "inferred: the document is silent", asked(ksyunMany([]string{active, vacant, suspended}), word(0, numsim.Active), word(1, numsim.Vacant), word(2, numsim.Suspended))).in("rules:\n- then: {reorder: true}\n"),
	}
}
