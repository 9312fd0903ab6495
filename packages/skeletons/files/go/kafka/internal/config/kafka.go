package config

import "strings"

// Kafka is how the brokers are reached.
type Kafka struct{ Brokers []string }

func kafka(r *reader) Kafka {
	return Kafka{Brokers: strings.Split(r.required("KAFKA_BROKERS"), ",")}
}
