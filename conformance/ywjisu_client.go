package conformance

import (
	"fmt"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

func ywjisuClient() []Case {
	split := many(120)
	free := Check{Expected: "the client takes the number for free", Look: func(s *Seen) (string, bool) {
		results, _ := s.Value.([]client.Result)
		if len(results) == 0 {
			return "the client has no result", false
		}
		return "the client takes it for charged: " + results[0].Charged.String(), results[0].Charged == client.NotCharged
	}}
	return []Case{
		rule("ywjisu.check.client.answered", "the production client makes the token and reads the answer", "document 002:43, 002:57-72", asked(ywjisuAsks([]string{active, vacant}), word(0, numsim.Active), word(1, numsim.Vacant), calls(1))),
		rule("ywjisu.check.client.both-codes", "the client takes 200000 for a success too", "document 002:95", asked(ywjisuAsks([]string{active}), word(0, numsim.Active))).given("ywjisu.success=200000").meeting("reading:success=200000"),
		rule("ywjisu.check.enum.differs-from-ksyun", "3 is not in the library and 5 is risky here, in a Ksyun batch risky and malformed", "document 002:77, 001:272-273", asked(ywjisuAsks([]string{unlisted, risky}), word(0, numsim.Unlisted), word(1, numsim.Risky))),
		rule("ywjisu.check.limit.client-split", "the client asks about 120 numbers in batches of 50, 50 and 20, and keeps the order", "document 002:41", asked(ywjisuAsks(split), calls(3), resultsOf(split))).meeting("limit:Api/ApiAuth/getCheckResult/batch"),
		rule("ywjisu.check.client.unlisted-free", "a number that is not in the library is free", "document 002:85", asked(ywjisuAsks([]string{unlisted}), free)),
		rule("ywjisu.check.client.lasttime-null", "the client reads a lastTime that is null", "third-party the server source of 2017", asked(ywjisuAsks([]string{unlisted, silent}), word(0, numsim.Unlisted), word(1, numsim.Silent))),
		rule("ywjisu.check.client.lasttime-string", "the client reads a lastTime that is a string", "document doc.chuanglan.com, the probable upstream's", asked(ywjisuAsks([]string{active}), word(0, numsim.Active))).given("ywjisu.last-time=string").meeting("reading:last-time=string"),
		rule("ywjisu.check.client.wrong-key", "a wrong private key is not tried twice", "document 002:103", asked(ywjisuAsks([]string{active}, func(c *client.YwjisuConfig) { c.Signer.PrivateKey = "another" }), failed(numsim.Auth), calls(1))),
		rule("ywjisu.check.client.quota", "an empty quota is not asked twice", "document 002:117", asked(ywjisuAsks([]string{active}), failed(numsim.Balance), calls(1))).as("numsim-broke"),
		rule("ywjisu.check.retry.carrier-delay", "a number the carrier is late about is left out and free, and asked about again after three seconds", "document 002:121", asked(ywjisuAsks([]string{active, vacant}), calls(2), word(0, numsim.Active), word(1, numsim.Vacant))).
			in("rules:\n- when: {number: \"13900000404\"}\n  then: {late: 3s}\n").timed().meeting("limit:Api/ApiAuth/getCheckResult/retry"),
		rule("ywjisu.check.retry.late-wire", "an answer leaves out the number the carrier is late about; three seconds later it is there", "document 002:121",
			sent(check(list(active, vacant)), with(found(1), field("/resultObj/0/mobile", `"`+active+`"`))...), sent(check(vacant), found(1)...).later(4)).
			in("rules:\n- when: {number: \"13900000404\"}\n  then: {late: 3s}\n").timed().meeting("limit:Api/ApiAuth/getCheckResult/retry"),
		rule("ywjisu.check.limit.qps", "the document names no limit of calls: ten at once are answered", "inferred: the document is silent", append(steps(), repeat(10, sent(check(active), found(1)...))...)...).meeting("limit:qps"),
	}
}

func repeat(n int, s Step) []Step {
	list := make([]Step, n)
	for i := range list {
		list[i] = s
	}
	return list
}

func ywjisuFaults() []Case {
	damaged := func(slug, words, then string, breaks ...string) Case {
		return rule("ywjisu.check.fault."+slug, words, "document 002:51", asked(ywjisuAsks([]string{active}), failed(numsim.Malformed), calls(1))).in("rules:\n- then: {" + then + "}\n").violating(breaks...)
	}
	return []Case{
		damaged("truncated", "half a JSON is malformed and not asked again", "body: {truncate: 50%}", "resp.body.unreadable"),
		damaged("html", "an HTML page with HTTP 200 is malformed", `body: {replace: "<html></html>", status: 200}`, "header.contenttype"),
		damaged("no-code", "an object without resultCode is malformed", `body: {set: {resultCode: null}}`, "resp.field.type"),
		rule("ywjisu.check.enum.unknown-value", "a status nobody knows is kept, and means nothing", "document 002:77", asked(ywjisuAsks([]string{active}), Check{Expected: "the client keeps the word 9 and means nothing by it", Look: func(s *Seen) (string, bool) {
			results, _ := s.Value.([]client.Result)
			if len(results) == 0 {
				return "the client has no result", false
			}
			return fmt.Sprintf("the client reads %s (%s)", results[0].Status, results[0].Word), results[0].Word == "9" && results[0].Status == numsim.Unknown
		}})).in("rules:\n- then: {body: {set: {resultObj.0.status: \"9\"}}}\n").violating("resp.enum.new"),
		rule("ywjisu.check.retry.timeout-504000", "504000 is waited out and asked once more, and that answer is the one that is paid", "document 002:116, 002:121", asked(ywjisuAsks([]string{active}), word(0, numsim.Active), calls(2))).
			in("rules:\n- when: {call: 1}\n  then: {error: \"504000\"}\n").timed(),
		rule("ywjisu.check.fault.extra-field", "a member nobody knows is passed over", "document 002:57-72", asked(ywjisuAsks([]string{active}), word(0, numsim.Active))).in("rules:\n- then: {body: {add: {next: \"1\"}}}\n").violating("resp.field.added"),
	}
}
