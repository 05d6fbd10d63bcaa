package org.datamove.type;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Types of every kind beyond the plain ones, with values from which others can be made. */
final class SampleTypes {
  /** What the types below need; extensions come apart, as a server may lack them. */
  static final String DEFINITIONS =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'a "happy", one');
      CREATE DOMAIN zip AS text CHECK (VALUE ~ '^[0-9]{5}$');
      CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
      CREATE DOMAIN tiny AS varchar(3);
      CREATE DOMAIN three AS integer[] CHECK (cardinality(VALUE) <= 3);
      CREATE TYPE pair AS (a integer, b varchar(4), c date);
      CREATE DOMAIN ordered AS pair CHECK ((VALUE).a > 10);
      CREATE TYPE span AS RANGE (subtype = numeric);
      """;

  static final List<String> EXTENSIONS =
      List.of("citext", "hstore", "ltree", "cube", "vector", "isn", "seg", "intarray");

  /** Values are separated by a character that none of them has. */
  private static final Map<String, String> VALUES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("integer[]", "{1,2,3}~{}~{{1,2},{3,NULL}}~[0:1]={5,6}~{ 7 , -8 }"),
              Map.entry("text[]", "{a,b}~{\"a b\",\"c\\\"d\"}~{NULL,null}~{{x},{y}}~{\"\"}"),
              Map.entry("numeric(4,2)[]", "{1.25,99.99}~{NaN}~{100}~{-0.001}"),
              Map.entry("date[]", "{2024-01-31,1999-12-31}~{today}~{31/12/1999}"),
              Map.entry("varchar(3)[]", "{abc,de}~{abcd}~{\"ab  \"}"),
              Map.entry("boolean[]", "{t,f,true,off}~{yes,NULL}"),
              Map.entry("jsonb[]", "{\"{\\\"a\\\": 1}\"}~{1,true}~{\"[1, 2]\"}"),
              Map.entry("bit(3)[]", "{101,010}~{11}"),
              Map.entry("mood[]", "{sad,ok}~{\"a \\\"happy\\\", one\"}"),
              Map.entry("zip[]", "{12345,00501}~{1}"),
              Map.entry("pair[]", "{\"(1,ab,2024-01-31)\"}~{\"(,,)\"}"),
              Map.entry("int4range", "[1,5)~(2,8]~empty~[,3]~(,)~[7,7]~[9,2]"),
              Map.entry("int8range", "[1,9223372036854775807)~[-5,5]"),
              Map.entry("numrange", "[1.5,2.5]~(0,1)~[NaN,)~[\"1\",2]"),
              Map.entry("daterange", "[2024-01-01,2024-12-31)~[today,infinity]"),
              Map.entry("tsrange", "[2024-01-01 10:00,2024-01-02 11:30:00.5)~(-infinity,]"),
              Map.entry("tstzrange", "[2024-01-01 10:00+02,2024-01-02 00:00Z)"),
              Map.entry("span", "[1.5,2.5]~[3,1]~empty"),
              Map.entry("bit", "1~0~10"),
              Map.entry("bit(4)", "1010~0000~B0101~xF~11111"),
              Map.entry("varbit", "~1~10101~xAB~b01"),
              Map.entry("varbit(5)", "10101~1~111111~x1"),
              Map.entry("inet", "192.168.0.1~10.0.0.0/8~::1~fe80::1/64~1.2.3~::ffff:1.2.3.4"),
              Map.entry("cidr", "192.168.0.0/16~10~2001:db8::/32~10.0.0.1/8~1.2.3"),
              Map.entry("macaddr", "08:00:2b:01:02:03~08002b-010203~0800.2b01.0203"),
              Map.entry("macaddr8", "08:00:2b:01:02:03:04:05~08002b0102030405~08002b:010203"),
              Map.entry("interval", "1 day~P1Y2M~-3 years 4 mons~00:05:06.789~1-2~@ 5 min ago"),
              Map.entry("interval(0)", "1.5 seconds~PT0.7S~04:05"),
              Map.entry("interval year to month", "1-2~5 years~P3Y"),
              Map.entry("timetz", "10:00+02~04:05:06.789-08:00~24:00:00Z~now"),
              Map.entry("money", "$1,000.50~-12.3~($5)~92233720368547758.07~1e3~1,50~-~1.555~ 7 "),
              Map.entry("money[]", "{\"$1,000.50\",2.5}~{1.555}~{-}"),
              Map.entry("xml", "<a/>~<a b=\"c\">d</a>~text~<a>~<?xml version=\"1.0\"?><a/>"),
              Map.entry("point", "(1,2)~3.5,-4~( 1e5 , NaN )"),
              Map.entry("box", "(1,2),(3,4)~((0,0),(1,1))"),
              Map.entry("circle", "<(1,2),3>~((1,2),3)~1,2,3"),
              Map.entry("polygon", "((0,0),(1,1),(2,0))~0,0,1,1"),
              Map.entry("tsvector", "a fat cat~'a b':1A,2 c~it''s:3"),
              Map.entry("tsquery", "fat & (rat | !cat)~a <-> b~'x y':*A"),
              Map.entry("jsonpath", "$.a[*] ? (@ > 5)~strict $~$.\"b\".size()"),
              Map.entry("oid", "1~4294967295~-1~0x10"),
              Map.entry("name", "a~pg_class~" + "x".repeat(70)),
              Map.entry("\"char\"", "a~~\\101~ab"),
              Map.entry("pg_lsn", "16/B374D848~0/0~FFFFFFFF/1"),
              Map.entry("regtype", "integer~pg_catalog.text~numeric(5,2)~nothing"),
              Map.entry("regclass", "pg_class~pg_catalog.pg_type~nothing~1259"),
              Map.entry("int2vector", "1 2 3~-4~40000"),
              Map.entry("mood", "sad~ok~a \"happy\", one~Sad"),
              Map.entry("zip", "12345~00501~1234~12345 "),
              Map.entry("positive", "1~2147483647~0~-5~ 7"),
              Map.entry("tiny", "abc~ab ~abc  ~\u00e9\u20aca~abcd"),
              Map.entry("three", "{1,2,3}~{}~{1,2,3,4}"),
              Map.entry("pair", "(1,ab,2024-01-31)~(,\"a,b\",)~(5,abcde,)~(1,2)"),
              Map.entry("ordered", "(11,ab,2024-01-31)~(5,,)~(,,)"),
              Map.entry("citext", "a~B~\u00c9"),
              Map.entry("citext[]", "{a,B}~{\"x y\"}"),
              Map.entry("hstore", "a=>1~\"b c\"=>NULL,d=>\"e\"~~a=>~b=>2, a=>1~a=>1,a=>2"),
              Map.entry("isbn", "0-393-04002-X~039304002X~9780393040029~0393040020!"),
              Map.entry("seg", "5~1.50 .. 2~<3~5(+-)0.3~~4"),
              Map.entry("query_int", "1&(2|!3)~1 & 2"),
              Map.entry("lquery", "a.*{1,2}.b~*.c@"),
              Map.entry(
                  "jsonb", "{\"b\":1,\"a\":[1.50,2e1]}~{\"a\":1,\"a\":2}~{\"\\u0061\":1,\"a\":2}"),
              Map.entry("bytea", "\\xDEADbeef~deadbeef~\\x de ad~a\\\\b~"),
              Map.entry("ltree", "Top.Science~a.b_c~a..b"),
              Map.entry("cube", "(1,2,3)~[(0,0),(1,1)]~5"),
              Map.entry("vector", "[1,2,3]~[0.5]~[]"),
              Map.entry(
                  "vector(3)",
                  "[1,2,3]~[1,2]~[1e5,-2,NaN]~[1234567890,0.1,2.50]~[0.123456789,1,1]"),
              Map.entry("halfvec(2)", "[1,2]~[65520,1]~[0.1,2049]"),
              Map.entry("sparsevec(5)", "{1:1,3:2}/5~{}/5~{6:1}/5")));

  private SampleTypes() {}

  /** Every type as it is declared; not every server has each of them. */
  static List<String> declarations() {
    return List.copyOf(VALUES.keySet());
  }

  /** Values of a type, and some that nearly are. */
  static List<String> values(String declaration) {
    return List.of(VALUES.get(declaration).split("~", -1));
  }

  /** A type as people write it, for a name of {@code format_type}. */
  static String shortName(String sql) {
    return switch (sql) {
      case "time without time zone" -> "time";
      case "time(0) without time zone" -> "time(0)";
      case "timestamp without time zone" -> "timestamp";
      case "timestamp(3) without time zone" -> "timestamp(3)";
      case "timestamp with time zone" -> "timestamptz";
      case "timestamp(0) with time zone" -> "timestamptz(0)";
      default -> sql.replace("character varying", "varchar").replace("character", "char");
    };
  }
}
