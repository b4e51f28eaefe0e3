package harness

// The operations of the cases. The later one replaced the earlier; there are
// typed clients that ship only one of them.
const (
	Describe = "DescribePhoneNumberStatus"
	Public   = "PhoneNumberStatusForPublic"
)

const (
	broadnet = "19200000200"
	// vacantMD5 hides 13300000404: a status and a carrier no other case has.
	vacantMD5 = "70b795c784e261200741e194fc82e83e"
)

// generations is the list about the shapes the service has had: one account
// for each.
func generations() []plan {
	with := func(name, year, operation, number, about string) plan {
		p := plan{about: about, Case: Case{
			Name: name, Operation: operation, AccessKeyID: "numsim-" + year, AccessKeySecret: secret,
			PhoneNumber: number, Format: "JSON",
		}}
		if operation == Public {
			p.AuthCode, p.Mask = "any", "NORMAL"
		}
		return p
	}
	first := with("2021-success", "2021", Describe, active, "the carrier has become a code")
	first.serial = true
	hidden := with("today-md5", "today", Public, vacantMD5, "a vacant number of China Telecom, given as its MD5")
	hidden.Mask = "MD5"
	return []plan{
		first,
		with("2021-bad-number", "2021", Describe, "13900000400", "a number the provider refuses as illegal"),
		with("2021-public", "2021", Public, active, "the successor, before there was one"),
		with("2022-success", "2022", Describe, active, "the SerialId has gone"),
		with("2022-operator-limit", "2022", Describe, broadnet, "a Broadnet number, which its operator limits"),
		with("2022-public", "2022", Public, active, "the successor, beside the operation it is to replace"),
		with("today-success", "today", Public, active, "the successor, alone"),
		with("today-operator-limit", "today", Public, broadnet, "a Broadnet number, asked of the successor"),
		hidden,
		with("today-withdrawn", "today", Describe, active, "the old operation, which is there no more"),
	}
}
