"""What the service offers over gRPC."""
