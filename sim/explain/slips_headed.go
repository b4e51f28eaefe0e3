package explain

import (
	"cmp"
	"net"
	"slices"
	"strings"
	"time"
)

func (h *Headed) slips() []slip {
	list := h.commonSecretSlips()
	list = append(list, one(said("secret-ampersand", "the secret was used with a trailing &, which is the older scheme's", "密钥后面多加了 &（那是旧版签名的做法）"), inSuffix, func(p *plan) { p.suffix = "&" }))
	if h.Scope != nil {
		list = append(list, deriveSlips()...)
		list = append(list, h.scopeSlips()...)
	}
	list = append(list, h.payloadSlips()...)
	list = append(list, h.hostSlips()...)
	list = append(list, methodSlips(h.Method)...)
	list = append(list, h.querySlips()...)
	list = append(list, escapeSlips(false)...)
	list = append(list, orderSlips()...)
	list = append(list, h.headerSlips()...)
	list = append(list, h.textSlips()...)
	list = append(list, stampSlips(cmp.Or(h.Stamp, strings.Join(h.Header(h.StampHeader), ",")), h.setStamp)...)
	return append(list, modeSlips()...)
}

// setStamp signs another time, wherever the time is signed.
func (h *Headed) setStamp(p *plan, text string) {
	p.stamp = text
	p.lines = slices.Clone(p.lines)
	for i := range p.lines {
		if strings.EqualFold(p.lines[i].Name, h.StampHeader) {
			p.lines[i].Value = text
		}
	}
}

func deriveSlips() []slip {
	how := func(d derive) func(*plan) { return func(p *plan) { p.derive = d } }
	return []slip{
		one(said("key-raw", "the secret itself was used where the key derived from it belongs", "直接用了密钥，没有先派生签名密钥"), inKey, how(rawSecret)),
		one(said("key-prefix", "AWS4 was left out before the secret when the key was derived", "派生签名密钥时，密钥前面漏了 AWS4"), inKey, how(noPrefix)),
		rare(said("key-hex", "the key was derived through hexadecimal texts, not through bytes", "派生签名密钥时，每一步用了十六进制文本而不是字节"), inKey, how(inHex)),
		rare(said("key-short", "the key was derived through fewer steps than date, region, service and aws4_request", "派生签名密钥时少了步骤（日期、地域、服务、aws4_request）"), inKey, how(noLast), how(dayOnly)),
		rare(said("key-order", "the key was derived with service and region in each other's place", "派生签名密钥时地域和服务的顺序反了"), inKey, how(otherOrder)),
		rare(said("key-aliyun", "the key was derived as Alibaba Cloud's V4 does", "签名密钥是按阿里云 V4 的方式派生的"), inKey, how(aliyunOrder)),
	}
}

// scopeSlips: the scope of the Credential is one thing, and what the key was
// derived for or the string to sign says may be another.
func (h *Headed) scopeSlips() []slip {
	var regions, services, days []func(*plan)
	set := func(s Scope) []func(*plan) {
		return []func(*plan){
			func(p *plan) { p.keyed = &s },
			func(p *plan) { p.scope, p.keyed = &s, &s },
			func(p *plan) { p.scope = &s },
		}
	}
	for _, r := range []string{"cn-beijing-6", "cn-shanghai-2", "cn-guangzhou-1", "cn-beijing", "cn-hongkong-2", "cn-hangzhou", "us-east-1", ""} {
		s := *h.Scope
		s.Region = r
		regions = append(regions, set(s)...)
	}
	for _, v := range []string{"cpn", "ksms", "sms", "iam", "kec", "execute-api", "s3", ""} {
		s := *h.Scope
		s.Service = v
		services = append(services, set(s)...)
	}
	if at, err := time.Parse("20060102", h.Scope.Day); err == nil {
		for _, d := range []string{at.AddDate(0, 0, 1).Format("20060102"), at.AddDate(0, 0, -1).Format("20060102"), at.Format("2006-01-02"), h.Stamp} {
			s := *h.Scope
			s.Day = d
			days = append(days, set(s)...)
		}
	}
	return []slip{
		many(said("scope-region", "another region was signed than the Credential names", "签名用的地域和 Credential 里写的不一样"), inScope, regions),
		many(said("scope-service", "another service was signed than the Credential names", "签名用的服务名和 Credential 里写的不一样"), inScope, services),
		many(said("scope-day", "another day was signed than the Credential names: the local one, or one in another form", "签名用的日期和 Credential 里写的不一样：用了本地日期，或格式不同"), inScope, days),
		rare(said("scope-left-out", "the scope was left out of the string to sign", "待签名字符串里漏了 scope"), inScope, func(p *plan) { p.line = true }),
	}
}

func (h *Headed) payloadSlips() []slip {
	own := string(hashed(h.Hash, h.Body))
	use := func(text string) func(*plan) { return func(p *plan) { p.payload = text } }
	list := []slip{
		one(said("payload-empty", "the hash of an empty body was signed, and the body is not empty", "请求体不为空，签的却是空请求体的哈希"), inPayload, use(string(hashed(h.Hash, nil)))),
		one(said("payload-missing", "the body's hash was left out of the canonical request", "规范请求里漏了请求体的哈希"), inPayload, use("")),
		one(said("payload-unsigned", "UNSIGNED-PAYLOAD was signed in the place of the body's hash", "请求体哈希的位置签的是 UNSIGNED-PAYLOAD"), inPayload, use("UNSIGNED-PAYLOAD")),
		rare(said("payload-raw", "the body itself was signed in the place of its hash", "签的是请求体本身，而不是它的哈希"), inPayload, use(string(h.Body))),
		rare(said("payload-upper", "the body's hash was signed in upper case", "请求体的哈希写成了大写"), inPayload, use(strings.ToUpper(own))),
		rare(said("payload-newline", "a line's end was signed after the body's hash", "请求体哈希之后多了一个换行"), inPayload, use(own+"\n")),
	}
	if named := strings.Join(h.Header(h.HashHeader), ","); h.HashHeader != "" && named != "" {
		list = append([]slip{one(said("payload-header", "the hash that "+h.HashHeader+" names was signed, and it is not that of the body", "签的是 "+h.HashHeader+" 里的哈希，它和请求体不符"), inPayload, use(named))}, list...)
	}
	for _, other := range append(hashes(), SM3) {
		if other != h.Hash && (other != SM3 || strings.Contains(h.Algorithm, "ACS3")) {
			list = append(list, rare(said("payload-hash", "the body's hash was made with another algorithm than the signature's", "请求体的哈希用了和签名不同的算法"), inPayload, use(string(hashed(other, h.Body)))))
		}
	}
	return list
}

// hostSlips sign another name than the request was sent to.
func (h *Headed) hostSlips() []slip {
	set := func(host string) func(*plan) {
		return func(p *plan) {
			p.lines = slices.Clone(p.lines)
			for i := range p.lines {
				if p.lines[i].Name == "host" {
					p.lines[i].Value = host
				}
			}
		}
	}
	name, port := h.Host, ""
	if n, p, err := net.SplitHostPort(h.Host); err == nil {
		name, port = n, ":"+p
	}
	list := []slip{}
	if port != "" {
		list = append(list, one(said("host-no-port", "the host was signed without the port that the Host header has", "签名里的 host 没有带端口，而 Host 头里有"), inHost, set(name)))
	} else {
		list = append(list, one(said("host-port", "the host was signed with a port that the Host header has not", "签名里的 host 带了端口，而 Host 头里没有"), inHost, set(name+":80"), set(name+":443")))
	}
	var others []func(*plan)
	for _, other := range append([]string{"localhost", "127.0.0.1"}, h.Hosts...) {
		others = append(others, set(other), set(other+port), set("http://"+other+port))
	}
	return append(list, one(said("host-other", "another host was signed than the request was sent to", "签名里的 host 和请求实际发往的主机不一样"), inHost, append(others, set(""))...))
}

func (h *Headed) querySlips() []slip {
	list := []slip{
		one(said("query-missing", "the query was not signed", "没有签查询串"), inParameters, func(p *plan) { p.pairs = nil }),
		one(said("path-signed", "another path was signed than /", "签的路径不是 /"), inPath, func(p *plan) { p.path = "" }, func(p *plan) { p.path = h.Path }),
		rare(said("question-mark", "a ? or & stands before or after the parameters", "参数串前后多了 ? 或 &"), inFrame, func(p *plan) { p.before = "?" }, func(p *plan) { p.after = "&" }),
		rare(said("empty-bare", "parameters with an empty value were joined without their =", "值为空的参数没有带上 ="), inParameters, func(p *plan) { p.bare = true }),
		one(said("empty-dropped", "parameters with an empty value were left out", "漏掉了值为空的参数"), inParameters, func(p *plan) {
			p.pairs = slices.DeleteFunc(slices.Clone(p.pairs), func(p Pair) bool { return p.Value == "" })
		}),
		rare(said("values-trimmed", "values were signed without the spaces around them", "签名时去掉了参数值前后的空格"), inParameters, func(p *plan) { p.pairs = trimmed(p.pairs) }),
	}
	if len(h.Form) > 0 {
		list = append(list, one(said("body-in-query", "the parameters of the body were signed as if they were in the query", "把请求体里的参数当成查询参数签了"), inParameters,
			func(p *plan) { p.pairs = append(slices.Clone(p.pairs), h.Form...) }, func(p *plan) { p.pairs = h.Form }))
	}
	if h.Signature != "" {
		list = append(list, one(said("signature-signed", h.Signature+" was signed too", "把 "+h.Signature+" 自己也签进去了"), inSigned, func(p *plan) { p.pairs = with(p.pairs, h.Signature, "") }))
	}
	return append(list, leftOut(h.right().pairs, h.Shown)...)
}

func trimmed(pairs []Pair) (out []Pair) {
	for _, p := range pairs {
		out = append(out, Pair{p.Name, strings.TrimSpace(p.Value)})
	}
	return out
}

// textSlips are about the string to sign itself.
func (h *Headed) textSlips() []slip {
	list := []slip{
		one(said("canonical-signed", "the canonical request was signed itself, not the string to sign made of its hash", "直接对规范请求签名，没有先取哈希拼成待签名字符串"), inText, func(p *plan) { p.wide = true }),
		rare(said("canonical-upper", "the canonical request's hash is in upper case", "规范请求的哈希写成了大写"), inText, func(p *plan) { p.upper = true }),
		rare(said("lines-windows", "lines end with CR LF, as on Windows, where LF alone is wanted", "换行用了 Windows 的 CR LF，这里只要 LF"), inText, func(p *plan) { p.crlf = true }),
		rare(said("algorithm-left-out", "the algorithm's line was left out of the string to sign", "待签名字符串里漏了算法那一行"), inText, func(p *plan) { p.algorithm = "" }),
	}
	list = append(list, tailSlips()...)
	switch h.Hash {
	case SM3:
		list = append(list, h.otherAlgorithm(SHA256, "ACS3-HMAC-SHA256"))
	case SHA256:
		if h.Scope == nil {
			list = append(list, h.otherAlgorithm(SM3, "ACS3-HMAC-SM3"))
		}
	}
	return list
}

// otherAlgorithm signs by one algorithm and names the other.
func (h *Headed) otherAlgorithm(hash, name string) slip {
	all := func(p *plan) { p.hash, p.payload = hash, string(hashed(hash, h.Body)) }
	return one(said("algorithm", "it was made with "+hash+" and Authorization names "+h.Algorithm, "签名用的是 "+hash+"，而 Authorization 里写的是 "+h.Algorithm), inHash, all, func(p *plan) {
		all(p)
		p.algorithm = name
	})
}
