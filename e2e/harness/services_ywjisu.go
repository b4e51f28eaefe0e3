package harness

import (
	"fmt"
	"strings"
)

// jisu is the number check of 云网极速, by its document 码号状态极速检测 API
// 接口规范.
func jisu() service {
	return service{
		title: "ywjisu",
		about: "Clients written from the document 码号状态极速检测 API 接口规范: its own code for Java and PHP, its words elsewhere. " +
			"There is no SDK.",
		footnote: "The document prints the codes, but neither an answer that refuses nor what brings a code about: HTTP 200 with resultObj null, " +
			"and lastTime null for what was never seen, are those of the public server source of the platform its sample comes from; " +
			"which code answers which fault is inferred from the texts.",
		path: "/Api/ApiAuth/getCheckResult", address: func(s *Sim) string { return s.Ywjisu },
		shown: "several", plans: append(jisuAnswered(), jisuRefused()...),
	}
}

func asksJisu(name, code, mobiles, about string, answer promised) samplePlan {
	return samplePlan{about: about, promised: answer, Call: Call{
		Name: name, Account: code, Secret: "numsim-key", Password: "numsim-pwd", Field: "mobiles", Numbers: mobiles,
	}}
}

func jisuAnswered() []samplePlan {
	one := checked([]string{"1"}, `{"mobile":"13900000200","lastTime":*,"area":"*-*","numberType":"中国移动 GSM","chargesStatus":"1","status":"1"}`)
	several := checked([]string{"1", "0", "2", "4", "5", "3"},
		`{"mobile":"13900000200","lastTime":*,"area":"*-*","numberType":"中国移动 GSM","chargesStatus":"1","status":"1"}`,
		`{"mobile":"13900000404","lastTime":*,"area":"*-*","numberType":"中国移动 GSM","chargesStatus":"1","status":"0"}`,
		`{"mobile":"18600000402","lastTime":*,"area":"*-*","numberType":"中国联通 GSM","chargesStatus":"1","status":"2"}`,
		`{"mobile":"13900000304","lastTime":null,"area":"*-*","numberType":"中国移动 GSM","chargesStatus":"1","status":"4"}`,
		`{"mobile":"13900000403","lastTime":*,"area":"*-*","numberType":"中国移动 GSM","chargesStatus":"1","status":"5"}`,
		`{"mobile":"13900000204","lastTime":null,"area":"*-*","numberType":"中国移动 GSM","chargesStatus":"0","status":"3"}`)
	mixed := active + "," + vacant + "," + unicomStopped + "," + silent + "," + risky + "," + unlisted
	return []samplePlan{
		asksJisu("success", "numsim", active, "a number that is in service", one),
		asksJisu("several", "numsim", mixed, "six numbers, each with another status; the last is not charged", several),
		asksJisu("late", "numsim", late+","+active, "the carrier is late with the first of two numbers, which is left out", one),
	}
}

func jisuRefused() []samplePlan {
	unverified := notChecked("403000", "用户校验失败，请联系客服")
	password := asksJisu("wrong-password", "numsim", active, "a known code with another pwd", unverified)
	password.Password = "not-numsim-pwd"
	key := asksJisu("wrong-key", "numsim", active, "a token made with another private key", unverified)
	key.Secret = "not-numsim-key"
	return []samplePlan{
		password, key,
		asksJisu("unknown-code", "nobody", active, "a code nobody has", notChecked("400101", "商户信息不存在")),
		asksJisu("no-mobiles", "numsim", "", "no number at all", notChecked("400201", "手机号码不能为空")),
		asksJisu("too-many", "numsim", crowd(51), "51 numbers", notChecked("400001", "参数校验异常，请检查参数")),
		asksJisu("broke", "numsim-broke", active, "an account that has used up its quota", notChecked("510101", "用户产品可用数量不足")),
		asksJisu("disabled", "numsim-disabled", active, "an account the provider has disabled", notChecked("403101", "账户被系统禁用")),
		asksJisu("system-error", "numsim-500000", active, "the provider's system fails", notChecked("500000", "系统异常")),
	}
}

func checked(statuses []string, results ...string) promised {
	body := fmt.Sprintf(`{"resultMsg":"成功","resultCode":"000000","resultObj":[%s]}`, strings.Join(results, ","))
	return promised{200, body, "000000", statuses}
}

func notChecked(code, message string) promised {
	return promised{200, fmt.Sprintf(`{"resultMsg":"%s","resultCode":"%s","resultObj":null}`, message, code), code, nil}
}
