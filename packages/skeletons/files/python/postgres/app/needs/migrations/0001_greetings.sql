{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
CREATE TABLE greetings (
    name text PRIMARY KEY,
    message text NOT NULL
);
{% endif -%}
