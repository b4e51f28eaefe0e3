// Command go-v1-public is today's alibaba-cloud-sdk-go, by the generated client
// of the operation that replaced DescribePhoneNumberStatus.
package main
