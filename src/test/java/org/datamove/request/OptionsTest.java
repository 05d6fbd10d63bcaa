package org.datamove.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.datamove.error.Failure;
import org.datamove.error.RequestException;
import org.datamove.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static final String CHARACTER = "It takes one character, or \"none\".";

  private static Options options(String json) {
    return Options.fromJson(Json.object(json.replace('\'', '"')));
  }

  private static CsvOptions csv(String json) {
    return options(json).csv();
  }

  private static Failure refused(String json) {
    return assertThrows(RequestException.class, () -> options(json), json).failure();
  }

  @Test
  void defaults() {
    Options options = options("{}");
    assertEquals(
        new CsvOptions(
            null,
            '"',
            null,
            EscapeDialect.COPY,
            List.of(""),
            null,
            0,
            new HeaderOption.Present(),
            Map.of(),
            HeaderMatch.EXACT,
            1000,
            null,
            false),
        options.csv());
    assertEquals(Mode.REPLACE, options.mode());
    assertEquals(MissingColumns.DROP, options.missingColumns());
    assertFalse(options.dropSpanningIndexes());
    assertFalse(options.allowReferentialActions());
    assertNull(options.replaceBy());
    assertEquals(SequenceHandling.ADVANCE, options.sequences());
    assertTrue(options.analyze());
    assertFalse(options.checkDeferred());
    assertEquals(OnError.STOP, options.onError());
    assertFalse(options.rejects());
    assertEquals(100, options.reportLimit());
    assertEquals(new RejectLimit(100, null), options.rejectLimit());
  }

  @Test
  void anOptionThatIsNullHasItsDefault() {
    assertEquals(
        options("{}"),
        options(
            "{'delimiter': null, 'null': null, 'skip_lines': null, 'header': null,"
                + " 'encoding': null, 'mode': null, 'missing_columns': null, 'drop_spanning_indexes': null,"
                + " 'allow_empty': null,"
                + " 'allow_unrelated': null, 'allow_drop': null, 'allow_referential_actions': null, 'replace_by': null, 'sequences': null,"
                + " 'analyze': null, 'check_deferred': null, 'rehearse': null,"
                + " 'on_error': null, 'report_limit': null, 'reject_limit': null, 'lock_timeout': null, 'progress': null,"
                + " 'escape': null, 'comment': null}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          {'delimiter': ';'}      ~ ;
          {'delimiter': '||'}     ~ ||
          {'delimiter': 'none'}   ~ none
          {'delimiter': 'auto'}   ~
          """)
  void delimiters(String json, String expected) {
    assertEquals(expected, csv(json).delimiter());
  }

  @Test
  void tabsAsPeopleWriteThem() {
    for (String written : List.of("\\\\t", "\\t", "tab")) {
      assertEquals("\t", csv("{'delimiter': '" + written + "'}").delimiter());
    }
  }

  @Test
  void characters() {
    assertEquals('\'', Options.fromJson(Json.object("{\"quote\":\"'\"}")).csv().quote());
    assertEquals('\\', csv("{'escape': '\\\\'}").escape());
    assertEquals('#', csv("{'comment': '#'}").comment());
    for (String nothing : List.of("null", "''", "'none'")) {
      assertNull(csv("{'quote': " + nothing + "}").quote());
      assertNull(csv("{'escape': " + nothing + "}").escape());
      assertNull(csv("{'comment': " + nothing + "}").comment());
    }
  }

  @Test
  void theRestOfTheDialect() {
    assertEquals(List.of("\\N"), csv("{'null': '\\\\N'}").nulls());
    assertEquals(List.of("", "NULL"), csv("{'null': ['', 'NULL', '']}").nulls());
    assertTrue(csv("{'lenient': true}").lenient());
    assertEquals(3, csv("{'skip_lines': 3}").skipLines());
    assertEquals(StandardCharsets.ISO_8859_1, csv("{'encoding': 'latin1'}").encoding());
    assertEquals(new HeaderOption.Present(), csv("{'header': true}").header());
    assertEquals(new HeaderOption.Absent(), csv("{'header': false}").header());
    assertEquals(new HeaderOption.Names(List.of("a", "b")), csv("{'header': ['a', 'b']}").header());
  }

  @Test
  void decisions() {
    for (Mode mode : Mode.values()) {
      assertEquals(mode, options(word("mode", mode)).mode());
    }
    for (MissingColumns missing : MissingColumns.values()) {
      assertEquals(missing, options(word("missing_columns", missing)).missingColumns());
    }
    for (ReplaceBy by : ReplaceBy.values()) {
      assertEquals(by, options(word("replace_by", by)).replaceBy());
    }
    for (SequenceHandling handling : SequenceHandling.values()) {
      assertEquals(handling, options(word("sequences", handling)).sequences());
    }
    for (OnError onError : OnError.values()) {
      assertEquals(onError, options(word("on_error", onError)).onError());
    }
    assertTrue(options("{'on_error': 'reject'}").rejects());
  }

  private static String word(String option, Enum<?> value) {
    return "{'" + option + "': '" + value.name().toLowerCase(java.util.Locale.ROOT) + "'}";
  }

  @Test
  void switches() {
    assertFlag("drop_spanning_indexes", Options::dropSpanningIndexes);
    assertFlag("allow_empty", Options::allowEmpty);
    assertFlag("allow_unrelated", Options::allowUnrelated);
    assertFlag("allow_drop", Options::allowDrop);
    assertFlag("allow_referential_actions", Options::allowReferentialActions);
    assertFlag("analyze", Options::analyze);
    assertFlag("check_deferred", Options::checkDeferred);
    assertFlag("rehearse", Options::checkDeferred);
  }

  private static void assertFlag(String option, Function<Options, Boolean> value) {
    assertTrue(value.apply(options("{'" + option + "': true}")), option);
    assertFalse(value.apply(options("{'" + option + "': false}")), option);
    assertEquals(
        new Failure(
            "22023",
            "invalid value for option \"" + option + "\": \"1\"",
            null,
            "It takes true or false."),
        refused("{'" + option + "': 1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          0        ~ 0      ~            ~ 0 rows
          1        ~ 1      ~            ~ 1 row
          1000000  ~ 1000000~            ~ 1000000 rows
          '5%'     ~        ~ 5          ~ 5 % of the rows
          '2.5 %'  ~        ~ 2.5        ~ 2.5 % of the rows
          '100%'   ~        ~ 100        ~ 100 % of the rows
          '0%'     ~        ~ 0          ~ 0 % of the rows
          """)
  void rowsThatMayBeRejected(String json, Integer rows, Double percent, String words) {
    Options read = options("{'reject_limit': " + json + "}");
    assertEquals(new RejectLimit(rows, percent), read.rejectLimit());
    assertEquals(words, read.rejectLimit().words());
    assertEquals(100, read.reportLimit());
  }

  @Test
  void findingsThatAreTold() {
    Options read = options("{'report_limit': 2}");
    assertEquals(2, read.reportLimit());
    assertEquals(RejectLimit.DEFAULT, read.rejectLimit());
  }

  @Test
  void aLimitIsExceededByTheNextRow() {
    assertFalse(new RejectLimit(2, null).isExceeded(2, 10));
    assertTrue(new RejectLimit(2, null).isExceeded(3, 1000));
    assertFalse(new RejectLimit(null, 10.0).isExceeded(1, 10));
    assertTrue(new RejectLimit(null, 10.0).isExceeded(2, 10));
    assertFalse(new RejectLimit(null, 0.0).isExceeded(0, 0));
    assertTrue(new RejectLimit(0, null).isExceeded(1, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          {'delimiter': ''}      ~ delimiter  ~          ~ It takes one or more characters, or "auto".
          {'delimiter': 1}       ~ delimiter  ~ 1        ~ It takes a string.
          {'null': false}        ~ null       ~ false    ~ It takes a string, or an array of strings.
          {'null': []}           ~ null       ~ []       ~ It takes a string, or an array of strings.
          {'null': ['', 1]}      ~ null       ~ ["",1]   ~ It takes a string, or an array of strings.
          {'lenient': 'yes'}     ~ lenient    ~ yes      ~ It takes true or false.
          {'list_skipped': 1}    ~ list_skipped ~ 1      ~ It takes true or false.
          {'skip_lines': -1}     ~ skip_lines ~ -1       ~ It takes a whole number from 0 to 2147483647.
          {'skip_lines': '1'}    ~ skip_lines ~ 1        ~ It takes a whole number from 0 to 2147483647.
          {'skip_lines': 1.5}    ~ skip_lines ~ 1.5      ~ It takes a whole number from 0 to 2147483647.
          {'skip_lines': 2147483648} ~ skip_lines ~ 2147483648 ~ It takes a whole number from 0 to 2147483647.
          {'skip_lines': 99999999999999999999} ~ skip_lines ~ 99999999999999999999 ~ It takes a whole number from 0 to 2147483647.
          {'encoding': 'nowhere-8'} ~ encoding ~ nowhere-8 ~ It takes a charset's name, such as UTF-8, ISO-8859-1 or windows-1252.
          {'encoding': 'no such'}   ~ encoding ~ no such   ~ It takes a charset's name, such as UTF-8, ISO-8859-1 or windows-1252.
          {'encoding': ''}          ~ encoding ~           ~ It takes a charset's name, such as UTF-8, ISO-8859-1 or windows-1252.
          {'header': 'yes'}      ~ header     ~ yes      ~ It takes true, false, or an array of column names.
          {'header': []}         ~ header     ~ []       ~ It takes true, false, or an array of column names.
          {'header': ['a', 1]}   ~ header     ~ ["a",1]  ~ It takes true, false, or an array of column names.
          {'header': {'a': 1}}   ~ header     ~ {"a":1}  ~ It takes true, false, or an array of column names.
          {'mode': 'merge'}      ~ mode       ~ merge    ~ Values are: replace, append, upsert.
          {'mode': 'REPLACE'}    ~ mode       ~ REPLACE  ~ Perhaps you meant "replace". Values are: replace, append, upsert.
          {'mode': true}         ~ mode       ~ true     ~ Values are: replace, append, upsert.
          {'missing_columns': 1} ~ missing_columns ~ 1   ~ Values are: drop, keep.
          {'replace_by': ''}     ~ replace_by ~          ~ Values are: truncate, delete.
          {'sequences': 'reset'} ~ sequences  ~ reset    ~ Values are: advance, keep.
          {'on_error': 'ignore'} ~ on_error   ~ ignore   ~ Values are: stop, reject.
          {'reject_limit': -1}   ~ reject_limit ~ -1     ~ It takes a number of rows, or a percentage such as "5%".
          {'reject_limit': '101%'} ~ reject_limit ~ 101%     ~ It takes a number of rows, or a percentage such as "5%".
          {'reject_limit': '5'}  ~ reject_limit ~ 5        ~ It takes a number of rows, or a percentage such as "5%".
          {'report_limit': 0}    ~ report_limit ~ 0      ~ It takes a whole number from 1 to 2147483647.
          {'report_limit': '5%'} ~ report_limit ~ 5%     ~ It takes a whole number from 1 to 2147483647.
          {'reject_limit': 3000000000} ~ reject_limit ~ 3000000000 ~ It takes a number of rows, or a percentage such as "5%".
          """)
  void valuesThatAreNot(String json, String option, String value, String hint) {
    String shown = value == null ? "" : value;
    assertEquals(
        new Failure(
            "22023", "invalid value for option \"" + option + "\": \"" + shown + "\"", null, hint),
        refused(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quote", "escape", "comment"})
  void oneCharacterOnly(String option) {
    for (String value : List.of("ab", "😀")) {
      assertEquals(
          new Failure(
              "22023",
              "invalid value for option \"" + option + "\": \"" + value + "\"",
              null,
              CHARACTER),
          refused("{'" + option + "': '" + value + "'}"));
    }
    assertEquals(CHARACTER, refused("{'" + option + "': '\\n'}").hint());
    assertEquals(CHARACTER, refused("{'" + option + "': 1}").hint());
  }

  @Test
  void unknownOptionsAreToldTheKnownOnes() {
    assertEquals(
        new Failure(
            "22023",
            "unknown option \"delimeter\"",
            null,
            "Perhaps you meant \"delimiter\". Options are: allow_drop, allow_empty, allow_referential_actions, allow_unrelated, analyze,"
                + " check_deferred, columns, comment, delimiter, drop_spanning_indexes,"
                + " encoding, escape, escape_dialect, header, header_match, lenient, list_skipped, lock_timeout, max_expansion, missing_columns, mode,"
                + " null, on_altered, on_conflict, on_error, progress, quote, rebuild_indexes, rehearse, reject_limit, replace_by, report_limit,"
                + " sequences, server, skip_lines, types, update_columns, vector_index."),
        refused("{'delimeter': ';'}"));
    for (String name : List.of("max_errors", "cascade", "allow_cascade")) {
      assertEquals("unknown option \"" + name + "\"", refused("{'" + name + "': 1}").message());
    }
    assertEquals("unknown option \"\"", refused("{'': 1}").message());
    assertEquals("unknown option \"Mode\"", refused("{'Mode': 'append'}").message());
  }
}
