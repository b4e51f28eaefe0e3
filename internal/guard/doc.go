// Package guard owns what keeps a live run from harm: a Session is the only
// way out, and every request that leaves passes all of its guards first. They
// are enforced in the transport, so that no case and no client can go around
// them:
//
//   - consent: charges are accepted explicitly, and destructive cases never go out;
//   - credentials come from the provider's own environment variables, are not a
//     simulator's, and stand in none of the files given;
//   - the provider's real host, TLS with verification, no proxy, no redirect;
//   - only numbers of the allow-list, read off the bytes that are about to leave;
//   - the worst case is paid for in a ledger on disk before the request is sent;
//   - twenty calls, one a second, and a deadline.
//
// What a guard refuses is a *Refusal, whose Code is the exit code of a command.
// The spending caps are worst case: the ledger never takes anything back.
//
// It imports the root, client for its Secret, and internal/wire. Read session.go
// first, then transport.go and ledger.go.
package guard
