// Command go-v1-common is today's alibaba-cloud-sdk-go, whose generated client
// has lost the operation, called the way its users still can: by CommonRequest.
package main
