package ywjisu

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// Codes that more than one check answers with.
const (
	parameterRow  = "400001"
	noNumbersRow  = "400201"
	rejectedRow   = "403000"
	conversionRow = "415000"
)

// rows is the table of section 1.3.2, complete and in its order. That refusals
// travel as HTTP 200 is printed nowhere; the server source of 2017 does it.
func rows() []numsim.Row {
	const account = "account"
	table := []numsim.Row{
		{Name: "200000", Message: "请求成功", Kind: numsim.Other, Cause: account},
		{Name: "400001", Message: "参数校验异常，请检查参数", Kind: numsim.BadRequest, Cause: "a parameter other than mobiles missing, or one given twice; a timestamp that is not ten digits; over 50 numbers; a number that is not eleven digits beginning with 1; ending 0400; another path or method"},
		{Name: "400101", Message: "商户信息不存在", Kind: numsim.Auth, Cause: "an unknown code"},
		{Name: "400102", Message: "商户 IP 地址信息不合法", Kind: numsim.Auth, Cause: "an address outside allow-ips"},
		{Name: "400200", Message: "黑名单列表", Kind: numsim.Auth, Cause: "standing blacklisted"},
		{Name: "400201", Message: "手机号码不能为空", Kind: numsim.BadRequest, Cause: "mobiles is absent or empty"},
		{Name: "400901", Message: "账户信息不存在", Kind: numsim.Auth, Cause: "an unknown code with the switch unknown-code"},
		{Name: "400902", Message: "应用类型信息不存在", Kind: numsim.Unsubscribed, Cause: "standing unsubscribed"},
		{Name: "403000", Message: "用户校验失败，请联系客服", Kind: numsim.Auth, Cause: "a wrong pwd or token; a timestamp further from the clock than the account's window"},
		{Name: "403101", Message: "账户被系统禁用", Kind: numsim.Auth, Cause: "a disabled code; standing disabled"},
		{Name: "403102", Message: "账户未激活", Kind: numsim.Auth, Cause: "standing not-activated"},
		{Name: "415000", Message: "请求数据转换异常", Kind: numsim.BadRequest, Cause: "a body that is not a form, or cannot be decoded"},
		{Name: "500000", Message: "系统异常", Kind: numsim.Outage, Cause: account},
		{Name: "500002", Message: "数据处理异常", Kind: numsim.Outage, Cause: account},
		{Name: "500003", Message: "业务操作失败", Kind: numsim.Outage, Cause: account},
		{Name: "500004", Message: "远程调用失败", Kind: numsim.Outage, Cause: account},
		{Name: "500005", Message: "账户余额异常", Kind: numsim.Balance, Cause: "the balance is below the price of the call"},
		{Name: "500006", Message: "请求外部系统失败", Kind: numsim.Outage, Cause: account},
		{Name: "500901", Message: "邮箱未设置", Kind: numsim.Other, Cause: account},
		{Name: "500902", Message: "账户信息已存在", Kind: numsim.Other, Cause: account},
		{Name: "500903", Message: "账户相关能力已激活", Kind: numsim.Other, Cause: account},
		{Name: "504000", Message: "系统超时", Kind: numsim.Outage, Cause: account},
		{Name: "510101", Message: "用户产品可用数量不足", Kind: numsim.Balance, Cause: "the quota is below the numbers of the call"},
	}
	for i := range table {
		table[i].Status, table[i].Grade = 200, numsim.ThirdParty
		table[i].Source = "the document, section 1.3.2; HTTP 200 by the server source of 2017"
	}
	return table
}

// standings has the row of each standing that the provider has words for.
var standings = map[ledger.Standing]string{
	ledger.Disabled:     "403101",
	ledger.NotActivated: "403102",
	ledger.Blacklisted:  "400200",
	ledger.Unsubscribed: "400902",
}

// Refuse gives the row for what the engine meets. No limit on calls is
// documented, so nothing is throttled, not even by a number's ending.
func (p *Provider) Refuse(c *sim.Call, cause sim.Cause) *sim.Refusal {
	switch cause {
	case sim.UnknownCredential:
		return p.refuse(read(c).unknownCode, "no account of this simulator has that code")
	case sim.BadStanding:
		if row := standings[c.Account.Standing]; row != "" {
			return p.refuse(row, "the account's standing is "+c.Account.Standing.String())
		}
	case sim.NumberRefused:
		return p.refuse(parameterRow, "a number of the list is refused")
	case sim.FundsShort:
		return p.refuse("500005", "the balance is below the price of all numbers of the call; nothing was taken")
	case sim.QuotaShort:
		return p.refuse("510101", "the quota is below the numbers of the call; nothing was taken")
	}
	return nil
}

// Answer is the row itself: no message has anything to fill in.
func (p *Provider) Answer(_ *sim.Call, row *numsim.Row) *sim.Refusal { return &sim.Refusal{Row: row} }

func (p *Provider) refuse(row, why string) *sim.Refusal {
	return &sim.Refusal{Row: p.catalogue.Find(row), Why: why}
}
