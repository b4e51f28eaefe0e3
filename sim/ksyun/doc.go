// Package ksyun is Kingsoft Cloud's number service (cpn, 号码百科) on the wire,
// behind the Ksyun OpenAPI gateway: BatchPhoneNumberStatus, PhoneNumberStatus
// and IsmsPhoneNumberStatus as the provider's document of API version
// 2019-05-01 describes them (profile 2019).
//
// It owns the envelopes of gateway and service, both signature schemes (the
// simplified one and AWS4-HMAC-SHA256), the error catalogue, the places of the
// international query and the bytes of every answer. Where the document
// contradicts itself each reading is a switch (switches.go), and
// docs/fidelity/ksyun.md grades every fact. Fidelity ends at: XML, which this
// service does not answer in; prices and limits, which no document states; the
// response headers of the gateway; and the carriers listed for Indonesia, India
// and Viet Nam, which are data here (places.go) that no call depends on yet.
//
// Read provider.go first, then operations.go, wire.go (aws4.go for the newer
// signature), verify.go, mobiles.go, answers.go (body.go) and errors.go.
// It imports the root, sim, sim/explain, sim/numbering and, for the Account
// value only, sim/ledger.
package ksyun
