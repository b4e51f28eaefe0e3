package explain

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
)

// commonSecretSlips are about the secret's text.
func (q *Question) commonSecretSlips() []slip {
	own := q.Key.Secret
	use := func(secret string) func(*plan) { return func(p *plan) { p.secret = secret } }
	list := []slip{
		one(said("secret-space", "the secret has a space or a line's end around it, as files and environment variables bring along", "密钥前后多了空格或换行（从文件或环境变量里带来的）"), inSecret,
			use(own+"\n"), use(own+"\r"), use(own+" "), use(" "+own), use(own+"\r\n"), use(own+"\t"), use(" "+own+" "), use("\n"+own), use("\ufeff"+own),
			use(own+"\n\n"), use(own+"\u00a0"), use("\u00a0"+own), use(own+"\u200b"), use("\u200b"+own), use(own+"\u3000")),
		rare(said("secret-quotes", "the secret has quotes around it", "密钥两边多了引号"), inSecret, use(`"`+own+`"`), use("'"+own+"'"), use("`"+own+"`")),
		rare(said("secret-trimmed", "the spaces around the secret belong to it and were left out", "密钥本身前后有空格，却被去掉了"), inSecret, use(strings.TrimSpace(own))),
	}
	for _, k := range q.Known {
		list = append(list, one(said("secret-other", "the secret is "+k.Of.EN, "用的是"+k.Of.ZH), inSecret, use(k.Value)))
	}
	list = append(list,
		one(said("secret-is-id", "the key's id was used as the secret: id and secret are swapped", "把 AccessKey 的 ID 当成了密钥：两者写反了"), inSecret, use(q.Key.ID)),
		one(said("secret-empty", "the secret is empty", "密钥是空的"), inSecret, use("")),
		rare(said("secret-case", "the secret is in lower or upper case throughout", "密钥被整个转成了小写或大写"), inSecret, use(strings.ToLower(own)), use(strings.ToUpper(own))))
	if own != "" {
		list = append(list, rare(said("secret-coded", "the secret was encoded or decoded before it was used", "使用前对密钥做了编码或解码"), inSecret, q.codedSecrets(use)...))
	}
	if q.Key.Password != "" {
		list = append(list, one(said("secret-password", "the password was used in the place of the private key", "把密码当成了私钥"), inSecret, use(q.Key.Password)))
	}
	return list
}

func (q *Question) codedSecrets(use func(string) func(*plan)) []func(*plan) {
	own := q.Key.Secret
	ways := []func(*plan){use(base64.StdEncoding.EncodeToString([]byte(own))), use(hex.EncodeToString([]byte(own))), use(url.QueryEscape(own))}
	if d, err := base64.StdEncoding.DecodeString(own); err == nil {
		ways = append(ways, use(string(d)))
	}
	if d, err := hex.DecodeString(own); err == nil {
		ways = append(ways, use(string(d)))
	}
	return ways
}

// escapeSlips are about percent-encoding. Where the joined parameters are
// escaped once more, people do so with the same function, or with the right one.
func escapeSlips(again bool) (list []slip) {
	for _, s := range []struct {
		m    *Mistake
		e    escape
		rare bool
	}{
		{said("escape-plus", "a space was encoded as + where %20 is wanted", "空格编码成了 +，这里要的是 %20"), escape{plus: true}, false},
		{said("escape-star", "* was left as it is where %2A is wanted", "* 没有编码，这里要的是 %2A"), escape{keep: "*"}, false},
		{said("escape-tilde", "~ was encoded as %7E where it stays as it is", "~ 编码成了 %7E，这里应当保持不变"), escape{also: "~"}, false},
		{said("escape-form", "the encoding is that of HTML forms: + for a space, * as it is, %7E for ~", "用了 HTML 表单的编码：空格变 +，* 不编码，~ 变 %7E"), escape{plus: true, keep: "*", also: "~"}, false},
		{said("escape-form", "the encoding is that of HTML forms: + for a space, %7E for ~", "用了 HTML 表单的编码：空格变 +，~ 变 %7E"), escape{plus: true, also: "~"}, false},
		{said("escape-form", "the encoding is that of HTML forms: + for a space, * as it is", "用了 HTML 表单的编码：空格变 +，* 不编码"), escape{plus: true, keep: "*"}, false},
		{said("escape-slash", "/ was left as it is where %2F is wanted, as Python's quote does", "/ 没有编码，这里要的是 %2F（Python 的 quote 默认如此）"), escape{keep: "/"}, true},
		{said("escape-component", "!'()* were left as they are, as encodeURIComponent does", "!'()* 没有编码（encodeURIComponent 就是这样）"), escape{keep: "!'()*"}, true},
		{said("escape-colon", "the : of the time was left as it is where %3A is wanted", "时间里的 : 没有编码，这里要的是 %3A"), escape{keep: ":"}, true},
		{said("escape-comma", "the comma between numbers was left as it is where %2C is wanted", "号码之间的逗号没有编码，这里要的是 %2C"), escape{keep: ","}, true},
		{said("escape-uri", "reserved characters were left as they are, as encodeURI does", "保留字符没有编码（encodeURI 就是这样）"), escape{keep: ";,/?:@&=+$#!'()*"}, true},
		{said("escape-lower", "escapes are in lower case, as %3a, where upper case is wanted", "转义写成了小写（如 %3a），这里要大写"), escape{lower: true}, false},
		{said("escape-twice", "names and values were percent-encoded twice", "参数名和值被百分号编码了两次"), escape{twice: true}, false},
		{said("escape-none", "names and values were not percent-encoded", "参数名和值没有做百分号编码"), escape{none: true}, false},
	} {
		ways := []func(*plan){func(p *plan) { p.escape = s.e }}
		if again && !s.e.none && !s.e.twice {
			ways = append(ways, func(p *plan) { p.escape, p.inner = s.e, true })
			if s.e.lower || s.e.stays('/') {
				ways = append(ways, func(p *plan) { p.escape, p.typed = s.e, true })
			}
		}
		add := one
		if s.rare {
			add = rare
		}
		list = append(list, add(s.m, inEscape, ways...))
	}
	return list
}

func orderSlips() []slip {
	by := func(o order) func(*plan) { return func(p *plan) { p.order = o } }
	return []slip{
		one(said("order-sent", "the parameters were not sorted but joined as they were sent", "参数没有排序，按发送的顺序拼的"), inOrder, by(unsorted)),
		one(said("order-case", "the parameters were sorted without regard to case; capitals come before small letters", "参数排序时没有区分大小写；应当按字节序，大写在小写之前"), inOrder, by(folded)),
		rare(said("order-reversed", "the parameters were sorted from Z to A", "参数排成了从 Z 到 A"), inOrder, by(reversed)),
		rare(said("order-value", "the parameters were sorted by their values", "参数按值排序了"), inOrder, by(byValue)),
	}
}

// leftOut tries each parameter without it, in case it was added after signing.
func leftOut(pairs []Pair, shown []string) (list []slip) {
	for i, pair := range pairs {
		if i == 32 {
			break
		}
		way := func(p *plan) { p.pairs = without(p.pairs, pair.Name) }
		m := said("left-out", "a parameter was left out", "漏签了一个参数")
		switch {
		case pair.Name == "SecurityToken" || pair.Name == "X-Amz-Security-Token":
			m = said("token-left-out", "the security token was left out", "漏签了 "+pair.Name)
		case slices.Contains(shown, pair.Name):
			m = said("left-out", "the parameter "+pair.Name+" was left out", "漏签了参数 "+pair.Name)
		}
		list = append(list, many(m, inParameters, []func(*plan){way}))
	}
	return list
}

func methodSlips(method string) []slip {
	var ways []func(*plan)
	for _, other := range []string{"GET", "POST", "PUT"} {
		if other != method {
			ways = append(ways, func(p *plan) { p.method = other })
		}
	}
	return []slip{
		one(said("method", "another HTTP method was signed than the request has", "签的 HTTP 方法和实际发送的不一样"), inMethod, ways...),
		rare(said("method-case", "the HTTP method was signed in small letters", "签名里的 HTTP 方法写成了小写"), inMethod,
			func(p *plan) { p.method = strings.ToLower(method) }, func(p *plan) { p.method = method[:min(1, len(method))] + strings.ToLower(method[min(1, len(method)):]) }),
	}
}

// tailSlips: a shell's echo adds a line's end to what is piped into the hash.
func tailSlips() []slip {
	tail := func(text string) func(*plan) { return func(p *plan) { p.tail = text } }
	m := said("text-line", "a line's end was signed behind the text, as echo adds one", "把末尾的换行也签进去了（echo 会多带一个换行）")
	return []slip{one(m, inTail, tail("\n")), rare(m, inTail, tail("\r\n"))}
}

func modeSlips() []slip {
	how := func(m mode) func(*plan) { return func(p *plan) { p.mode = m } }
	return []slip{
		one(said("hmac-swapped", "key and text of the HMAC are swapped", "HMAC 的密钥和内容传反了"), inMode, how(swapped)),
		many(said("not-hmac", "it is a plain hash and no HMAC", "做的是普通哈希，不是 HMAC"), inMode, []func(*plan){how(plain), how(before), how(behind)}),
	}
}
