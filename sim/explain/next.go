package explain

// compareNext is what is left to look at, the likeliest first.
func (x *search) compareNext() (list []Text) {
	if len(x.readings) == 0 || !x.anySize() {
		list = append(list, Text{"the value itself: it has not the length of any signature of this scheme, so it was cut or is none", "先看签名值本身：它的长度不对，被截断了，或者根本不是签名"})
	}
	switch x.scheme.(type) {
	case *Token:
		return append(list,
			Text{"the private key, which is neither the pwd nor the code", "私钥：它既不是 pwd，也不是 code"},
			Text{"the text that was hashed, just before it is hashed, with the one shown", "哈希之前的那段文本，和这里给出的比一比"})
	case *Headed:
		list = append(list,
			Text{"your canonical request with the one shown, line by line: method, path, query, each header, their list, the body's hash", "把你的规范请求和这里给出的逐行比较：方法、路径、查询串、每个头、SignedHeaders、请求体哈希"},
			Text{"your string to sign with the one shown", "你的待签名字符串和这里给出的"})
	default:
		list = append(list, Text{"your string to sign with the one shown, from its first difference on", "把你的待签名字符串和这里给出的比较，从第一处不同看起"})
	}
	return append(list,
		Text{"the secret, if both strings are the same: another key's, an old one, or one that was cut", "如果两边的字符串完全一样，就看密钥：可能是别的账号的、旧的，或者不完整"},
		Text{"what changes a request after it was signed: a proxy, a retry, an HTTP library", "签名之后有没有东西改过请求：代理、重试、HTTP 库"})
}

// anySize is whether the value, read rightly, is as long as the scheme's digest.
func (x *search) anySize() bool {
	for _, r := range x.readings {
		if r.mistake == nil && len(r.digest) == size(x.q.Hash) {
			return true
		}
	}
	return false
}
