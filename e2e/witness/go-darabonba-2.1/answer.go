package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"

	"github.com/alibabacloud-go/tea/tea"

	"github.com/numsim/numsim/e2e/witness/lines"
)

// answered reads what CallApi hands over: the status, and the body as a map,
// as generated clients get it before they convert it to their own types, or as
// the text of a document that was asked for as text.
func answered(result map[string]any) lines.Seen {
	var got lines.Answer
	var err error
	if text, isText := result["body"].(string); isText {
		err = xml.Unmarshal([]byte(text), &got)
	} else {
		err = tea.Convert(result["body"], &got)
	}
	if err != nil {
		return refused(err)
	}
	status, _ := result["statusCode"].(int)
	return got.Seen(status)
}

// refused reads an SDKError the way the vendor's samples do: what has no field
// of its own is looked up in Data, the error body as JSON text.
func refused(err error) lines.Seen {
	seen := lines.Seen{ErrorType: fmt.Sprintf("%T", err), Message: err.Error()}
	var sdk *tea.SDKError
	if !errors.As(err, &sdk) {
		return seen
	}
	seen.ErrorCode, seen.HTTPStatus = tea.StringValue(sdk.Code), tea.IntValue(sdk.StatusCode)
	seen.Message = tea.StringValue(sdk.Message)
	var data struct{ RequestId, HostId, Recommend string }
	if json.Unmarshal([]byte(tea.StringValue(sdk.Data)), &data) == nil {
		seen.RequestID, seen.HostID, seen.Recommend = data.RequestId, data.HostId, data.Recommend
	}
	return seen
}
