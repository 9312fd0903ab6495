{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
"""What is kept of greetings."""
{% endif -%}
