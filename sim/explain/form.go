package explain

import "slices"

// Form is a signature over sorted parameters, and maybe the method and path
// before them: Alibaba Cloud's RPC scheme and Kingsoft Cloud's simplified one.
type Form struct {
	Question
	Method, Path string
	Host         string
	Query, Body  []Pair // decoded, in the order they came
	BodyOnly     bool   // the parameters of the query are not signed
	Signature    string // the parameter that is not signed
	Stamp        string // the parameter that has the time
	Enclosed     bool   // METHOD&%2F& and the parameters, escaped once more, are signed
	Suffix       string // of the secret
}

// frame is what is put around the parameters.
type frame uint8

const (
	asScheme frame = iota
	bareParameters
	enclosedAll
	noPath
	rawPath
	rawParameters
	rawBoth
	inLines
	withHost
)

// Explain implements Asker.
func (f *Form) Explain() *Finding { return solve(f) }

func (f *Form) question() *Question { return &f.Question }

func (f *Form) right() plan {
	return plan{
		pairs: without(f.all(), f.Signature), method: f.Method, path: "/",
		secret: f.Key.Secret, suffix: f.Suffix, hash: f.Hash,
	}
}

// all are the parameters that are signed, and the signature.
func (f *Form) all() []Pair {
	if f.BodyOnly {
		return f.Body
	}
	return append(slices.Clone(f.Query), f.Body...)
}

func (f *Form) key(p *plan) []byte { return []byte(p.secret + p.suffix) }

func (f *Form) strings(p *plan) (toSign, canonical []byte) {
	return append(f.text(p), p.tail...), nil
}

func (f *Form) text(p *plan) []byte {
	joined, outer := p.joined(), p.escape
	if p.inner || outer.none || outer.twice {
		outer = escape{}
	}
	how := p.frame
	if how == asScheme {
		how = bareParameters
		if f.Enclosed {
			how = enclosedAll
		}
	}
	switch how {
	case bareParameters:
		return joined
	case inLines:
		return append([]byte(p.method+"\n"+p.path+"\n"), joined...)
	case withHost:
		return append([]byte(p.method+f.Host+p.path+"?"), joined...)
	}
	b := append(append(make([]byte, 0, 2*len(joined)), p.method...), '&')
	if how == rawPath || how == rawBoth {
		b = append(append(b, p.path...), '&')
	} else if how != noPath {
		path := outer
		if p.typed {
			path = escape{}
		}
		b = append(path.append(b, p.path), '&')
	}
	if how == rawParameters || how == rawBoth {
		return append(b, joined...)
	}
	return outer.append(b, string(joined))
}

func (f *Form) slips() []slip {
	list := f.commonSecretSlips()
	if f.Suffix != "" {
		list = slices.Insert(list, 0,
			one(said("secret-no-ampersand", "the secret was used without its trailing &", "密钥后面没有加 &"), inSuffix, func(p *plan) { p.suffix = "" }))
	} else {
		list = append(list,
			one(said("secret-ampersand", "the secret was used with a trailing &, which is Alibaba Cloud's", "密钥后面多加了 &（那是阿里云的做法）"), inSuffix, func(p *plan) { p.suffix = "&" }))
	}
	list = append(list, escapeSlips(f.Enclosed)...)
	list = append(list, orderSlips()...)
	list = append(list, f.parameterSlips()...)
	list = append(list, f.frameSlips()...)
	list = append(list, tailSlips()...)
	list = append(list, stampSlips(f.stampText(), func(p *plan, text string) { p.pairs = with(p.pairs, f.Stamp, text) })...)
	return append(list, modeSlips()...)
}

func (f *Form) stampText() string {
	text, _ := valueOf(f.all(), f.Stamp)
	return text
}

// parameterSlips are about which parameters are signed.
func (f *Form) parameterSlips() []slip {
	query, body := without(f.Query, f.Signature), without(f.Body, f.Signature)
	list := []slip{
		one(said("empty-dropped", "parameters with an empty value were left out", "漏掉了值为空的参数"), inParameters, func(p *plan) {
			p.pairs = slices.DeleteFunc(slices.Clone(p.pairs), func(p Pair) bool { return p.Value == "" })
		}),
		rare(said("empty-bare", "parameters with an empty value were joined without their =", "值为空的参数没有带上 ="), inParameters, func(p *plan) { p.bare = true }),
		one(said("signature-signed", "Signature was signed too", "把 Signature 自己也签进去了"), inSigned,
			func(p *plan) { p.pairs = with(p.pairs, f.Signature, "") },
			func(p *plan) { p.pairs = with(p.pairs, f.Signature, f.first()) },
		),
	}
	if len(query) > 0 && f.BodyOnly {
		list = append(list, one(said("query-too", "the parameters of the query were signed too; those of the body alone are", "把查询串里的参数也签进去了，这里只签请求体里的"), inParameters,
			func(p *plan) { p.pairs = append(slices.Clone(query), body...) }))
	}
	if len(query) > 0 && (len(body) > 0 || f.BodyOnly) {
		list = append(list,
			one(said("query-only", "only the parameters of the query were signed, and not those of the body", "只签了查询串里的参数，没有签请求体里的"), inParameters, func(p *plan) { p.pairs = query }),
			one(said("body-only", "only the parameters of the body were signed, and not those of the query", "只签了请求体里的参数，没有签查询串里的"), inParameters, func(p *plan) { p.pairs = body }))
	}
	list = append(list,
		rare(said("values-trimmed", "values were signed without the spaces around them", "签名时去掉了参数值前后的空格"), inParameters, func(p *plan) { p.pairs = trimmed(p.pairs) }))
	return append(list, leftOut(f.right().pairs, f.Shown)...)
}

// first is the signature that a client has put among the parameters before it
// signs again.
func (f *Form) first() string {
	p := f.right()
	text, _ := f.strings(&p)
	var d digester
	return encode(d.digest(keyed, f.Hash, f.key(&p), text), f.Coding)
}

// frameSlips are about what stands around the parameters.
func (f *Form) frameSlips() []slip {
	list := methodSlips(f.Method)
	if !f.Enclosed {
		return append(list,
			one(said("path-signed", "the method and the path were signed too; here the parameters alone are", "把请求方法和路径也签进去了，这里只签参数"), inFrame,
				func(p *plan) { p.frame = enclosedAll }, func(p *plan) { p.frame = inLines }, func(p *plan) { p.frame = withHost }, func(p *plan) { p.frame = noPath }),
			rare(said("question-mark", "a ? or & stands before or after the parameters", "参数串前后多了 ? 或 &"), inFrame,
				func(p *plan) { p.before = "?" }, func(p *plan) { p.after = "&" }, func(p *plan) { p.before = "&" }))
	}
	return append(list,
		one(said("frame-none", "the parameters alone were signed, without the method and the path before them", "只签了参数串，前面没有加请求方法和路径"), inFrame, func(p *plan) { p.frame = bareParameters }),
		rare(said("frame-no-path", "%2F was left out between the method and the parameters", "请求方法和参数之间漏了 %2F"), inFrame, func(p *plan) { p.frame = noPath }),
		rare(said("frame-raw-path", "the path was signed as / where %2F is wanted", "路径写成了 /，这里要写成 %2F"), inFrame, func(p *plan) { p.frame = rawPath }),
		one(said("frame-raw-parameters", "the joined parameters were not percent-encoded as a whole", "拼好的参数串没有再整体编码一次"), inFrame, func(p *plan) { p.frame = rawParameters }, func(p *plan) { p.frame = rawBoth }),
		rare(said("question-mark", "a ? or & stands before or after the parameters", "参数串前后多了 ? 或 &"), inFrame,
			func(p *plan) { p.before = "?" }, func(p *plan) { p.after = "&" }, func(p *plan) { p.before = "&" }),
		one(said("path-signed", "the path of the URL was signed where / alone is", "签的是 URL 的实际路径，这里固定签 /"), inPath,
			func(p *plan) { p.path = f.Path }, func(p *plan) { p.path = "" }))
}
