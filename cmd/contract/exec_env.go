package main

import (
	"slices"
	"strings"

	"github.com/numsim/numsim/internal/builtin"
)

// environment is what the command gets; docs/exec.md has the table.
type environment struct {
	list    []string
	urls    []string // the variables with the providers' base URLs
	proxies []string // variables that name a proxy for http
}

// foreign begin the variables that are left out: real keys, and settings of
// another simulator.
func foreign() []string {
	return []string{"ALIBABA_CLOUD_", "ALICLOUD_", "KSYUN_", "YWJISU_", "NUMSIM_ALIYUN", "NUMSIM_KSYUN", "NUMSIM_YWJISU", "NUMSIM_CONTROL", "NUMSIM_TENANT"}
}

// here are the names that no proxy is to be asked for.
func here() []string { return []string{"127.0.0.1", "localhost", "::1"} }

func newEnvironment(s *builtin.Stage, given []string) (*environment, error) {
	e := &environment{}
	for _, one := range given {
		name, value, _ := strings.Cut(one, "=")
		switch {
		case slices.ContainsFunc(foreign(), func(begins string) bool { return strings.HasPrefix(name, begins) }):
			continue
		case strings.EqualFold(name, "NO_PROXY"):
			continue
		case value != "" && (strings.EqualFold(name, "HTTP_PROXY") || strings.EqualFold(name, "ALL_PROXY")):
			e.proxies = append(e.proxies, name)
		}
		e.list = append(e.list, one)
	}
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		e.add(name, noProxy(given, name))
	}
	e.add("NUMSIM_CONTROL_URL", s.Control())
	e.add("NUMSIM_CONTROL", s.Control())
	e.add("NUMSIM_SCENARIO_NAME", s.Name())
	list, err := s.Providers()
	for _, p := range list {
		e.provider(p)
	}
	return e, err
}

// noProxy extends what is there; in one spelling only, it counts for both.
func noProxy(given []string, name string) string {
	var list []string
	for _, spelling := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
		for _, one := range given {
			if value, ok := strings.CutPrefix(one, spelling+"="); ok && value != "" && len(list) == 0 {
				list = append(list, value)
			}
		}
	}
	return strings.Join(append(list, here()...), ",")
}

func (e *environment) add(name, value string) { e.list = append(e.list, name+"="+value) }

// provider adds where a provider answers, with keys under our names and under
// those that the provider's own tools read.
func (e *environment) provider(p builtin.Where) {
	ours := "NUMSIM_" + strings.ToUpper(p.Provider) + "_"
	e.urls = append(e.urls, ours+"URL")
	e.add(ours+"URL", p.URL)
	e.add(ours+"HOST", strings.TrimPrefix(p.URL, "http://"))
	for _, v := range keyNames()[p.Provider] {
		value := map[part]string{id: p.Key.ID, secret: p.Key.Secret, password: p.Key.Password}[v.part]
		e.add(ours+v.ours, value)
		e.add(v.theirs, value)
	}
}

// part is one of a credential's.
type part uint8

const (
	id part = iota
	secret
	password
)

// keyName is what a part of a credential is called: behind NUMSIM_PROVIDER_,
// and in the provider's own tools or, where it has none, in contract run --live.
type keyName struct {
	part         part
	ours, theirs string
}

func keyNames() map[string][]keyName {
	return map[string][]keyName{
		"aliyun": {{id, "ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_ID"}, {secret, "ACCESS_KEY_SECRET", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"}},
		"ksyun":  {{id, "ACCESS_KEY", "KSYUN_ACCESS_KEY"}, {secret, "SECRET_KEY", "KSYUN_SECRET_KEY"}},
		"ywjisu": {{id, "CODE", "YWJISU_CODE"}, {password, "PWD", "YWJISU_PWD"}, {secret, "KEY", "YWJISU_KEY"}},
	}
}
