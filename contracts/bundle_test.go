package contracts_test

import (
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// What is bundled is OpenAPI to somebody who knows nothing of us.
func TestABundleIsPlainOpenAPI(t *testing.T) {
	for _, p := range contracts.Providers() {
		d := load(t, p)
		for _, profile := range d.Profiles() {
			text, err := contract(t, d, profile.Name, nil).Bundle(contracts.Bundling{Flatten: true, Strip: true})
			require.NoError(t, err)
			assert.NotContains(t, string(text), "$ref")
			assert.NotContains(t, string(text), "\n  x-")
			doc, err := libopenapi.NewDocument(text)
			require.NoError(t, err)
			v, errs := validator.NewValidator(doc)
			require.Empty(t, errs)
			ok, found := v.ValidateDocument()
			assert.True(t, ok, "%s %s: %v", p, profile.Name, found)
		}
	}
}

func TestABundleHasTheReadingsOfItsProfile(t *testing.T) {
	d := load(t, "aliyun")
	text, err := contract(t, d, "2022", nil).Bundle(contracts.Bundling{})
	require.NoError(t, err)
	assert.Contains(t, string(text), "x-errors:")
	assert.Contains(t, string(text), "OperatorLimit:")
	assert.NotContains(t, string(text), "isv.MOBILE_NUMBER_ILLEGAL:", "a row of 2021")
	assert.Contains(t, string(text), "FUNCTIONAL_SHUTDOWN")

	flat, err := contract(t, d, "today", nil).Bundle(contracts.Bundling{Flatten: true})
	require.NoError(t, err)
	assert.NotContains(t, string(flat), "/DescribePhoneNumberStatus:")
	assert.Equal(t, 4, strings.Count(string(flat), "name: PhoneNumberStatusForSmsResponse"), "two methods, two kinds of XML")
}

func TestABundleIsTheSameEveryTime(t *testing.T) {
	d := load(t, "ksyun")
	first, err := contract(t, d, "", map[string]string{"result": "array"}).Bundle(contracts.Bundling{Flatten: true})
	require.NoError(t, err)
	second, err := contract(t, load(t, "ksyun"), "", map[string]string{"result": "array"}).Bundle(contracts.Bundling{Flatten: true})
	require.NoError(t, err)
	assert.Equal(t, string(first), string(second))
}
