{% if shapes.realtime -%}
CREATE TABLE words (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room text NOT NULL,
    text text NOT NULL
);
CREATE INDEX words_of_a_room ON words (room, id);
{% endif -%}
