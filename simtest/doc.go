// Package simtest runs a simulator inside a Go test, as httptest runs a server.
//
//	sim := simtest.Start(t, simtest.Options{Scenario: "first-try-fails"})
//	c, err := client.NewAliyun(client.AliyunConfig{
//		Signer:  client.AliyunSigner{AccessKeyID: sim.Aliyun().ID, AccessKeySecret: client.Secret(sim.Aliyun().Secret)},
//		Options: client.Options{BaseURL: sim.Aliyun().URL},
//	})
//
// Each Start is a tenant of its own: money, clock, counters and journal are
// nobody else's, so tests run in parallel. All of a test binary share one
// simulator, which is made when the first asks for it and listens when the first
// asks for a URL; that is the one piece of package-level state in this project.
// A test in memory has a simulator of its own. HTTPClient needs no port: it runs
// the exchange on the goroutine that asks, so that it works inside a
// testing/synctest bubble and leaves no goroutine behind.
//
// The page docs/testing-in-go.md begins with a first test and a first failure.
//
// It imports sim/serve and what that hands out. Nothing but tests imports it.
package simtest
