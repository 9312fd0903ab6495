package rpc

import (
{%- if needs.postgres %}
	"context"
	"errors"
{%- endif %}
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"${{ module }}/internal/greetingsv1"
)

{% if needs.postgres -%}
// memory keeps greetings while a test runs.
type memory map[string]string

func (m memory) Message(_ context.Context, name string) (string, error) { return m[name], nil }

func (m memory) Put(_ context.Context, name, message string) error {
	m[name] = message
	return nil
}

{% endif -%}
func TestGreet(t *testing.T) {
	tests := map[string]struct {
		name    string
		message string
		code    codes.Code
	}{
		"greets by name":         {"Ada", "Hello, Ada", codes.OK},
		"takes any alphabet":     {"Łukasz", "Hello, Łukasz", codes.OK},
		"asks for a name":        {"", "", codes.InvalidArgument},
		"refuses an endless one": {strings.Repeat("a", 101), "", codes.InvalidArgument},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			answer, err := Greetings{ {%- if needs.postgres %}Store: memory{}{% endif -%} }.Greet(t.Context(), &greetingsv1.GreetRequest{Name: test.name})
			if answer.GetMessage() != test.message || status.Code(err) != test.code {
				t.Errorf("Greet = %v, %v, want %q, %s", answer, err, test.message, test.code)
			}
		})
	}
}
{%- if needs.postgres %}

func TestAGreetingIsKept(t *testing.T) {
	greetings := Greetings{Store: memory{}}
	put := func(message string) error {
		_, err := greetings.Put(t.Context(), &greetingsv1.PutRequest{Name: "Ada", Message: message})
		return err
	}
	if err := put("Good morning"); err != nil {
		t.Fatal(err)
	}
	answer, err := greetings.Greet(t.Context(), &greetingsv1.GreetRequest{Name: "Ada"})
	if err != nil || answer.GetMessage() != "Good morning" {
		t.Errorf("Greet = %v, %v, want what was put", answer, err)
	}
	for _, message := range []string{"", strings.Repeat("a", 101)} {
		if err := put(message); status.Code(err) != codes.InvalidArgument {
			t.Errorf("Put %q = %v, want InvalidArgument", message, err)
		}
	}
}

// away is a database that does not answer.
type away struct{}

func (away) Message(context.Context, string) (string, error) { return "", errors.New("away") }
func (away) Put(context.Context, string, string) error       { return errors.New("away") }

func TestADatabaseThatIsAwayIsNoFaultOfTheCaller(t *testing.T) {
	greetings := Greetings{Store: away{}}
	_, err := greetings.Greet(t.Context(), &greetingsv1.GreetRequest{Name: "Ada"})
	_, putting := greetings.Put(t.Context(), &greetingsv1.PutRequest{Name: "Ada", Message: "Hi"})
	if status.Code(err) != codes.Unavailable || status.Code(putting) != codes.Unavailable {
		t.Errorf("Greet = %v, Put = %v, want Unavailable", err, putting)
	}
}
{%- endif %}
