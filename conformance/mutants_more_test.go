package conformance_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// status changes one HTTP status into another.
func status(from, to int) func(*said) {
	return func(a *said) {
		if a.StatusCode == from {
			a.StatusCode = to
		}
	}
}

// headed sets a header of every answer; empty takes it away.
func headed(name, value string) func(*said) {
	return func(a *said) {
		a.Header[name] = nil
		if value != "" {
			a.Header[name] = []string{value}
		}
	}
}

// twice asks the simulator behind before it is asked.
func twice(f *front, s *sent) bool {
	f.ask(s)
	return false
}

func aliyunMutants() []mutant {
	const id = "CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47"
	return []mutant{
		{name: "refusals with HTTP 200", answer: status(400, 200), cases: []string{"aliyun.status.shape.error-envelope"}, says: "HTTP 200 InvalidParameter"},
		{name: "an unknown action is a bad request", answer: status(404, 400), cases: []string{"aliyun.status.param.action-missing"}, says: "HTTP 400 InvalidAction.NotFound"},
		{name: "forbidden is a bad request", answer: status(403, 400), cases: []string{"aliyun.status.err.not-authorized"}, says: "HTTP 400 Permission.NotAuthorized"},
		{name: "another word for success", answer: replaced(`"Message":"OK"`, `"Message":"Success"`), cases: []string{"aliyun.status.happy.normal-json"}, says: `/Message is "Success"`},
		{name: "one request id for all", answer: like(`"RequestId":"[^"]+"`, `"RequestId":"`+id+`"`), cases: []string{"aliyun.status.shape.request-id"}, says: "is another in each answer"},
		{name: "no request id in the headers", answer: headed("X-Acs-Request-Id", ""), cases: []string{"aliyun.status.shape.request-id-header"}, says: "x-acs-request-id is absent"},
		{name: "another request id in the headers", answer: headed("X-Acs-Request-Id", id), cases: []string{"aliyun.status.shape.request-id-header"}, says: "x-acs-request-id is " + id},
		{name: "the Date of another hour", answer: headed("Date", "Sun, 22 Nov 2026 09:00:00 GMT"), cases: []string{"aliyun.status.happy.normal-json"}, says: "3h0m0s from the clock"},
		{name: "a serial of 12 digits", answer: like(`"SerialId":"\d`, `"SerialId":"`), cases: []string{"aliyun.status.happy.shutdown"}, says: "wants a match of ^[0-9]{13}$"},
		{name: "the carrier in English", answer: replaced("中国移动", "China Mobile"), cases: []string{"aliyun.status.shape.carrier-nested"}, says: `/PhoneStatus/Carrier is "China Mobile"`},
		{name: "the carrier missing", answer: like(`"Carrier":"[^"]*",`, ``), cases: []string{"aliyun.status.happy.not-exist"}, says: "resp.field.removed: body /PhoneStatus/Carrier"},
		{name: "nothing is charged", set: []string{"aliyun.balance=1000"}, cases: []string{"aliyun.status.bill.ok-charged"}, says: "refused with Insufficient.Balance"},
		{name: "everything is charged twice", set: []string{"aliyun.balance=0.10"}, cases: []string{"aliyun.status.bill.ok-charged"}, says: `/Code is "Insufficient.Balance"`},
		{name: "no charset", answer: headed("Content-Type", "application/json"), cases: []string{"aliyun.status.happy.normal-json"}, says: "Content-Type is application/json"},
		{name: "a stale time is called a bad format", answer: replaced(`"Code":"InvalidTimeStamp.Expired"`, `"Code":"InvalidTimeStamp.Format"`), cases: []string{"aliyun.status.time.skew-outside"}, says: "HTTP 400 InvalidTimeStamp.Format"},
		{name: "the order of the XML", answer: like(`(<Message>.*</Message>)(<Code>.*</Code>)`, `$2$1`), cases: []string{"aliyun.status.happy.xml"}, says: "is not where it should be"},
		{name: "the root of a refusal", answer: like(`(</?)Error>`, `${1}ErrorResponse>`), cases: []string{"aliyun.status.shape.error-xml"}, says: "xml.root"},
		{name: "no HostId", answer: like(`"HostId":"[^"]*",?`, ``), cases: []string{"aliyun.status.shape.error-envelope"}, says: "/HostId is absent"},
		{name: "the string to sign is kept secret", answer: like(`server string to sign is:[^"]*`, `no`), cases: []string{"aliyun.status.sig.wrong-secret"}, says: "server string to sign is:GET"},
		{name: "a V3 replay accepted", answer: insteadOf("SignatureNonceUsed", yes), cases: []string{"aliyun.status.v3.nonce-replay"}, says: "refused with SignatureNonceUsed"},
		{name: "a word in small letters", answer: replaced(`"NORMAL"`, `"normal"`), cases: []string{"aliyun.status.happy.normal-json"}, says: `/PhoneStatus/Status is "normal"`},
		{name: "a vacant number is suspended", answer: replaced(`"NOT_EXIST"`, `"SHUTDOWN"`), cases: []string{"aliyun.status.happy.not-exist"}, says: `/PhoneStatus/Status is "SHUTDOWN"`},
		{name: "a byte order mark", answer: func(a *said) { a.text = "\ufeff" + a.text }, cases: []string{"aliyun.status.happy.normal-json"}, says: "cannot be read"},
		{name: "something behind the JSON", answer: func(a *said) { a.text += "<!-- -->" }, cases: []string{"aliyun.status.happy.normal-json"}, says: "something follows the JSON"},
		{name: "POST not served", detour: func(f *front, s *sent) bool {
			if s.Method == http.MethodPost {
				f.w.WriteHeader(http.StatusMethodNotAllowed)
			}
			return s.Method == http.MethodPost
		}, cases: []string{"aliyun.status.happy.post-form"}, says: "HTTP 405"},
	}
}

// billed charges for what is refused: the last call that was answered is made
// again after it.
func billed() func(*front, *sent) bool {
	var mu sync.Mutex
	var last *sent
	return func(f *front, s *sent) bool {
		a := f.ask(s)
		f.write(a)
		mu.Lock()
		defer mu.Unlock()
		switch {
		case strings.Contains(a.text, `"000000"`):
			last = s
		case last != nil:
			f.ask(last)
		}
		return true
	}
}

// elements changes the elements of a batch's answer.
func elements(change func([]string)) func(*said) {
	return func(a *said) {
		a.text = regexp.MustCompile(`\[\{.*\}\]`).ReplaceAllStringFunc(a.text, func(list string) string {
			all := regexp.MustCompile(`\{[^}]*\}`).FindAllString(list, -1)
			change(all)
			return "[" + strings.Join(all, ",") + "]"
		})
	}
}

// inner exchanges two elements that are neither first nor last.
func inner(list []string) {
	if n := len(list); n > 3 {
		list[n-2], list[n-3] = list[n-3], list[n-2]
	}
}

// again adds a header beside the one that is there.
func again(name, value string) func(*said) {
	return func(a *said) { a.Header[name] = append(a.Header[name], value) }
}

// refusal changes only answers with a status of 400 and above.
func refusal(change func(*said)) func(*said) {
	return func(a *said) {
		if a.StatusCode >= http.StatusBadRequest {
			change(a)
		}
	}
}

func wireMutants() []mutant {
	const xml = "aliyun.status.happy.xml"
	return []mutant{
		{name: "a type of content twice", answer: again("Content-Type", "text/html"), cases: []string{"ksyun.batch.happy.one"}, says: "header.repeated: header /Content-Type"},
		{name: "a Date twice", answer: again("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), cases: []string{"ywjisu.check.happy.one"}, says: "header.repeated: header /Date"},
		{name: "a refusal of another hour", answer: refusal(headed("Date", "Sun, 22 Nov 2026 20:00:00 GMT")), cases: []string{"aliyun.status.shape.error-envelope", "ksyun.realtime.err.request-id-present"}, says: "8h0m0s from the clock"},
		{name: "a document type", answer: like(`^<\?xml[^>]*>`, `<!DOCTYPE a [<!ENTITY x "y">]>`), cases: []string{xml}, says: "resp.body.unreadable"},
		{name: "text behind the XML", answer: func(a *said) { a.text += "ok" }, cases: []string{xml}, says: "text outside the elements"},
		{name: "half a character", answer: like(`"area":"`, `"area":"\ud83d`), cases: []string{"ywjisu.check.happy.one"}, says: "half a character"},
		{name: "a space behind the area", answer: like(`"area":"([^"]*)"`, `"area":"$1 "`), cases: []string{"ywjisu.check.shape.area-dash"}, says: "/resultObj/0/area matches"},
		{name: "a time to come", answer: like(`"lastTime":\d{13}`, `"lastTime":1900000000000`), cases: []string{"ywjisu.check.happy.one"}, says: "/resultObj/0/lastTime is 2030-03-17T17:46:40Z"},
		{name: "one request id for all of ksyun's", answer: like(`"RequestId":"[^"]+"`, `"RequestId":"cd185ac0-b598-4594-b5e2-5dff064c5533"`), cases: []string{"ksyun.realtime.shape.request-id"}, says: "is another in each answer"},
		{name: "two of fifty exchanged", answer: elements(inner), cases: []string{"ksyun.batch.happy.order", "ywjisu.check.happy.order"}, says: "in their order"},
		{name: "a batch that is sorted", answer: elements(slices.Sort[[]string]), cases: []string{"ksyun.batch.happy.order", "ywjisu.check.happy.order"}, says: "in their order"},
		{name: "a refusal that is charged", detour: billed(), cases: []string{"ywjisu.check.charge.refusal-free"}, says: `/resultCode is "510101"`},
		{name: "a throttled call that is charged", set: []string{"aliyun.balance=0.10"}, cases: []string{"aliyun.status.bill.throttled-free"}, says: `/Code is "Insufficient.Balance"`},
	}
}

func ksyunMutants() []mutant {
	upper := func(a *said) {
		a.text = regexp.MustCompile(`"RequestId":"[^"]+"`).ReplaceAllStringFunc(a.text, func(s string) string { return `"RequestId":` + strings.ToUpper(s[12:]) })
	}
	return []mutant{
		{name: "a sender is a receiver", answer: replaced(`"Type":"Sender"`, `"Type":"Receiver"`), cases: []string{"ksyun.batch.limit.commas-51"}, says: "wants one of Sender, sender"},
		{name: "an upper-case request id", answer: upper, cases: []string{"ksyun.batch.happy.one"}, says: "breaking resp.field.value: body /RequestId"},
		{name: "an object for a list of one", answer: like(`"Data":\[(\{[^}]*\})\]`, `"Data":$1`), cases: []string{"ksyun.batch.happy.one"}, says: "no list"},
		{name: "a word of the batch in real time", answer: like(`^\{"CheckStatus":"2"`, `{"CheckStatus":"0"`), cases: []string{"ksyun.realtime.enum.vacant"}, says: `/CheckStatus is "0"`},
		{name: "a list abroad", answer: like(`"Result":(\{[^}]*\})`, `"Result":[$1]`), cases: []string{"ksyun.isms.happy.object"}, says: "would be accepted with result=array"},
		{name: "a number with its country code", answer: like(`"Mobile":"1`, `"Mobile":"+861`), cases: []string{"ksyun.batch.happy.one"}, says: "is the number asked for"},
		{name: "forbidden is unauthorized", answer: status(403, 401), cases: []string{"ksyun.realtime.sig.wrong-secret"}, says: "HTTP 401 SignatureDoesNotMatch"},
		{name: "forty-nine at most", detour: func(_ *front, s *sent) bool {
			if strings.Count(s.value("Mobiles"), ",") == 49 {
				s.body = strings.Replace(s.body, "Mobiles=", "Mobiles=1%2C", 1)
			}
			return false
		}, cases: []string{"ksyun.batch.limit.mobiles-50"}, says: "fifty numbers are answered"},
		{name: "a dry run with HTTP 200", answer: status(412, 200), cases: []string{"ksyun.realtime.common.dryrun"}, says: "HTTP 200 DryRunOperation"},
		{name: "duplicates merged", set: []string{"ksyun.duplicates=merged"}, cases: []string{"ksyun.batch.dup.kept"}, says: "/Data has 1 elements"},
		{name: "an error that is a text", answer: like(`"Error":\{.*\}\}`, `"Error":"wrong"}`), cases: []string{"ksyun.realtime.err.invalid-mobile"}, says: "without a code"},
		{name: "a carrier's full name", answer: replaced(`"移动"`, `"中国移动"`), cases: []string{"ksyun.realtime.happy.flat"}, says: `/Carrier is "中国移动"`},
		{name: "a country in small letters", answer: replaced(`"ID"`, `"id"`), cases: []string{"ksyun.isms.happy.object"}, says: `/Result/NationEnCode is "id"`},
		{name: "the number is looked at before the signature", answer: func(a *said) {
			if a.asked.Get("Mobile") == "110" {
				a.StatusCode, a.text = http.StatusBadRequest, `{"RequestId":"cd185ac0-b598-4594-b5e2-5dff064c5533","Error":{"Type":"Sender","Code":"InvalidMobile","Message":"The specified Mobile is invalid."}}`
			}
		}, cases: []string{"ksyun.realtime.sig.precedence"}, says: "HTTP 400 InvalidMobile"},
	}
}

func ywjisuMutants() []mutant {
	return []mutant{
		{name: "a time in seconds", answer: like(`"lastTime":(\d{10})\d{3}`, `"lastTime":$1`), cases: []string{"ywjisu.check.happy.one"}, says: "/resultObj/0/lastTime matches ^[0-9]{13}$"},
		{name: "a charge for a number that is not listed", answer: replaced(`"chargesStatus":"0"`, `"chargesStatus":"1"`), cases: []string{"ywjisu.check.enum.unlisted"}, says: `/resultObj/0/chargesStatus is "1"`},
		{name: "a charge that is a number", answer: like(`"chargesStatus":"(\d)"`, `"chargesStatus":$1`), cases: []string{"ywjisu.check.happy.one"}, says: "/resultObj/0/chargesStatus is 1"},
		{name: "an object for one number", answer: like(`"resultObj":\[(\{[^}]*\})\]`, `"resultObj":$1`), cases: []string{"ywjisu.check.happy.one"}, says: "no list"},
		{name: "refusals with HTTP 400", answer: func(a *said) {
			if !strings.Contains(a.text, `"000000"`) {
				a.StatusCode = http.StatusBadRequest
			}
		}, cases: []string{"ywjisu.check.limit.mobiles-51"}, says: "HTTP 400 400001"},
		{name: "everything is asked twice", detour: twice, cases: []string{"ywjisu.check.param.duplicates"}, says: `/resultCode is "510101"`},
		{name: "a quota without end", set: []string{"ywjisu.quota=1000000"}, cases: []string{"ywjisu.check.param.duplicates"}, says: "refused with 510101"},
		{name: "an underscore in the area", answer: like(`"area":"([^"-]+)-`, `"area":"${1}_`), cases: []string{"ywjisu.check.shape.area-dash"}, says: "/resultObj/0/area matches"},
		{name: "PUT served", detour: func(_ *front, s *sent) bool {
			s.Method = http.MethodPost
			return false
		}, cases: []string{"ywjisu.check.http.method-put"}, says: "HTTP 200 000000"},
		{name: "an empty list in a refusal", answer: replaced(`"resultObj":null`, `"resultObj":[]`), cases: []string{"ywjisu.check.shape.resultobj-null"}, says: "resp.field.type: body /resultObj"},
		{name: "no code of its own for no numbers", answer: replaced("400201", "400001"), cases: []string{"ywjisu.check.param.mobiles-empty"}, says: "HTTP 200 400001"},
		{name: "the fifty-first is dropped", detour: func(_ *front, s *sent) bool {
			if n := strings.Split(s.value("mobiles"), ","); len(n) == 51 {
				s.body = strings.Replace(s.body, "%2C"+n[50], "", 1)
			}
			return false
		}, cases: []string{"ywjisu.check.limit.mobiles-51"}, says: "HTTP 200 000000"},
		{name: "silent is in use", answer: replaced(`"status":"4"`, `"status":"1"`), cases: []string{"ywjisu.check.enum.silent"}, says: `/resultObj/0/status is "1"`},
	}
}
