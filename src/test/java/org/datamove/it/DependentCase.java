package org.datamove.it;

import java.util.List;

/**
 * Something that depends on the table {@code t (a integer, b integer, c text)}.
 *
 * @param name for people, and the only one of its name
 * @param since the first major version of PostgreSQL that has it
 * @param setUp statements after which the table, perhaps made anew, and the dependent are there
 */
record DependentCase(String name, int since, String setUp) {

  private static final String TRIGGER =
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';"
          + " CREATE TRIGGER tr BEFORE UPDATE ";
  private static final String EACH_ROW = " FOR EACH ROW EXECUTE FUNCTION f()";
  private static final String RANGES =
      "DROP TABLE t; CREATE TABLE t (a integer, b integer, c text) PARTITION BY RANGE (b);"
          + " CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);";

  static List<DependentCase> all() {
    return List.of(
        of("nothing", "SELECT 1"),
        of("view", "CREATE VIEW v AS SELECT a FROM t"),
        of("view of a join", "CREATE VIEW v AS SELECT * FROM t JOIN (SELECT 1 AS a) z USING (a)"),
        of("view of no column", "CREATE VIEW v AS SELECT count(*) FROM t"),
        of("view of the row", "CREATE VIEW v AS SELECT t FROM t"),
        of("view of the row and a column", "CREATE VIEW v AS SELECT row_to_json(t), a FROM t"),
        of("materialized view", "CREATE MATERIALIZED VIEW v AS SELECT a + b AS x FROM t"),
        of("materialized view of the row", "CREATE MATERIALIZED VIEW v AS SELECT t FROM t"),
        of(
            "view of a group",
            "ALTER TABLE t ADD PRIMARY KEY (a);"
                + " CREATE VIEW v AS SELECT a, c FROM t GROUP BY a"),
        of(
            "rule of the table",
            "CREATE RULE r AS ON DELETE TO t WHERE old.a > 5 DO INSTEAD NOTHING"),
        of(
            "rule of another table",
            "CREATE TABLE o (x integer);"
                + " CREATE RULE r AS ON INSERT TO o DO ALSO INSERT INTO t (a) VALUES (new.x)"),
        of(
            "rule that needs a constraint",
            "ALTER TABLE t ADD CONSTRAINT u UNIQUE (b, a);"
                + " CREATE TABLE o (x text); CREATE RULE r AS ON INSERT TO o DO INSTEAD"
                + " INSERT INTO t (c) VALUES ('') ON CONFLICT ON CONSTRAINT u DO NOTHING"),
        of("column of the row type", "CREATE TABLE o (x t)"),
        of("column of an array of it", "CREATE TABLE o (x t[])"),
        of("column of a domain over it", "CREATE DOMAIN d AS t; CREATE TABLE o (x d)"),
        of("column of a type with it", "CREATE TYPE p AS (x t); CREATE TABLE o (x p)"),
        of(
            "materialized view of a view's row",
            "CREATE VIEW v AS SELECT t AS r FROM t;"
                + " CREATE MATERIALIZED VIEW w AS SELECT r FROM v"),
        of("type with the row type", "CREATE TYPE p AS (x t)"),
        of("check of a domain over it", "CREATE DOMAIN d AS t CHECK ((value).b > 0)"),
        of(
            "function of the row",
            "CREATE FUNCTION f(r t) RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
        of(
            "expression of the row type",
            "CREATE TABLE o (x text"
                + " CHECK (x <> (row(1, 2, 'x')::t).c) DEFAULT (row(1, 2, 'x')::t)::text)"),
        since(
            14,
            "function with a body",
            "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql"
                + " BEGIN ATOMIC SELECT sum(a) FROM t; END"),
        since(
            14,
            "function of the whole row",
            "CREATE FUNCTION f() RETURNS SETOF text LANGUAGE sql"
                + " BEGIN ATOMIC SELECT t::text FROM t; END"),
        of("generated column", "ALTER TABLE t ADD g integer GENERATED ALWAYS AS (a * 2) STORED"),
        of(
            "view of a generated column",
            "ALTER TABLE t ADD g integer GENERATED ALWAYS AS (a * 2)"
                + " STORED; CREATE INDEX ON t (g); CREATE VIEW v AS SELECT g FROM t"),
        of("policy", "CREATE POLICY p ON t USING (a > 0)"),
        of(
            "policy of another table",
            "CREATE TABLE o (x integer);"
                + " CREATE POLICY p ON o USING (EXISTS (SELECT FROM t WHERE a = x))"),
        of("trigger of a column", TRIGGER + "OF a ON t" + EACH_ROW),
        of(
            "trigger with a condition",
            TRIGGER + "ON t FOR EACH ROW WHEN (new.a > 0)" + " EXECUTE FUNCTION f()"),
        of(
            "trigger of the row",
            TRIGGER
                + "ON t FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*)"
                + " EXECUTE FUNCTION f()"),
        since(15, "publication of columns", "CREATE PUBLICATION dependents FOR TABLE t (a, b)"),
        since(15, "publication of rows", "CREATE PUBLICATION dependents FOR TABLE t WHERE (a > 0)"),
        of("publication", "CREATE PUBLICATION dependents FOR TABLE t"),
        of(
            "foreign key",
            "CREATE TABLE o (id integer PRIMARY KEY);"
                + " ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o"),
        of(
            "foreign key of two columns",
            "CREATE TABLE o (x integer, y integer, PRIMARY KEY (x, y));"
                + " ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES o"),
        of(
            "referencing foreign key",
            "ALTER TABLE t ADD PRIMARY KEY (a);" + " CREATE TABLE o (x integer REFERENCES t)"),
        of(
            "foreign key to itself",
            "ALTER TABLE t ADD PRIMARY KEY (a), ADD FOREIGN KEY (b) REFERENCES t"),
        of(
            "foreign key of a column to itself",
            "ALTER TABLE t ADD PRIMARY KEY (a)," + " ADD FOREIGN KEY (a) REFERENCES t"),
        of(
            "foreign key by an included column",
            "CREATE UNIQUE INDEX i ON t (b) INCLUDE (a);"
                + " CREATE TABLE o (x integer REFERENCES t (b))"),
        of("primary key", "ALTER TABLE t ADD PRIMARY KEY (a, b)"),
        of("unique constraint", "ALTER TABLE t ADD UNIQUE (a), ADD UNIQUE (b) INCLUDE (a)"),
        of("check constraint", "ALTER TABLE t ADD CHECK (a < b), ADD CHECK (b > 0)"),
        of(
            "exclusion constraint",
            "ALTER TABLE t ADD EXCLUDE USING btree (a WITH =) WHERE (a > 0)"),
        of(
            "exclusion with a predicate",
            "ALTER TABLE t ADD EXCLUDE USING btree (a WITH =) WHERE (b > 0)"),
        of("index", "CREATE INDEX ON t (a); CREATE INDEX ON t (a, b); CREATE INDEX ON t ((b + 1))"),
        of("partial index", "CREATE INDEX ON t (c) WHERE a > 0"),
        of("statistics", "CREATE STATISTICS s ON a, b FROM t"),
        since(14, "statistics of an expression", "CREATE STATISTICS s ON (a + 1) FROM t"),
        of(
            "serial and identity",
            "ALTER TABLE t ADD s serial;"
                + " ALTER TABLE t ADD i integer GENERATED ALWAYS AS IDENTITY"),
        of(
            "default by another's sequence",
            "ALTER TABLE t ADD s serial;"
                + " CREATE TABLE o (x integer DEFAULT nextval('t_s_seq'))"),
        of("partition key", RANGES),
        of(
            "partition key of an expression",
            "DROP TABLE t;"
                + " CREATE TABLE t (a integer, b integer) PARTITION BY RANGE ((a + 1))"),
        of(
            "key of a partition",
            "DROP TABLE t; CREATE TABLE t (a integer, b integer) PARTITION BY RANGE (b); CREATE"
                + " TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9) PARTITION BY LIST (a)"),
        of("view of a partition", RANGES + "CREATE VIEW v AS SELECT a FROM t1"),
        of("row type of a partition", RANGES + "CREATE TABLE o (x t1)"),
        of(
            "keys of partitions",
            RANGES
                + "ALTER TABLE t ADD PRIMARY KEY (a, b), ADD CHECK (a > 0); ALTER TABLE t1 ADD"
                + " CHECK (a > 1); CREATE INDEX ON t (a); CREATE INDEX ON t1 (a); CREATE TABLE o (x"
                + " integer, y integer, FOREIGN KEY (x, y) REFERENCES t)"),
        of("trigger of partitions", RANGES + TRIGGER + "OF a ON t" + EACH_ROW),
        of(
            "partition",
            "DROP TABLE t; CREATE TABLE p (a integer, b integer) PARTITION BY LIST (b);"
                + " CREATE TABLE t PARTITION OF p DEFAULT"),
        of(
            "inherited column",
            "DROP TABLE t; CREATE TABLE p (a integer);"
                + " CREATE TABLE t (b integer) INHERITS (p)"),
        of("inheritance child", "CREATE TABLE k () INHERITS (t); CREATE VIEW v AS SELECT a FROM k"),
        of(
            "child with its own column",
            "CREATE TABLE k (a integer) INHERITS (t);" + " CREATE VIEW v AS SELECT a FROM k"),
        of("child of two", "CREATE TABLE u (a integer); CREATE TABLE k () INHERITS (t, u)"),
        of(
            "child by two ways",
            "CREATE TABLE k () INHERITS (t); CREATE TABLE l () INHERITS (t, k);"
                + " CREATE VIEW v AS SELECT a FROM l"),
        of(
            "typed table",
            "DROP TABLE t; CREATE TYPE ty AS (a integer, b integer);" + " CREATE TABLE t OF ty"),
        of(
            "odd names",
            "CREATE SCHEMA \"Odd \"\"s\"; ALTER TABLE t ADD \"B \"\"x\" integer;"
                + " CREATE VIEW \"Odd \"\"s\".\"v w\" AS SELECT \"B \"\"x\" FROM t;"
                + " ALTER TABLE t ADD CONSTRAINT \"K \"\"y\" CHECK (\"B \"\"x\" > a)"));
  }

  private static DependentCase of(String name, String setUp) {
    return since(13, name, setUp);
  }

  private static DependentCase since(int version, String name, String setUp) {
    return new DependentCase(name, version, setUp);
  }
}
