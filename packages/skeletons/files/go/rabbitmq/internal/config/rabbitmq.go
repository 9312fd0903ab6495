package config

// RabbitMQ is how the broker is reached.
type RabbitMQ struct{ URL string }

func rabbitMQ(r *reader) RabbitMQ { return RabbitMQ{URL: r.required("RABBITMQ_URL")} }
