package config

// Redis is how the cache is reached.
type Redis struct{ Address, Password string }

func redis(r *reader) Redis {
	cfg := Redis{Address: r.required("REDIS_ADDR")}
	cfg.Password, _ = r.lookup("REDIS_PASSWORD")
	return cfg
}
