package guard

import (
	"strings"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/wire"
)

// variable is where one credential comes from.
type variable struct {
	name     string
	optional bool
	put      func(*wire.Keys, string)
}

func variables(provider string) []variable {
	id := func(k *wire.Keys, v string) { k.ID = v }
	secret := func(k *wire.Keys, v string) { k.Secret = client.Secret(v) }
	switch provider {
	case "aliyun":
		return []variable{
			{"ALIBABA_CLOUD_ACCESS_KEY_ID", false, id}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", false, secret},
			{"ALIBABA_CLOUD_SECURITY_TOKEN", true, func(k *wire.Keys, v string) { k.Token = client.Secret(v) }},
			{"ALIBABA_CLOUD_DYTNS_AUTH_CODE", true, func(k *wire.Keys, v string) { k.AuthCode = client.Secret(v) }},
		}
	case "ksyun":
		return []variable{{"KSYUN_ACCESS_KEY", false, id}, {"KSYUN_SECRET_KEY", false, secret}}
	case "ywjisu":
		return []variable{
			{"YWJISU_CODE", false, id}, {"YWJISU_PWD", false, func(k *wire.Keys, v string) { k.Password = client.Secret(v) }},
			{"YWJISU_KEY", false, secret},
		}
	}
	return nil
}

// FromEnvironment reads the credentials of one provider. There is no other
// place they may come from.
func FromEnvironment(provider string, getenv func(string) string) (wire.Keys, error) {
	var k wire.Keys
	list := variables(provider)
	if list == nil {
		return k, refuse(Credentials, "name aliyun, ksyun or ywjisu", "there is no provider of that name")
	}
	for _, v := range list {
		value := getenv(v.name)
		switch {
		case value == "" && v.optional:
			continue
		case value == "":
			return wire.Keys{}, refuse(Credentials, "export it; nothing else is read", "%s is not set", v.name)
		case simulators(value):
			return wire.Keys{}, refuse(Credentials, "export the real one; a simulator needs no live run", "%s is a simulator's credential", v.name)
		case len(value) < 4:
			return wire.Keys{}, refuse(Credentials, "see how it was exported", "%s is too short to be looked for in what is written down", v.name)
		}
		v.put(&k, value)
	}
	return k, nil
}

// simulators reports whether a credential is one of a simulator's ready-made
// ones, of the default tenant or of another.
func simulators(value string) bool {
	value = strings.ToLower(value)
	return strings.HasPrefix(value, "numsim") || strings.Contains(value, ".numsim")
}
