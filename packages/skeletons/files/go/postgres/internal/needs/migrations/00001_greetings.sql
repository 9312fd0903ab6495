{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
-- +goose Up
CREATE TABLE greetings (
    name text PRIMARY KEY,
    message text NOT NULL
);

-- +goose Down
DROP TABLE greetings;
{% endif -%}
