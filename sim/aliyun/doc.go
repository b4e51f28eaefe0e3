// Package aliyun is Alibaba Cloud's number service (dytnsapi, 号码百科) on the
// wire, behind the RPC gateway its SDKs expect: DescribePhoneNumberStatus as the
// document of 2020-09-23 describes it (profile 2020), as help 167496 did about
// 2021 and the page's revision of 2022-02-10, and the PhoneNumberStatusFor
// operations that replaced it (profile today).
//
// It owns the envelope, both signature schemes, the error catalogue and the
// bytes of every answer. Where documents contradict themselves each reading is
// a switch (switches.go), and docs/fidelity/aliyun.md grades every fact.
// Fidelity ends at: bearer tokens and ACS3-RSA-SHA256, which no client of this
// API uses; the ETag header, whose making is unknown; the headers of the
// gateway before 2022; the other sibling operations; and numbers sent as hashes,
// of which only those a test would use can be told.
//
// Read provider.go first, then generations.go, wire.go (acs3.go for the newer
// signature), verify.go, answers.go (body.go, envelope.go) and errors.go.
// It imports the root, sim, sim/explain, sim/numbering and, for the Account
// value only, sim/ledger.
package aliyun
