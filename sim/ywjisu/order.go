package ywjisu

import "github.com/numsim/numsim"

// Check is one step of the order in which a call is refused.
type Check struct {
	What   string
	Row    string // a row that the check answers with
	Grade  numsim.Grade
	Source string
}

// Order is the order of checks, the first that fails answering. The server of
// 2017 asked for the account's name, its password and the numbers, then for the
// account, its addresses and its quota; what stands between is our choice.
func Order() []Check {
	const server = "the server source of 2017"
	return []Check{
		{"the transport", parameterRow, numsim.Inferred, "a web server's business, before the service's"},
		{"the path", parameterRow, numsim.Inferred, "a web server's business, before the service's"},
		{"the method", parameterRow, numsim.Inferred, "a web server's business, before the service's"},
		{"decoding", conversionRow, numsim.Inferred, "nothing can be read before it"},
		{"each parameter once", parameterRow, numsim.Inferred, "of two, a relay and the service may each see another one"},
		{"code and pwd", parameterRow, numsim.ThirdParty, server + ": before the numbers"},
		{"mobiles", noNumbersRow, numsim.ThirdParty, server + ": before the account"},
		{"timestamp and token", parameterRow, numsim.Inferred, "that server had neither; with the others that may be missing"},
		{"the timestamp's form", parameterRow, numsim.Inferred, "form before content"},
		{"the code", "400101", numsim.ThirdParty, server + ": before the addresses"},
		{"the pwd", rejectedRow, numsim.Inferred, "with the account it belongs to"},
		{"the token", rejectedRow, numsim.Inferred, "with the other secret"},
		{"the timestamp's age", rejectedRow, numsim.Inferred, "after the token that covers it"},
		{"the code's state", "403101", numsim.Inferred, "told to nobody without the secrets"},
		{"the account's standing", "400902", numsim.Inferred, "told to nobody without the secrets"},
		{"the caller's address", "400102", numsim.ThirdParty, server + ": after the account, before its quota"},
		{"how many numbers", parameterRow, numsim.Inferred, "parameters before business"},
		{"the form of the numbers", parameterRow, numsim.Inferred, "parameters before business; that server looked at each number by itself, last of all"},
		{"the numbers' endings", parameterRow, numsim.Inferred, "ours: magic endings"},
		{"the quota", "510101", numsim.ThirdParty, server + ": before detection"},
		{"the balance", "500005", numsim.Inferred, "a quota is what is sold; money comes after it"},
	}
}
