# The image holds the simulator and nothing else: no shell, no user database.
# GO_IMAGE may name any image with a Go tool chain and a shell, so that a
# machine without a registry can build too.
ARG GO_IMAGE=golang:1.26

FROM ${GO_IMAGE} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X main.version=${VERSION}" -o /out/simulator ./cmd/simulator

FROM scratch
COPY --from=build /out/simulator /simulator
USER 65532:65532
# The default of 127.0.0.1 cannot be reached from outside a container.
ENV NUMSIM_CONTROL=0.0.0.0:18080 NUMSIM_ALIYUN=0.0.0.0:18081 NUMSIM_KSYUN=0.0.0.0:18082 NUMSIM_YWJISU=0.0.0.0:18083
EXPOSE 18080 18081 18082 18083
HEALTHCHECK --interval=10s --timeout=5s --retries=3 CMD ["/simulator", "healthcheck"]
ENTRYPOINT ["/simulator"]
