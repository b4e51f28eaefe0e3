package client

import (
	"slices"

	"github.com/numsim/numsim"
)

// ywjisuRejected is for a wrong password or token, and perhaps for a stale
// timestamp.
const ywjisuRejected = "403000"

// Where the codes come from. What each is about is inferred from its sentence,
// unless another document has it.
const (
	ywjisuTable = "the document, section 1.3.2; free by section 1.4: no result is not charged"
	ywjisuMoney = ywjisuTable + "; the whole call is refused, by the server of 2017 (third-party)"
)

// YwjisuClasses lists every code the document has but its two of success.
func YwjisuClasses() []Class { return slices.Clone(ywjisuCodes) }

var ywjisuCodes = []Class{
	{Code: "400001", Kind: numsim.BadRequest, Source: ywjisuTable},          // 参数校验异常，请检查参数
	{Code: "400101", Kind: numsim.Auth, Source: ywjisuTable},                // 商户信息不存在
	{Code: "400102", Kind: numsim.Auth, Source: ywjisuTable},                // 商户 IP 地址信息不合法
	{Code: "400200", Kind: numsim.Auth, Source: ywjisuTable},                // 黑名单列表, of whom is not said
	{Code: "400201", Kind: numsim.BadRequest, Source: ywjisuTable},          // 手机号码不能为空
	{Code: "400901", Kind: numsim.Auth, Source: ywjisuTable},                // 账户信息不存在
	{Code: "400902", Kind: numsim.Unsubscribed, Source: ywjisuTable},        // 应用类型信息不存在
	{Code: ywjisuRejected, Kind: numsim.Auth, Source: ywjisuTable},          // 用户校验失败，请联系客服
	{Code: "403101", Kind: numsim.Auth, Source: ywjisuTable},                // 账户被系统禁用
	{Code: "403102", Kind: numsim.Auth, Source: ywjisuTable},                // 账户未激活
	{Code: "415000", Kind: numsim.BadRequest, Source: ywjisuTable},          // 请求数据转换异常
	{Code: "500000", Kind: numsim.Outage, Retry: true, Source: ywjisuTable}, // 系统异常
	{Code: "500002", Kind: numsim.Outage, Retry: true, Source: ywjisuTable}, // 数据处理异常
	{Code: "500003", Kind: numsim.Outage, Retry: true, Source: ywjisuTable}, // 业务操作失败
	{Code: "500004", Kind: numsim.Outage, Retry: true, Source: ywjisuTable}, // 远程调用失败
	{Code: "500005", Kind: numsim.Balance, Source: ywjisuMoney},             // 账户余额异常
	{Code: "500006", Kind: numsim.Outage, Retry: true, Source: ywjisuTable}, // 请求外部系统失败
	// These three are about an account's set-up, which a query does not touch.
	{Code: "500901", Kind: numsim.Other, Source: ywjisuTable},               // 邮箱未设置
	{Code: "500902", Kind: numsim.Other, Source: ywjisuTable},               // 账户信息已存在
	{Code: "500903", Kind: numsim.Other, Source: ywjisuTable},               // 账户相关能力已激活
	{Code: "504000", Kind: numsim.Outage, Retry: true, Source: ywjisuTable}, // 系统超时
	{Code: "510101", Kind: numsim.Balance, Source: ywjisuMoney},             // 用户产品可用数量不足
}
