// Package aliyun is Alibaba Cloud's number service (dytnsapi, 号码百科) on the
// wire: DescribePhoneNumberStatus as the document of 2020-09-23 describes it,
// behind the RPC gateway its SDKs expect.
//
// It owns the envelope, both signature schemes, the error catalogue and the
// bytes of every answer. Where documents contradict themselves each reading is
// a switch (switches.go), and docs/fidelity/aliyun.md grades every fact.
// Fidelity ends at: bearer tokens and ACS3-RSA-SHA256, which no client of this
// API uses; the ETag header, whose making is unknown; and the headers of the
// gateway before 2022.
//
// Read provider.go first, then wire.go, verify.go, answers.go and errors.go.
// It imports the root, sim, sim/numbering and, for the Account value only,
// sim/ledger.
package aliyun
