// Package client owns the production clients for the providers. It is written
// against the real services and imports only the standard library: it knows
// numsim's simulator no better than any other host on the network.
//
// Today it signs Alibaba Cloud requests of the RPC style:
//
//   - V1, HMAC-SHA1, signature version 1.0, after the provider's "Request syntax
//     and signature method V2 for RPC APIs". The page counts the request syntax,
//     the wire counts the signature; this package speaks of the wire.
//   - V3, ACS3-HMAC-SHA256, after "Request syntax and signature method V3".
package client
