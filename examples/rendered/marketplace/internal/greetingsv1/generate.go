// Package greetingsv1 is what protoc makes of api/greetings/v1/greetings.proto. After a change of that, with protoc,
// protoc-gen-go and protoc-gen-go-grpc installed: go generate ./...
package greetingsv1

//go:generate protoc --proto_path=../../api --go_out=. --go-grpc_out=. --go_opt=module=github.com/ha-soranu/order-service/internal/greetingsv1,Mgreetings/v1/greetings.proto=github.com/ha-soranu/order-service/internal/greetingsv1 --go-grpc_opt=module=github.com/ha-soranu/order-service/internal/greetingsv1,Mgreetings/v1/greetings.proto=github.com/ha-soranu/order-service/internal/greetingsv1 greetings/v1/greetings.proto
