package ywjisu

import (
	"fmt"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// profile2019 is the only document. It bears no date; the timestamps in its
// code samples are of 2019-05-09, and nothing else in it can be dated.
const profile2019 = "2019"

const laterSuccess = "200000"

// reading is the profile with its switches, ready for the request path.
type reading struct {
	words            [numsim.ProbeFailed + 1]byte
	carriers         [numsim.ChinaBroadnet + 1]string
	successCode      string
	successText      string
	noResult         string // what stands for resultObj in a refusal
	unknownCode      string
	stale            string // the row of a timestamp outside the window
	lostStatus       int    // HTTP status of a path where nothing is served
	anyMethod        bool
	needSSL          bool
	lowerCaseOnly    bool
	malformedAlone   bool
	unassignedVacant bool
	merged           bool
	escaped          bool
	timeText         bool
	unseenDated      bool
}

// switches lists every place where the document contradicts itself or is
// silent, the default first.
func switches() []sim.Switch {
	return []sim.Switch{
		{Name: "success", Values: []string{"000000", laterSuccess}, About: "the code of success: 000000 with 成功 (the sample) or 200000 with 请求成功 (the table)", Grade: numsim.Documented},
		{Name: "error-result", Values: []string{"null", "absent", "empty"}, About: "resultObj of a refusal: null (the server source of 2017), no such member, or []", Grade: numsim.ThirdParty},
		{Name: "unknown-code", Values: []string{"400101", "400901"}, About: "the row an unknown code meets: 商户信息不存在 or 账户信息不存在", Grade: numsim.Inferred, Early: true},
		{Name: "stale", Values: []string{"403000", "400001"}, About: "the row a timestamp outside the window meets: the caller could not be verified, or a parameter is wrong", Grade: numsim.Inferred},
		{Name: "method", Values: []string{"post", "any"}, About: "GET is refused with 400001 (the document has POST), or served with its parameters in the query", Grade: numsim.Inferred, Early: true},
		{Name: "ssl", Values: []string{"optional", "required"}, About: "plain HTTP is served, or refused with 400001 because the document asks for HTTPS", Grade: numsim.Inferred, Early: true},
		{Name: "path-status", Values: []string{"404", "200"}, About: "HTTP status of the refusal at a path where nothing is served", Grade: numsim.Inferred, Early: true},
		{Name: "token-case", Values: []string{"any", "lower"}, About: "the token's hexadecimal digits: in either case, or in lower case as the samples have them", Grade: numsim.Inferred},
		{Name: "malformed", Values: []string{"refuse", "number"}, About: "a number that is not eleven digits beginning with 1: the call is refused with 400001, or that number alone is answered as vacant and free (the server source of 2017, of what is not eleven digits)", Grade: numsim.Inferred},
		{Name: "unassigned", Values: []string{"unlisted", "vacant"}, About: "a number in no segment: status 3 and free (库无: perhaps mistyped), or status 0 and charged (the server source of 2017)", Grade: numsim.Inferred},
		{Name: "duplicates", Values: []string{"kept", "merged"}, About: "a number twice in one call: answered and charged as often as it stands there, or once", Grade: numsim.Inferred},
		{Name: "powered-off", Values: []string{"real", "risky"}, About: "a phone that is off: status 1, as the number is in use, or 5 (风险号: long switched off)", Grade: numsim.Inferred},
		{Name: "chinese", Values: []string{"raw", "escaped"}, About: "Chinese in the JSON: as it is (the sample), or as PHP's json_encode escapes it", Grade: numsim.Documented},
		{Name: "last-time", Values: []string{"number", "string"}, About: "lastTime: a number (the sample) or a string (later documents of the probable upstream)", Grade: numsim.Documented},
		{Name: "unseen-time", Values: []string{"null", "dated"}, About: "lastTime of statuses 3 and 4: null, as there is no report (the server source of 2017), or a time like the others", Grade: numsim.ThirdParty},
		{Name: "number-type", Values: []string{"network", "plain"}, About: "numberType: carrier and network (the sample) or the carrier alone (later documents of the probable upstream)", Grade: numsim.Documented},
	}
}

// Read implements sim.Provider.
func (p *Provider) Read(profile string, set map[string]string) (any, error) {
	if profile != profile2019 {
		return nil, fmt.Errorf("profile %q is not one of [%s]", profile, profile2019)
	}
	v, err := sim.Choose(switches(), set)
	if err != nil {
		return nil, err
	}
	r := &reading{
		words:            digits(),
		carriers:         networks(),
		successCode:      v["success"],
		successText:      "成功",
		noResult:         map[string]string{"null": `,"resultObj":null`, "empty": `,"resultObj":[]`}[v["error-result"]],
		unknownCode:      v["unknown-code"],
		stale:            v["stale"],
		lostStatus:       404,
		anyMethod:        v["method"] == "any",
		needSSL:          v["ssl"] == "required",
		lowerCaseOnly:    v["token-case"] == "lower",
		malformedAlone:   v["malformed"] == "number",
		unassignedVacant: v["unassigned"] == "vacant",
		merged:           v["duplicates"] == "merged",
		escaped:          v["chinese"] == "escaped",
		timeText:         v["last-time"] == "string",
		unseenDated:      v["unseen-time"] == "dated",
	}
	r.apply(v)
	return r, nil
}

// apply takes the switches that replace words.
func (r *reading) apply(v map[string]string) {
	if r.successCode == laterSuccess {
		r.successText = "请求成功"
	}
	if v["path-status"] == "200" {
		r.lostStatus = 200
	}
	if v["powered-off"] == "risky" {
		r.words[numsim.PoweredOff], r.words[numsim.SuspectedOff] = '5', '5'
	}
	if v["number-type"] == "plain" {
		r.carriers = [...]string{"", "中国移动", "中国联通", "中国电信", "中国广电"}
	}
}

// networks are the words of numberType. The sample has the first; the others
// are made like it, Telecom's with the network it had.
func networks() [numsim.ChinaBroadnet + 1]string {
	return [...]string{"", "中国移动 GSM", "中国联通 GSM", "中国电信 CDMA", "中国广电"}
}
