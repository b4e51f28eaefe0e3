package harness

// plan is one standard case: what the witness is told, and what stands between
// it and the simulator. Endpoint is filled in when the case is performed.
type plan struct {
	Case
	// about says why the case is there; docs/compatibility.md prints it.
	about string
	// skewed asks for the simulator whose clock is an hour ahead.
	skewed bool
	// duplicated makes the relay send every request twice.
	duplicated bool
	// serial says that an answer has a SerialId: not every generation's has.
	serial bool
}

const (
	secret = "numsim-secret"
	active = "13900000200"
)

// plans is everything, in the order it is performed.
func plans() []plan {
	return append(standard(), generations()...)
}

// Calling names the cases that call an operation.
func Calling(operation string) (names []string) {
	for _, p := range plans() {
		if p.Operation == operation {
			names = append(names, p.Name)
		}
	}
	return names
}

// standard is the list about the envelope and the SDKs: one operation, in the
// generation a simulator has by default.
func standard() []plan {
	with := func(name, key, number, about string) plan {
		return plan{about: about, serial: true, Case: Case{
			Name: name, Operation: Describe, AccessKeyID: key, AccessKeySecret: secret, PhoneNumber: number, Format: "JSON",
		}}
	}
	xml := with("xml", "numsim", active, "the same call asking for XML")
	xml.Format = "XML"
	wrong := with("wrong-secret", "numsim", active, "a known key, signed with another secret")
	wrong.AccessKeySecret = "not-" + secret
	expired := with("expired", "numsim", active, "the provider's clock is an hour ahead of the client's")
	expired.skewed = true
	replayed := with("replayed", "numsim", active, "the network delivers the request twice; the client sees the second answer")
	replayed.duplicated = true
	sts := with("sts", "numsim-sts", active, "a temporary key with its token")
	sts.SecurityToken = "numsim-sts-token"
	stsExpired := with("sts-expired", "numsim-sts-expired", active, "a temporary key whose token has run out")
	stsExpired.SecurityToken = "numsim-sts-expired-token"
	retry := with("unavailable-retry", "numsim-ServiceUnavailable", active, "the same with the SDK's own retry switched on")
	retry.Retry = true
	return []plan{
		with("success", "numsim", active, "a number that is in service"),
		xml,
		wrong,
		with("unknown-key", "nobody", active, "a key nobody has"),
		with("throttled", "numsim-throttled", active, "an account under flow control"),
		with("broke", "numsim-broke", active, "an account with no money"),
		expired,
		replayed,
		sts,
		with("sts-missing-token", "numsim-sts", active, "a temporary key without its token"),
		stsExpired,
		with("unavailable", "numsim-ServiceUnavailable", active, "the gateway answers 503, SDK settings untouched"),
		retry,
		with("bad-number", "numsim", "13900000400", "a number the provider refuses as invalid"),
	}
}
