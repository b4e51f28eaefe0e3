// Package probe owns the guided run for a client that cannot be started from
// here: it says what to do, module by module, watches the wire while somebody
// does it, and judges what it saw.
//
//	session := probe.Session{Provider: "aliyun", Modules: modules, Control: url, Person: person}
//	err := session.Run(ctx, report)
//
// A module is a rule about the client's side of a provider's interface. Each has
// a tenant of its own at a simulator, made by the control port, and so keys of its
// own; a front passes bytes on to the simulator unchanged and keeps them. Read
// module.go first, then session.go and front.go; the modules are in the files
// named after the providers, and what they look for in the judge files.
//
// Who talks to the person, reads the clock and waits is given: tests bring a
// client of their own and never wait. It imports the root, conformance for its
// results, contracts for their parts, and ctl. It dials in front.go alone, and
// only where the control port says that the provider answers.
package probe
