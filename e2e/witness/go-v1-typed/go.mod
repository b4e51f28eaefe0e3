module github.com/numsim/numsim/e2e/witness/go-v1-typed

go 1.26.8

require github.com/numsim/numsim/e2e/witness/lines v0.0.0

require (
	github.com/aliyun/alibaba-cloud-sdk-go v1.61.1800
	github.com/jmespath/go-jmespath v0.0.0-20180206201540-c2b33e8439af // indirect
	github.com/json-iterator/go v1.1.5 // indirect
	github.com/modern-go/concurrent v0.0.0-20180306012644-bacd9c7ef1dd // indirect
	github.com/modern-go/reflect2 v1.0.1 // indirect
	gopkg.in/ini.v1 v1.66.2 // indirect
)

replace github.com/numsim/numsim/e2e/witness/lines => ../lines
