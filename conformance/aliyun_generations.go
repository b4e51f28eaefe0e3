package conformance

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/emmansun/gmsm/sm3"
)

// hashed is a number as a Mask hides it.
func hashed(sum []byte) string { return hex.EncodeToString(sum) }

func aliyunGenerations() []Case {
	md := md5.Sum([]byte(active))
	sha := sha256.Sum256([]byte(active))
	sm := sm3.Sum([]byte(active))
	good := []Check{status(http.StatusOK), field("/Code", `"OK"`)}
	list := []Case{
		rule("aliyun.statusfor.mask.normal", "a number in clear has Mask NORMAL", "document help 459610", sent(statusFor("Public"), good...)).as("numsim-today").meeting("value:Mask=NORMAL"),
		rule("aliyun.statusfor.mask.md5", "a number may be hidden as its MD5", "document help 459610", sent(statusFor("Public", "Mask", "MD5", "InputNumber", hashed(md[:])), good...)).as("numsim-today").meeting("value:Mask=MD5"),
		rule("aliyun.statusfor.mask.sha256", "a number may be hidden as its SHA-256", "document help 459610", sent(statusFor("Public", "Mask", "SHA256", "InputNumber", hashed(sha[:])), good...)).as("numsim-today").meeting("value:Mask=SHA256"),
		rule("aliyun.statusfor.mask.sm3", "a number may be hidden as its SM3", "document help 459610", sent(statusFor("Public", "Mask", "SM3", "InputNumber", hashed(sm[:])), good...)).as("numsim-today").meeting("value:Mask=SM3"),
		rule("aliyun.statusfor.mask.unknown", "an unknown Mask is refused", "inferred from 000:184", broke(statusFor("Public", "Mask", "SHA1"), refused("InvalidParameter/parameter"))).as("numsim-today"),
		rule("aliyun.statusfor.mask.half", "half a hash is refused as a number", "inferred from 000:185", broke(statusFor("Public", "Mask", "MD5", "InputNumber", "d41d8cd9"), refused("InvalidParameter/mobile"))).as("numsim-today"),
		rule("aliyun.statusfor.missing.authcode", "AuthCode is mandatory", "document help 459610", broke(statusFor("Public", "AuthCode", ""), refused("MissingAuthCode"))).as("numsim-today"),
		rule("aliyun.statusfor.missing.inputnumber", "InputNumber is mandatory", "document help 459610", broke(statusFor("Public", "InputNumber", ""), refused("MissingInputNumber"))).as("numsim-today"),
		rule("aliyun.statusfor.missing.mask", "Mask is mandatory", "document help 459610", broke(statusFor("Public", "Mask", ""), refused("MissingMask"))).as("numsim-today"),
		rule("aliyun.status.generation.withdrawn", "DescribePhoneNumberStatus is gone from today's pages", "inferred: pages and SDKs have it no longer", broke(describe(), refused("InvalidAction.NotFound"))).as("numsim-today"),
		rule("aliyun.statusfor.generation.not-yet", "the successors were not there in 2021", "document help 167496", broke(statusFor("Public"), refused("InvalidAction.NotFound"))).as("numsim-2021"),
		rule("aliyun.status.generation.2021-parameter", "in 2021 what is no number at all is isv.INVALID_PARAMETERS in HTTP 200", "document help 167496", broke(describe("PhoneNumber", "+86"+active), refused("isv.INVALID_PARAMETERS"))).as("numsim-2021"),
		rule("aliyun.status.generation.2021-mobile", "in 2021 a wrong number is isv.MOBILE_NUMBER_ILLEGAL in HTTP 200", "document help 167496", broke(describe("PhoneNumber", "110"), refused("isv.MOBILE_NUMBER_ILLEGAL"))).as("numsim-2021"),
		rule("aliyun.status.generation.2022-mobile", "in 2022 a wrong number is InvalidParameter in HTTP 200", "document /zh/cpns/describephonenumberstatus", broke(describe("PhoneNumber", "110"), refused("InvalidParameter/body"))).as("numsim-2022"),
		rule("aliyun.status.throttle.carrier-vs-platform", "in 2021 the platform's limit and the carrier's have codes of their own", "document help 167496; 000:398, 000:402",
			sent(describe(), ok("NORMAL")...), sent(describe(), refused("isp.OPERATOR_LIMIT")), sent(describe("PhoneNumber", ofUnicom), ok("NORMAL")...)).given("aliyun.profile=2021", "aliyun.carrier-qps=1").timed(),
		rule("aliyun.status.throttle.qps-2021", "in 2021 a call over the platform's limit is isp.QPS_LIMIT in HTTP 200", "document help 167496", sent(describe(), ok("NORMAL")...), sent(describe(), refused("isp.QPS_LIMIT"))).given("aliyun.profile=2021", "aliyun.qps=1").timed(),
		rule("aliyun.statusfor.throttle.broadnet", "a Broadnet number is OperatorLimit since 2022", "document English PhoneNumberStatusForSms and ForVoice", sent(statusFor("Public", "InputNumber", ofBroadnet), refused("OperatorLimit"))).as("numsim-today").meeting("reading:broadnet=profile"),
		rule("aliyun.status.throttle.broadnet-limited", "read as limited always, a Broadnet number is OperatorLimit", "document English PhoneNumberStatusForSms", sent(describe("PhoneNumber", ofBroadnet), refused("OperatorLimit"))).given("aliyun.profile=2022", "aliyun.broadnet=limited").meeting("reading:broadnet=limited"),
		rule("aliyun.statusfor.throttle.repeated", "the same number again within its interval is RequestFrequencyLimit", "document help 459610", sent(statusFor("Public"), good...), sent(statusFor("Public"), refused("RequestFrequencyLimit")), sent(statusFor("Public"), good...).later(11)).
			given("aliyun.profile=today", "aliyun.number-every=10s").timed(),
		rule("aliyun.statusfor.telecom.withheld", "today a busy number of China Telecom is NORMAL", "sdk a comment in v1.63.107", sent(statusFor("Public", "InputNumber", "18900000486"), field("/Data/Status", `"NORMAL"`))).as("numsim-today").meeting("reading:telecom=profile"),
		rule("aliyun.statusfor.telecom.reported", "read as reported, it is BUSY", "document help 459610", sent(statusFor("Public", "InputNumber", "18900000486"), field("/Data/Status", `"BUSY"`))).given("aliyun.profile=today", "aliyun.telecom=reported").meeting("reading:telecom=reported"),
		rule("aliyun.status.telecom.withheld", "read as withheld always, it is NORMAL in 2022", "sdk a comment in v1.63.107", sent(describe("PhoneNumber", "18900000486"), ok("NORMAL")...)).given("aliyun.profile=2022", "aliyun.telecom=withheld").meeting("reading:telecom=withheld"),
	}
	return append(list, envelopes()...)
}

// envelopes are the gateway's refusals as it wrote them in a year; those of 2024
// are the default.
func envelopes() (list []Case) {
	for _, e := range []struct {
		year  string
		order []string
	}{
		{"2017", []string{`{"Message":`, `"RequestId":`, `"HostId":`, `"Code":`}},
		{"2019", []string{`{"Recommend":"https://error-center.aliyun.com/`, `"Message":`, `"RequestId":`, `"HostId":`, `"Code":`}},
		{"2021", []string{`{"RequestId":`, `"Message":`, `"Recommend":"https://error-center.aliyun.com/`, `"HostId":`, `"Code":`}},
		{"2022", []string{`{"RequestId":`, `"Message":`, `"Recommend":"https://next.api.aliyun.com/troubleshoot?`, `"HostId":`, `"Code":`}},
		{"2023", []string{`{"RequestId":`, `"Message":`, `"Recommend":"https://api.aliyun.com/troubleshoot?`, `"HostId":`, `"Code":`}},
	} {
		list = append(list, rule("aliyun.status.envelope.y"+e.year, "the gateway of "+e.year+" wrote a refusal's members in this order", "seen "+e.year+" in public reports",
			sent(describe("ResourceOwnerId", "42"), refused("Unknown.ResourceOwnerId"), inOrder(e.order...))).given("aliyun.envelope="+e.year).meeting("reading:envelope="+e.year))
	}
	return list
}
