package config

// S3 is how the bucket is reached.
type S3 struct {
	// Endpoint is where stores other than that of AWS are asked.
	Endpoint, Region, Bucket string
	// AccessKeyID and SecretAccessKey are left out where the platform tells who asks.
	AccessKeyID, SecretAccessKey string
}

func s3(r *reader) S3 {
	cfg := S3{Region: "auto", Bucket: r.required("S3_BUCKET")}
	for name, target := range map[string]*string{
		"S3_ENDPOINT":          &cfg.Endpoint,
		"S3_REGION":            &cfg.Region,
		"S3_ACCESS_KEY_ID":     &cfg.AccessKeyID,
		"S3_SECRET_ACCESS_KEY": &cfg.SecretAccessKey,
	} {
		r.optional(name, "text", func(value string) error {
			*target = value
			return nil
		})
	}
	return cfg
}
