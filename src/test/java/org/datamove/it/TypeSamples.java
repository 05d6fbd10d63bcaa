package org.datamove.it;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that PostgreSQL accepts for a type.
 *
 * @param type the type as a column declares it
 * @param setUp SQL that makes the type known; empty for built-in types
 * @param values the texts; null for NULL
 */
record TypeSamples(String type, String setUp, List<String> values) {

  static List<TypeSamples> all() {
    List<TypeSamples> all = new ArrayList<>();
    all.add(of("boolean", "t", "f", "TRUE", "no", " on ", "1", "0"));
    all.add(of("smallint", "-32768", "32767", "+7", " 007 "));
    all.add(of("integer", "-2147483648", "2147483647", "+7", " 007 "));
    all.add(of("bigint", "-9223372036854775808", "9223372036854775807", "-0"));
    all.add(of("numeric", "1.10", "-.5", "5.", "1e-5", "NaN", "123456789012345678901234567890.1"));
    all.add(of("numeric(5,2)", "1.555", "-999.99", "1e2", "0"));
    all.add(of("real", "1.1", "1e-40", "16777217", "Infinity", "-0", "nan"));
    all.add(of("double precision", "0.1", "1e308", "-inf", "123456789.123456789", "NaN"));
    all.add(
        of("text", "", " ", "\\N", "\\.", "a\tb", "x\ny", "\"q\"", "é😀", "NULL", "\\x41", "'"));
    all.add(of("varchar(5)", "", "abcde", "abc      ", "日本語", "\\"));
    all.add(of("varchar", "", "plain", "a\\b"));
    all.add(of("char(4)", "", "ab", "abcd   ", "é"));
    all.add(of("\"char\"", "a", "\\"));
    all.add(of("name", "a name"));
    all.add(of("bytea", "\\x00ff", "abc", "\\000\\\\", ""));
    all.add(of("date", "2024-02-29", "infinity", "4713-01-01 BC", "Jan 8, 1999", "20240131"));
    all.add(of("time", "04:05:06.789", "040506", "24:00", "04:05 PM"));
    all.add(of("timetz", "04:05:06-08", "04:05:06.123456+05:30"));
    all.add(of("timestamp", "2024-01-31 23:59:60", "-infinity", "2024-01-31T10:20:30.1234567"));
    all.add(of("timestamp(0)", "2024-01-31 10:20:30.5"));
    all.add(of("timestamptz", "2024-01-31T10:20:30Z", "2024-01-31 10:20 Europe/Rome", "epoch"));
    all.add(of("interval", "1 year 2 mons", "P1Y2M3DT4H5M6S", "-1:02:03.4", "1.5 days"));
    all.add(of("interval day to second(2)", "3 04:05:06.789"));
    all.add(
        of("uuid", "A0EEBC999C0B4EF8BB6D6BB9BD380A11", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}"));
    all.add(of("json", "{\"a\" : 1,  \"a\":2}", "[1, \"x\"]", "null", " 1.0 ", "\"\\u00e9\""));
    all.add(of("jsonb", "{\"b\":1,\"a\":[1.10,true,null]}", "\"x\\ny\"", "1e2"));
    all.add(of("xml", "<a b=\"c\">&lt;</a>", "plain"));
    all.add(of("inet", "10.1.2.3/8", "::1", "192.168.0.1"));
    all.add(of("cidr", "10.0.0.0/8", "10.1"));
    all.add(of("macaddr", "08-00-2b-01-02-03"));
    all.add(of("bit(4)", "1010", "b0101", "xA"));
    all.add(of("bit varying(8)", "1", "", "x0F"));
    all.add(of("point", "(1,2)", "1.5 , -2"));
    all.add(of("box", "(1,2),(3,4)"));
    all.add(of("int4range", "[1,5]", "(,3)", "empty", "[ 1 , 2 )"));
    all.add(of("tstzrange", "[2024-01-01 00:00Z,)"));
    all.add(of("int4multirange", "{[1,3),[5,8]}", "{}"));
    all.add(of("integer[]", "{1,2,NULL}", "{}", "{{1,2},{3,4}}", "[0:1]={7,8}"));
    all.add(of("text[]", "{a,\"b,c\",\"\",NULL,\"NULL\",\"q\\\"\\\\\"}", "{é}"));
    all.add(of("varchar(3)[]", "{abc,\"ab   \"}"));
    all.add(of("tsvector", "a fat cat", "'x':1A"));
    all.add(of("tsquery", "fat & ! cat"));
    all.add(of("oid", "0", "4294967295"));
    all.add(of("regclass", "pg_class", "pg_catalog.pg_type"));
    all.add(of("pg_lsn", "16/B374D848"));
    all.add(of("money", "$1,000.50", "-2"));
    all.add(with("CREATE TYPE mood AS ENUM ('sad', 'ok', 'a b')", "mood", "sad", "a b"));
    all.add(with("CREATE TYPE mood AS ENUM ('sad', 'ok')", "mood[]", "{sad,ok,NULL}"));
    all.add(with("CREATE DOMAIN zip AS text CHECK (value ~ '^\\d{5}$')", "zip", "00501", "99999"));
    all.add(with("CREATE DOMAIN short AS varchar(3)", "short", "abc", "ab     "));
    all.add(
        with("CREATE TYPE pair AS (n integer, s text)", "pair", "(1,\"a b\")", "(,)", "(2,\"\")"));
    all.add(
        with("CREATE TYPE pair AS (n int, s text)", "pair[]", "{\"(1,a)\",\"(2,\\\"b c\\\")\"}"));
    return all;
  }

  /** Vectors, for databases that have pgvector. */
  static List<TypeSamples> vectors() {
    String create = "CREATE EXTENSION IF NOT EXISTS vector SCHEMA public";
    return List.of(
        with(create, "vector(3)", "[1,2,3]", " [ 0.1, -2e3, .5 ] "),
        with(create, "vector", "[1,2]", "[3]"));
  }

  private static TypeSamples of(String type, String... values) {
    return with("", type, values);
  }

  private static TypeSamples with(String setUp, String type, String... values) {
    List<String> all = new ArrayList<>(List.of(values));
    all.add(null);
    return new TypeSamples(type, setUp, all);
  }

  /** A file with a column {@code id}, counting from 1, and a column {@code v} with the values. */
  String csv() {
    StringBuilder csv = new StringBuilder("id,v\n");
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      csv.append(i + 1).append(',');
      csv.append(value == null ? "" : "\"" + value.replace("\"", "\"\"") + "\"").append('\n');
    }
    return csv.toString();
  }
}
