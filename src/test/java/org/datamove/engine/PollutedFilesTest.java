package org.datamove.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.datamove.csv.CsvFile;
import org.datamove.csv.CsvFiles;
import org.datamove.csv.Row;
import org.datamove.json.Json;
import org.datamove.request.CsvOptions;
import org.datamove.request.Options;
import org.datamove.source.MemorySource;
import org.datamove.type.accept.ValueRule;
import org.datamove.validate.finding.Judge;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Copies of a clean file, each with one changed place, in every place that a change can have: what
 * the option {@code lenient} makes of the record is the clean one, or nothing.
 */
class PollutedFilesTest {
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put(
        "typed, unquoted: int! text int date",
        """
        id,name,qty,born
        1,Ann,5,2024-01-05
        2,Bo,,2024-02-06
        3,,7,
        14,Cyril,12,2024-03-07
        5,Dee,,
        """);
    FILES.put(
        "text, unquoted: text text text",
        """
        id,name,note
        1,Ann,x y
        2,,zed
        3,Cy,
        4,,
        5,Dee,last
        """);
    FILES.put(
        "text, quoted: text text text text",
        """
        "id","name","note","more"
        "1","Table, 48","round, low","a"
        "2","say ""hi"" now","","b"
        "3","","","c"
        "4","ends ""so\""","x","d, e"
        "5","Ann","y",""
        """);
    FILES.put(
        "mixed: int! text text numeric",
        """
        id,name,note,price
        1,"Smith, J",plain,1.50
        2,Bo,"a, b",
        3,"5"" disk",,12.00
        4,,"",3
        5,"Dee","x",4.25
        """);
    FILES.put(
        "several lines: int! text text",
        """
        id,name,note
        1,"two
        lines",x
        2,Bo,"three

        lines, more"
        3,"a,b,c
        d,e,f
        g",y
        4,Cy,z
        5,"Dee","w"
        """);
    FILES.put(
        "several lines of text: text text",
        """
        name,note
        "two
        lines",x
        Ann,"1,2
        3,4
        5,6"
        Bo,y
        "Cy","z, z"
        "",
        """);
    FILES.put(
        "two columns: int! text",
        """
        id,note
        1,Ann
        2,"x, y"
        3,
        4,""
        5,zed
        """);
  }

  @TestFactory
  Stream<DynamicTest> neverGiveAnotherRow() {
    return FILES.entrySet().stream()
        .flatMap(
            file ->
                Stream.of("\n", "\r\n")
                    .map(
                        end ->
                            DynamicTest.dynamicTest(
                                file.getKey() + (end.length() == 1 ? "" : ", CRLF"),
                                () -> check(file.getKey(), file.getValue(), end))));
  }

  private static void check(String name, String text, String end) throws IOException {
    String[] types = name.substring(name.indexOf(": ") + 2).split(" ");
    String clean = text.replace("\n", end);
    List<String> expected = rows(clean, true, types).loaded();
    assertEquals(expected, rows(clean, false, types).loaded());
    Set<String> seen = new LinkedHashSet<>();
    int from = clean.indexOf(end) + end.length();
    for (int at = from; at <= clean.length(); at++) {
      for (String polluted : pollutions(clean, at)) {
        if (seen.add(polluted)) {
          check(polluted, expected, types);
        }
      }
    }
  }

  private static List<String> pollutions(String clean, int at) {
    String before = clean.substring(0, at);
    String after = clean.substring(at);
    List<String> copies = new ArrayList<>(List.of(before + "," + after, before + "\"" + after));
    if (!after.isEmpty() && ",\"\n\r".indexOf(after.charAt(0)) >= 0) {
      copies.add(before + after.substring(1));
      if (after.length() > 1) {
        copies.add(before + after.charAt(1) + after.charAt(0) + after.substring(2));
      }
    }
    return copies;
  }

  private static void check(String polluted, List<String> clean, String[] types)
      throws IOException {
    Outcome strict = rows(polluted, false, types);
    Outcome lenient = rows(polluted, true, types);
    List<String> left = new ArrayList<>(clean);
    for (String row : lenient.loaded()) {
      boolean asItIs = left.remove(row);
      boolean quoteKept =
          !asItIs
              && left.stream()
                  .filter(one -> one.replace("\"", "").equals(row.replace("\"", "")))
                  .findFirst()
                  .map(left::remove)
                  .isPresent();
      boolean asWritten = strict.loaded().contains(row);
      assertTrue(
          asItIs || quoteKept || asWritten,
          () -> "of\n" + polluted + "\nbecame " + row + "\nand strictly " + strict);
    }
  }

  /** The same for files that are made at random. */
  @TestFactory
  Stream<DynamicTest> ofRandomFilesNeverGiveAnotherRow() {
    return LongStream.range(1, 1 + Long.getLong("datamove.random", 40))
        .mapToObj(
            seed -> {
              RandomTypedFile file = new RandomTypedFile(seed);
              String name = "seed " + seed + ": " + String.join(" ", file.types());
              return DynamicTest.dynamicTest(name, () -> check(name, file.text(), "\n"));
            });
  }

  private record Outcome(List<String> loaded, int refused) {}

  private static Outcome rows(String text, boolean lenient, String[] types) throws IOException {
    String json = "{\"delimiter\": \",\", \"lenient\": " + lenient + "}";
    CsvOptions options = Options.fromJson(Json.object(json)).csv();
    try (CsvFile file =
        CsvFiles.open(MemorySource.of(text.getBytes(StandardCharsets.UTF_8)), options)) {
      file.expect(
          List.of(types), new Alignment(columns(types), PollutedFilesTest::judge, ",", true));
      List<String> loaded = new ArrayList<>();
      int refused = 0;
      Row row = new Row();
      while (file.next(row)) {
        String shown = row.problem() == null ? shown(row, types) : null;
        if (shown == null) {
          refused++;
        } else {
          loaded.add(shown);
        }
      }
      return new Outcome(loaded, refused);
    }
  }

  /** Null where the row is refused. */
  private static String shown(Row row, String[] types) {
    if (row.fields() != types.length) {
      return null;
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < types.length; i++) {
      String value = row.text(i);
      if (value == null ? types[i].endsWith("!") : !accepts(types[i].replace("!", ""), value)) {
        return null;
      }
      shown.append(value == null ? " NULL" : " [" + value + "]");
    }
    return shown.toString();
  }

  private static List<Alignment.Column> columns(String[] types) {
    List<Alignment.Column> columns = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      String type = types[i].replace("!", "");
      ValueRule rule = type.equals("text") ? (bytes, from, to) -> true : ValueRule.NEVER;
      columns.add(new Alignment.Column(type + i, !types[i].endsWith("!"), rule));
    }
    return columns;
  }

  private static Map<String, List<Judge.Verdict>> judge(
      Map<String, List<String>> values, Set<String> written) {
    Map<String, List<Judge.Verdict>> verdicts = new LinkedHashMap<>();
    values.forEach(
        (column, asked) ->
            verdicts.put(
                column,
                asked.stream()
                    .map(
                        value ->
                            accepts(column.replaceAll("\\d", ""), value)
                                ? Judge.Verdict.ACCEPTED
                                : new Judge.Verdict("22P02", "no", null))
                    .toList()));
    return verdicts;
  }

  private static boolean accepts(String type, String value) {
    return switch (type) {
      case "int" -> value.matches("\\s*[+-]?\\d+\\s*");
      case "numeric" -> value.matches("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)\\s*");
      case "date" -> value.matches("\\s*\\d{4}-\\d{2}-\\d{2}\\s*");
      default -> true;
    };
  }
}
