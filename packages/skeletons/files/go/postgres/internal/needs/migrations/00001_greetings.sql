-- +goose Up
CREATE TABLE greetings (
    name text PRIMARY KEY,
    message text NOT NULL
);

-- +goose Down
DROP TABLE greetings;
