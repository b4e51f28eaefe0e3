module github.com/numsim/numsim/bench

go 1.26.8

require (
	github.com/numsim/numsim v0.0.0
	github.com/stretchr/testify v1.12.1
)

require (
	go.yaml.in/yaml/v3 v3.0.6 // indirect
	golang.org/x/time v0.16.0 // indirect
)

replace github.com/numsim/numsim => ..
