package aliyun

import "slices"

// operation is one action and where its number is.
type operation struct {
	name   string
	number string // the parameter that holds it
	masked bool   // takes AuthCode and Mask, answers Status and Carrier in Data
}

// mandatory lists the parameters the gateway asks for, in the order of the
// pages.
func (o *operation) mandatory() []string {
	if o.masked {
		return maskedFields
	}
	return plainFields
}

var (
	plainFields  = []string{"PhoneNumber"}
	maskedFields = []string{"AuthCode", "InputNumber", "Mask"}
)

// describe is DescribePhoneNumberStatus, the one operation until 2022.
var describe = operation{name: "DescribePhoneNumberStatus", number: "PhoneNumber"}

// successors are the operations that replaced it. They differ in what they are
// for and in price, not on the wire.
func successors() (list []operation) {
	for _, use := range []string{"Public", "Account", "Real", "Sms", "Voice"} {
		list = append(list, operation{name: "PhoneNumberStatusFor" + use, number: "InputNumber", masked: true})
	}
	return list
}

// operations lists every action of any generation.
func operations() []operation { return append([]operation{describe}, successors()...) }

func names(list []operation) (all []string) {
	for i := range list {
		all = append(all, list[i].name)
	}
	return all
}

func findOperation(list []operation, name []byte) *operation {
	i := slices.IndexFunc(list, func(o operation) bool { return o.name == string(name) })
	if i < 0 {
		return nil
	}
	return &list[i]
}
