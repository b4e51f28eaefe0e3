// Package client owns the production clients for the providers. It is written
// against the real services and imports the root's nouns, x/time/rate and the
// standard library: it knows numsim's simulator no better than any other host
// on the network.
//
// Aliyun, Ksyun and Ywjisu make calls: they sign (see the signers below), send,
// read what providers really send, and say of every failure what it was, whether
// it was charged, and whether a retry can help (Error). Options are common to
// all. A call is made again only if that can change the answer and surely costs
// nothing, unless the options say otherwise (Retry). Checker asks several of them
// about many numbers.
//
// How a call goes is in call.go and attempt.go; a provider's file has only its
// wire.
//
// AliyunSigner signs Alibaba Cloud requests of the RPC style:
//
//   - V1, HMAC-SHA1, signature version 1.0, after the provider's "Request syntax
//     and signature method V2 for RPC APIs". The page counts the request syntax,
//     the wire counts the signature; this package speaks of the wire.
//   - V3, ACS3-HMAC-SHA256, after "Request syntax and signature method V3".
//
// KsyunSigner signs requests to Kingsoft Cloud's 号码百科 (cpn, version 2019-05-01):
//
//   - V1, HMAC-SHA256, signature version 1.0, after the section 签名机制 of the
//     provider's undated document on 号码百科.
//   - AWS4, AWS4-HMAC-SHA256, after the provider's pages on its OpenAPI gateway.
//     The document on 号码百科 does not mention it; that cpn takes it is inferred
//     from the gateway.
//
// YwjisuSigner makes requests after 码号状态极速检测 API 接口规范, undated. Their token
// is MD5 over the account, the private key and the time; password and numbers are
// protected by TLS alone.
package client
