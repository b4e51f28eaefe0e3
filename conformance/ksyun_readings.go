package conformance

import "net/http"

func ksyunReadings() []Case {
	twoOrders := func(id, words, source, set string, gateway, service []string) Case {
		return rule(id, words, source, sent(realtime("Action", "SendSms"), refused("NoSuchEntity"), inOrder(gateway...)).breaking(), sent(realtime("Mobile", refusing), refused("InvalidMobile"), inOrder(service...))).given(set).meeting("reading:" + set[len("ksyun."):])
	}
	g, s := []string{`"Type":`, `"Code":`, `"Message":`}, []string{`"Type":`, `"Message":`, `"Code":`}
	list := []Case{
		rule("ksyun.realtime.err.type-case", "Type is Sender from the gateway and sender from the service", "document 001:108, 001:309",
			broke(realtime("Action", "SendSms"), refused("NoSuchEntity"), field("/Error/Type", `"Sender"`)), sent(realtime("Mobile", refusing), refused("InvalidMobile"), field("/Error/Type", `"sender"`))).
			meeting("value:ErrorType=Sender", "value:ErrorType=sender", "reading:error-type=origin"),
		rule("ksyun.realtime.err.type-sender", "or Sender from both", "document 001:108", sent(realtime("Mobile", refusing), field("/Error/Type", `"Sender"`))).given("ksyun.error-type=Sender").meeting("reading:error-type=Sender"),
		rule("ksyun.realtime.err.type-lower", "or sender from both", "document 001:309", broke(realtime("Action", "SendSms"), field("/Error/Type", `"sender"`))).given("ksyun.error-type=sender").early().meeting("reading:error-type=sender"),
		twoOrders("ksyun.realtime.err.order", "members of an error have the order of their origin's sample", "document 001:108-110, 001:309-311", "ksyun.error-order=origin", g, s),
		twoOrders("ksyun.realtime.err.order-gateway", "or the gateway's order in both", "document 001:108-110", "ksyun.error-order=gateway", g, g),
		twoOrders("ksyun.realtime.err.order-service", "or the service's order in both", "document 001:309-311", "ksyun.error-order=service", s, s).early(),
		rule("ksyun.realtime.shape.request-id-upper", "read by the general sample, RequestId is in upper case", "document 001:93", sent(realtime(), matches("/RequestId", `^"[0-9A-F-]{36}"$`))).given("ksyun.request-id=upper").meeting("reading:request-id=upper"),
		rule("ksyun.realtime.shape.no-carrier", "a number of no carrier may have an empty Carrier", "inferred: the document is silent", sent(realtime("Mobile", unassigned), field("/Carrier", `""`))).given("ksyun.no-carrier=empty").meeting("reading:no-carrier=empty"),
		rule("ksyun.realtime.shape.no-carrier-word", "or one that says so", "inferred: the document is silent", sent(realtime("Mobile", unassigned), field("/Carrier", `"未知"`))).meeting("reading:no-carrier=unknown"),
		rule("ksyun.batch.malformed.answered", "read by the table of statuses, a malformed entry is answered with 5", "document 001:272", broke(batch("Mobiles", active+",110"), status(200), field("/Data/1/CheckStatus", `"5"`))).given("ksyun.malformed=answered").meeting("reading:malformed=answered"),
		rule("ksyun.isms.prefix.refused", "a plus sign or 00 before the country code is refused", "document 001:440-441", broke(abroad("Mobile", "+"+indonesian), refused("InvalidMobile")), broke(abroad("Mobile", "00"+indonesian), refused("InvalidMobile"))).meeting("reading:international-prefix=refused"),
		rule("ksyun.isms.prefix.stripped", "or passed over", "inferred: the document is silent", broke(abroad("Mobile", "+"+indonesian), status(200), field("/Result/NationEnCode", `"ID"`))).given("ksyun.international-prefix=stripped").meeting("reading:international-prefix=stripped"),
		rule("ksyun.realtime.method.get-refused", "GET is refused: the service takes POST", "document 001:18", broke(realtime().inQuery().method(http.MethodGet), refused("InvalidMethod"))).meeting("reading:get=refused"),
		rule("ksyun.realtime.method.get-served", "read by the section on common parameters, GET is served with its parameters in the query", "document 001:35, 001:77-78", sent(realtime().inQuery().method(http.MethodGet).header("Content-Type", ""), status(200), field("/CheckStatus", `"1"`))).given("ksyun.get=served").early().meeting("reading:get=served"),
		rule("ksyun.realtime.body.json-refused", "a JSON body holds no parameters", "document 001:20, 001:230", broke(jsonBody(), status(http.StatusForbidden), refused("MissingAuthenticationToken/token"))).meeting("reading:json=refused"),
		rule("ksyun.realtime.body.json-read", "or is read as an object of strings", "third-party certimate-go/certimate, against other services of the gateway", sent(jsonBody(), status(200), field("/CheckStatus", `"1"`))).given("ksyun.json=read").early().meeting("reading:json=read"),
		rule("ksyun.realtime.bill.unknown-free", "an answer that tells nothing is an answer, whatever it costs", "inferred: the document says nothing of money", sent(realtime("Mobile", unknown), field("/CheckStatus", `"10"`))).meeting("reading:unknown-billed=no"),
		rule("ksyun.realtime.bill.unknown-billed", "also where it is billed", "inferred: the document says nothing of money", sent(realtime("Mobile", unknown), field("/CheckStatus", `"10"`))).given("ksyun.unknown-billed=yes").meeting("reading:unknown-billed=yes"),
		rule("ksyun.realtime.sig.method-required", "read by the table, SignatureMethod is mandatory", "document 001:64-67", broke(realtime("SignatureMethod", "-"), refused("MissingParameter"))).given("ksyun.signature-method=required").early().meeting("reading:signature-method=required"),
		rule("ksyun.realtime.sig.method-omitted", "read by the samples, a missing SignatureMethod is HMAC-SHA256", "document 001:288-289, 001:382-383, 001:478-479", sent(realtime("SignatureMethod", "-"), status(200), field("/CheckStatus", `"1"`))).meeting("reading:signature-method=optional"),
	}
	return list
}

// breaking says that the step's request breaks the contract on purpose.
func (s Step) breaking() Step {
	s.Wrong = true
	return s
}

// jsonBody has the parameters as a JSON object of strings.
func jsonBody() Wire {
	return func(s *Stage) (*http.Request, error) {
		req, err := realtime()(s)
		if err != nil {
			return nil, err
		}
		params := map[string]string{}
		x := Wire(func(*Stage) (*http.Request, error) { return req, nil }).pairs(func(text string) string {
			for name, values := range parse(text) {
				params[name] = values[0]
			}
			return written(params)
		})
		if req, err = x(s); err == nil {
			req.Header.Set("Content-Type", "application/json")
		}
		return req, err
	}
}
