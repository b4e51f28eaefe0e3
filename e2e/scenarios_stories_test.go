package e2e

import "github.com/numsim/numsim/e2e/harness"

const (
	active    = "13900000200"
	suspended = "13900000402"
	vacant    = "13900000404"

	normal   = "NORMAL 中国移动"
	throttle = "400 System.LimitControl"
	online   = "0200=1 移动"
)

// stories are written from docs/scenarios.md and the providers' documents. All
// clients sign with the time of the machine, whatever the simulator's clock says.
func stories() []story {
	return append(providerStories(), numberStories()...)
}

// about is a question about numbers and nothing else.
func about(numbers string) question { return question{numbers: numbers} }

func inXML(number string) question { return question{numbers: number, format: "XML"} }

func batchOf(numbers string) question { return question{operation: batch, numbers: numbers} }

func successor(number string) question {
	return question{operation: harness.Public, numbers: number}
}

func temporary() question {
	return question{account: "numsim-sts", token: "numsim-sts-token", numbers: active}
}

// providerStories are about providers and accounts.
func providerStories() []story {
	return []story{
		{"maintenance-window", []moment{
			{"", goTyped(), about(active), normal, ""},
			{"29m59s", jisuPython(), about(active), "0200=1", ""},
			{"30m", goTyped(), about(active), "503 ServiceUnavailable", normal},
			{"", jisuPython(), about(active), "500000", "0200=1"},
			{"", ksyunPython(), about(active), "SignatureDoesNotMatch", ""}, // nobody widened its window
			{"44m59s", goTyped(), about(active), "503 ServiceUnavailable", normal},
			{"45m", goTyped(), about(active), normal, ""},
			{"", jisuPython(), about(active), "0200=1", ""},
		}},
		{"three-generations", []moment{
			{"", nodeCore(), about(active), normal, ""},
			{"", nodeCore(), successor(active), "404 InvalidAction.NotFound", ""},
			{"1d", nodeCore(), about(active), "BUSY CMCC", normal},
			{"", nodeCore(), successor(active), "BUSY CMCC", "404 InvalidAction.NotFound"},
			{"2d", nodeCore(), about(active), "404 InvalidAction.NotFound", normal},
			{"", nodeCore(), successor(active), "BUSY CMCC", "404 InvalidAction.NotFound"},
		}},
		{"lost-after-the-charge", []moment{
			{"", goTyped(), about(active), "*url.Error", normal},
			{"", goTyped(), about(active), normal, ""},
			{"", goTyped(), about(active), normal, ""},
			{"", goTyped(), about(active), "400 Insufficient.Balance", ""},
		}},
		{"warned-then-blocked", []moment{
			{"", ksyunPython(), about(vacant), "0404=2 移动", ""},
			{"", ksyunPython(), about(vacant), "0404=2 移动", ""},
			{"", ksyunPython(), about(vacant), "0404=2 移动", ""},
			{"", ksyunPython(), about(active), online, ""},
			{"", ksyunPython(), about(vacant), "LimitExceeded", "0404=2 移动"},
			{"", ksyunPython(), about(active), "AccessDenied", online},
			{"1m59s", ksyunPython(), about(active), "AccessDenied", online},
			{"2m", ksyunPython(), about(active), online, ""},
		}},
		{"nobody-wrote-it-down", []moment{
			{"", jisuNode(), about(active), "509777", "0200=1"},
			{"", jisuNode(), about(vacant), "0404=0", ""},
			{"", jisuNode(), about(active), "510101", ""},
			{"", pythonClient(), about(active), "418 isp.CHANNEL_MAINTENANCE", normal},
			{"", pythonClient(), about(suspended), "SHUTDOWN 中国移动", ""},
		}},
		{"token-renewed", []moment{
			{"59m59s", pythonClient(), temporary(), normal, ""},
			{"60m", pythonClient(), temporary(), "400 InvalidSecurityToken.Expired", normal},
			{"", pythonClient(), about(active), normal, ""},
			{"65m", pythonClient(), temporary(), normal, ""},
		}},
		{"throttled-morning", []moment{
			{"8h59m59.9s", nodeCore(), about(active), normal, ""},
			{"", nodeCore(), about(active), normal, ""},
			{"9h0m1.9s", nodeCore(), about(active), normal, ""},
			{"", nodeCore(), about(active), normal, ""},
			{"9h0m2.1s", nodeCore(), about(active), throttle, normal},
			{"9h0m2.9s", nodeCore(), about(active), normal, ""},
			{"10h", nodeCore(), about(active), normal, ""},
			{"", nodeCore(), about(active), normal, ""},
			{"", nodeCore(), about(active), normal, ""},
		}},
	}
}

// numberStories are about numbers, and answers on their way.
func numberStories() []story {
	three := batchOf(active + "," + suspended + "," + vacant)
	inOrder := online + ", 0402=2 移动, 0404=0 移动"
	return []story{
		{"batch-comes-back-otherwise", []moment{
			{"", ksyunPython(), three, inOrder, ""},
			{"", ksyunPython(), three, "0402=2 移动, 0402=2 移动, " + online, inOrder},
			{"", ksyunPython(), three, inOrder, ""},
		}},
		{"flapping-number", []moment{
			{"", ksyunPython(), about(active), online, ""},
			{"", ksyunPython(), about(active), "0200=5 移动", online},
			{"", ksyunPython(), about(active), "0200=5 移动", online},
			{"", ksyunPython(), about(active), "0200=4 移动", online},
			{"", ksyunPython(), about(active), "ServiceTimeout", online},
			{"", ksyunPython(), about(active), online, ""},
			{"", ksyunPython(), about(active), "0200=5 移动", online},
		}},
		{"stale-library-fresh-line", []moment{
			{"1h", ksyunPython(), about(active), "0200=13 移动", online},
			{"6h59m", ksyunPython(), batchOf(active), online, ""},
			{"7h", ksyunPython(), batchOf(active), "0200=2 移动", online},
			{"", jisuPython(), about(active), "0200=2", "0200=1"},
			{"12h", ksyunPython(), about(active), "0200=2 移动", online},
			{"", ksyunPython(), batchOf(active), "0200=2 移动", online},
			{"18h", ksyunPython(), batchOf(active), "0200=0 移动", online},
			{"", jisuPython(), about(active), "0200=0", "0200=1"},
		}},
		{"damaged-in-both-formats", []moment{
			{"", goTyped(), about(active), "RESTRICTED", normal},
			{"", goTyped(), about(active), "*errors.ClientError", normal},
			{"", goTyped(), about(active), normal, ""},
			{"", goTyped(), inXML(suspended), "RESTRICTED", "SHUTDOWN 中国移动"},
			{"", goTyped(), inXML(suspended), "*xml.SyntaxError", "SHUTDOWN 中国移动"},
			{"", goTyped(), inXML(suspended), "SHUTDOWN 中国移动", ""},
		}},
		{"ported-away", []moment{
			{"", ksyunPython(), about(active), "0200=9 联通", online},
			{"", ksyunPython(), about("13300000404"), "0404=2 移动", "0404=2 电信"},
			{"", ksyunPython(), about(suspended), "0402=13 电信", "0402=13 移动"},
			{"", goTeaCore(), about(active), "NORMAL 中国联通", normal},
			{"", goTeaCore(), about(suspended), "SHUTDOWN 中国电信", "SHUTDOWN 中国移动"},
		}},
	}
}
