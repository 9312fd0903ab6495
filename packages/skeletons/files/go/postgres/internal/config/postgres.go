package config

// Postgres is how the database is reached.
type Postgres struct {
	Host, Database, User, Password string
	Port                           int
}

func postgres(r *reader) Postgres {
	cfg := Postgres{
		Host:     r.required("POSTGRES_HOST"),
		Port:     5432,
		Database: r.required("POSTGRES_DB"),
		User:     r.required("POSTGRES_USER"),
		Password: r.required("POSTGRES_PASSWORD"),
	}
	r.optional("POSTGRES_PORT", "a port from 1 to 65535", port(&cfg.Port))
	return cfg
}
