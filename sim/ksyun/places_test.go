package ksyun

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

// The list in Go is the published one: order, names, codes, prefixes, carriers.
func TestPlacesAreTheDocuments(t *testing.T) {
	text, err := os.ReadFile("testdata/places.json")
	require.NoError(t, err)
	var file struct {
		Countries []struct {
			Name     string   `json:"name_zh"`
			ISO      string   `json:"iso"`
			Code     string   `json:"calling_code"`
			Prefixes []string `json:"match_prefixes"`
			Example  string   `json:"example_mobile"`
			Carriers []string `json:"carriers_listed"`
		}
	}
	require.NoError(t, json.Unmarshal(text, &file))
	places := NewPlaces()
	require.Len(t, file.Countries, 103)
	require.Len(t, places.list, 103)
	for i, want := range file.Countries {
		got := &places.list[i]
		assert.Equal(t, want.Name, got.Name)
		assert.Equal(t, want.ISO, got.ISO, want.Name)
		assert.Equal(t, want.Code, got.Code, want.Name)
		assert.Equal(t, want.Prefixes, got.Prefixes(), want.Name)
		assert.Equal(t, want.Carriers, got.Carriers, want.Name)
		assert.Same(t, got, places.Find(numsim.Number(want.Example)), "%s: %s", want.Name, want.Example)
	}
}

// The longest prefix wins, and what is not listed has no place.
func TestFindPlace(t *testing.T) {
	places := NewPlaces()
	for number, iso := range map[numsim.Number]string{
		"62810000200": "ID", "79100000200": "RU", "77010000200": "KZ", "76010000200": "KZ", "78000000200": "RU",
		"12640000200": "AI", "12680000200": "AG", "14410000200": "BM", "16840000200": "AS",
		"85260000200": "HK", "85360000200": "MO", "44740000200": "GB",
		"8613900000200": "", "12120000200": "", "13900000200": "", "49150000200": "", "88690000200": "",
		"39300000200": "", "34600000200": "", "63900000200": "", "82100000200": "", "7": "RU", "1": "", "": "",
	} {
		got := ""
		if place := places.Find(number); place != nil {
			got = place.ISO
		}
		assert.Equal(t, iso, got, number)
	}
}

// Three places list their carriers, the others take every network.
func TestListedCarriers(t *testing.T) {
	places := NewPlaces()
	for _, tt := range []struct {
		number  numsim.Number
		carrier string
		serves  bool
	}{
		{"62810000200", "XL", true}, {"62810000200", "TK", true}, {"62810000200", "smart", true}, {"62810000200", "Indosat", false},
		{"91810000200", "Jio/Others", true}, {"91810000200", "AirTel (Bharti-Televentures)", true}, {"91810000200", "XL", false},
		{"84910000200", "gmobile", true}, {"84910000200", "viettel", false}, {"84910000200", "", false},
		{"81900000200", "docomo", true}, {"81900000200", "", true},
	} {
		assert.Equal(t, tt.serves, places.Find(tt.number).Serves(tt.carrier), "%s %s", tt.number, tt.carrier)
	}
}
