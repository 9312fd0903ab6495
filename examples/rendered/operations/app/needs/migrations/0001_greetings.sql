CREATE TABLE greetings (
    name text PRIMARY KEY,
    message text NOT NULL
);
