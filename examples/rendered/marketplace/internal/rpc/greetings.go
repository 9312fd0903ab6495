package rpc

import (
	"cmp"
	"context"
	"unicode/utf8"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/ha-soranu/order-service/internal/greetingsv1"
	"github.com/ha-soranu/order-service/internal/observe"
)

const longest = 100

// Store is where greetings are kept.
type Store interface {
	// Message is nothing where nobody said.
	Message(ctx context.Context, name string) (string, error)
	Put(ctx context.Context, name, message string) error
}

// Greetings shows the style; replace it with your own.
type Greetings struct {
	greetingsv1.UnimplementedGreetingsServer
	Store Store
}

// Greet greets by name.
func (g Greetings) Greet(ctx context.Context, asked *greetingsv1.GreetRequest) (*greetingsv1.GreetResponse, error) {
	if err := short("name", asked.GetName()); err != nil {
		return nil, err
	}
	message, err := g.Store.Message(ctx, asked.GetName())
	if err != nil {
		return nil, unavailable(ctx, "the greetings cannot be read just now", err)
	}
	return &greetingsv1.GreetResponse{Message: cmp.Or(message, "Hello, "+asked.GetName())}, nil
}

// Put says what somebody is greeted with from now on.
func (g Greetings) Put(ctx context.Context, asked *greetingsv1.PutRequest) (*greetingsv1.PutResponse, error) {
	if err := short("name", asked.GetName()); err != nil {
		return nil, err
	}
	if err := short("message", asked.GetMessage()); err != nil {
		return nil, err
	}
	if err := g.Store.Put(ctx, asked.GetName(), asked.GetMessage()); err != nil {
		return nil, unavailable(ctx, "the greeting cannot be kept just now", err)
	}
	return &greetingsv1.PutResponse{}, nil
}

// unavailable tells the caller, who may ask again, and the log alone why.
func unavailable(ctx context.Context, message string, err error) error {
	observe.Log(ctx).ErrorContext(ctx, message, "error", err)
	return status.Error(codes.Unavailable, message)
}

// short refuses what is missing, or too long to be kept.
func short(what, text string) error {
	switch length := utf8.RuneCountInString(text); {
	case length == 0:
		return status.Errorf(codes.InvalidArgument, "the %s is missing", what)
	case length > longest:
		return status.Errorf(codes.InvalidArgument, "the %s is longer than %d characters", what, longest)
	}
	return nil
}
