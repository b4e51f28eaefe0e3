package conformance

import "github.com/numsim/numsim"

// aliyunFaults damage the answer of one call.
func aliyunFaults() []Case {
	damaged := func(slug, words, then string, kind numsim.Kind, breaks ...string) Case {
		return rule("aliyun.status.fault."+slug, words, "document 000:148-176", asked(aliyunAsks(active), failed(kind), calls(1))).
			in("rules:\n- then: {" + then + "}\n").violating(breaks...)
	}
	return []Case{
		damaged("truncated", "half a JSON is malformed, and paid for: it is not asked again by itself", "body: {truncate: 50%}", numsim.Malformed, "resp.body.unreadable"),
		damaged("html", "an HTML page with HTTP 200 is malformed", `body: {replace: "<html><body>welcome</body></html>", status: 200}`, numsim.Malformed, "header.contenttype"),
		damaged("garbled", "bytes that are not UTF-8 do not pass for an answer", "body: {garble: true}", numsim.Malformed, "encoding.charset"),
		rule("aliyun.status.fault.empty", "an empty answer with HTTP 200 is malformed", "document 000:148-176", asked(aliyunAsks(active), failed(numsim.Malformed), calls(1))).
			in(`rules:
- when: {provider: aliyun}
  then: {raw: {status: 200, header: {Content-Type: application/json}, body: "", charged: true}}
`).violating("resp.body.empty"),
		rule("aliyun.status.shape.unknown-extra-field", "a member nobody knows is passed over by the client", "document 000:127-134", asked(aliyunAsks(active), aliyunStatus(numsim.Active))).
			in("rules:\n- then: {body: {add: {Next: \"1\"}}}\n").violating("resp.field.added"),
		rule("aliyun.status.enum.unknown-value", "a word nobody knows is kept and means nothing", "document 000:386, 000:390", asked(aliyunAsks(active), meant("the word", func(a aliyunRead) string { return a.PhoneStatus.Status }, "ROAMING"), aliyunStatus(numsim.Unknown))).
			in("rules:\n- then: {body: {set: {PhoneStatus.Status: ROAMING}}}\n").violating("resp.enum.new"),
		rule("aliyun.status.fault.timeout-after-charge", "a call that was charged and then cut is not blindly made again", "document 000:115", asked(aliyunAsks(active), failed(numsim.Transport), calls(1))).
			in("rules:\n- then: {fault: reset-after-charge}\n"),
		rule("aliyun.status.fault.short", "a body shorter than its Content-Length is no answer", "inferred from HTTP", asked(aliyunAsks(active), failed(numsim.Transport), calls(1))).
			in("rules:\n- then: {body: {truncate: 50%, short: true}}\n").violating("resp.body.unreadable"),
		rule("aliyun.status.fault.outage-then-well", "an outage is tried again after a while, and the second answer counts", "document 000:378", asked(aliyunAsks(active), aliyunStatus(numsim.Active), calls(2))).
			in("rules:\n- when: {call: 1}\n  then: {error: ServiceUnavailable}\n").timed(),
	}
}
