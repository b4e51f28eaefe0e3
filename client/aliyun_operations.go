package client

import (
	"cmp"
	"context"
)

// DescribePhoneNumberStatusRequest asks about a number in the clear.
type DescribePhoneNumberStatusRequest struct {
	PhoneNumber string
	AliyunOwner
}

// DescribePhoneNumberStatus asks for the status of a number. It has left the
// provider's pages and SDKs; see PhoneNumberStatusForPublic.
func (a *Aliyun) DescribePhoneNumberStatus(ctx context.Context, r DescribePhoneNumberStatusRequest) (*AliyunStatus, error) {
	return a.ask(ctx, "DescribePhoneNumberStatus", map[string]string{"PhoneNumber": r.PhoneNumber}, r.AliyunOwner)
}

// PhoneNumberStatusForRequest asks about a number that may be hidden behind a hash.
type PhoneNumberStatusForRequest struct {
	AuthCode    Secret
	InputNumber string // eleven digits, or the hash in hexadecimal digits
	Mask        AliyunMask
	AliyunOwner
	// More holds what older SDKs also send, such as RouteName.
	More map[string]string
}

// AliyunMask is how InputNumber is written.
type AliyunMask string

// The masks there are; empty is MaskNormal.
const (
	MaskNormal AliyunMask = "NORMAL"
	MaskMD5    AliyunMask = "MD5"
	MaskSHA256 AliyunMask = "SHA256"
	MaskSM3    AliyunMask = "SM3"
)

// PhoneNumberStatusForPublic asks for the status of a number.
func (a *Aliyun) PhoneNumberStatusForPublic(ctx context.Context, r PhoneNumberStatusForRequest) (*AliyunStatus, error) {
	return a.PhoneNumberStatusFor(ctx, ForPublic, r)
}

// PhoneNumberStatusForAccount is PhoneNumberStatusFor with ForAccount.
func (a *Aliyun) PhoneNumberStatusForAccount(ctx context.Context, r PhoneNumberStatusForRequest) (*AliyunStatus, error) {
	return a.PhoneNumberStatusFor(ctx, ForAccount, r)
}

// PhoneNumberStatusForReal is PhoneNumberStatusFor with ForReal.
func (a *Aliyun) PhoneNumberStatusForReal(ctx context.Context, r PhoneNumberStatusForRequest) (*AliyunStatus, error) {
	return a.PhoneNumberStatusFor(ctx, ForReal, r)
}

// PhoneNumberStatusForSms is PhoneNumberStatusFor with ForSms.
func (a *Aliyun) PhoneNumberStatusForSms(ctx context.Context, r PhoneNumberStatusForRequest) (*AliyunStatus, error) {
	return a.PhoneNumberStatusFor(ctx, ForSms, r)
}

// PhoneNumberStatusForVoice is PhoneNumberStatusFor with ForVoice.
func (a *Aliyun) PhoneNumberStatusForVoice(ctx context.Context, r PhoneNumberStatusForRequest) (*AliyunStatus, error) {
	return a.PhoneNumberStatusFor(ctx, ForVoice, r)
}

// PhoneNumberStatusFor is the operation of any use.
func (a *Aliyun) PhoneNumberStatusFor(ctx context.Context, use AliyunUse, r PhoneNumberStatusForRequest) (*AliyunStatus, error) {
	params := map[string]string{}
	for name, value := range r.More {
		params[name] = value
	}
	params["AuthCode"], params["InputNumber"] = r.AuthCode.Reveal(), r.InputNumber
	params["Mask"] = string(cmp.Or(r.Mask, MaskNormal))
	return a.ask(ctx, "PhoneNumberStatusFor"+string(use), params, r.AliyunOwner)
}
