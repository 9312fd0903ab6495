"""
What protoc makes of api/. After a change of that:

uvx --from grpcio-tools==1.85.1 python-grpc-tools-protoc -I app/gen=api \\
  --python_out=. --pyi_out=. --grpc_python_out=. app/gen/greetings/v1/greetings.proto
"""
