CREATE TABLE product (code varchar(10) PRIMARY KEY);
CREATE TABLE order_line (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product varchar(10) NOT NULL REFERENCES product ON DELETE CASCADE,
  amount numeric(8,2) DEFAULT 1 CHECK (amount > 0),
  twice numeric GENERATED ALWAYS AS (amount * 2) STORED,
  tags text[],
  "Odd Name" char(3),
  UNIQUE (product, amount)
);
CREATE INDEX tags_gin ON order_line USING gin (tags);
ALTER TABLE order_line ENABLE ROW LEVEL SECURITY;
