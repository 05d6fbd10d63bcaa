package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.datamove.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Random records, written in every dialect, are read back as they were. */
class RoundTripTest {
  private static final String[] DELIMITERS = {",", ";", "\t", "|", "||", "<>", "a,a"};
  private static final String[] QUOTES = {"\"", "'", "none"};
  private static final String[] ESCAPES = {null, "\\", "\""};
  private static final String[] COMMENTS = {null, "#"};
  private static final String[] NULLS = {"", "NULL", "\\N"};
  private static final String[] ENDS = {"\n", "\r\n", "\r"};
  private static final String[] SNIPPETS = {
    "",
    "x",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "'",
    ",",
    "|",
    "<",
    ">",
    "a",
    ";",
    "\t",
    "\\",
    "#",
    "NULL",
    "\\N",
    "é",
    "😀",
    "0",
    "longer text",
    "\\n",
    "\"\""
  };

  private record Written(String text, List<String> shown) {}

  @TestFactory
  Stream<DynamicTest> everyDialect() {
    List<DynamicTest> tests = new ArrayList<>();
    long seed = 1;
    for (String delimiter : DELIMITERS) {
      for (String quote : QUOTES) {
        for (String escape : ESCAPES) {
          for (String comment : COMMENTS) {
            for (String nullText : NULLS) {
              CsvWriter writer = new CsvWriter(delimiter, quote, escape, comment, nullText);
              long number = seed++;
              if (writer.isPossible()) {
                tests.add(DynamicTest.dynamicTest(writer.options(), () -> check(writer, number)));
              }
            }
          }
        }
      }
    }
    return tests.stream();
  }

  private static void check(CsvWriter writer, long seed) {
    Random random = new Random(seed);
    for (String end : ENDS) {
      for (int i = 0; i < 10; i++) {
        Written written = write(random, writer, end);
        assertEquals(
            written.shown(),
            Reading.with(writer.options()).records(written.text()),
            () -> "seed " + seed + ": " + Json.write(written.text()));
      }
    }
  }

  private static Written write(Random random, CsvWriter writer, String end) {
    StringBuilder text = new StringBuilder();
    List<String> shown = new ArrayList<>();
    List<String> blank = new ArrayList<>();
    int firstFields = 0;
    int line = 1;
    int records = 1 + random.nextInt(6);
    for (int i = 0; i < records; i++) {
      if (writer.comment() != null && random.nextInt(4) == 0) {
        text.append(writer.comment()).append(" \"'not, a record").append(end);
        line++;
      }
      List<String> fields = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        fields.add(random.nextInt(5) == 0 ? null : value(random, writer));
      }
      String record = writer.record(random, fields);
      shown.add(show(line, fields));
      if (record.matches("[ \t]*") && fields.size() == 1) {
        blank.add(show(line, fields));
      } else if (firstFields == 0) {
        firstFields = fields.size();
      }
      text.append(record);
      line += lines(record) + 1;
      if (i + 1 < records || record.isEmpty() || random.nextBoolean()) {
        text.append(end);
      }
    }
    if (firstFields > 1) {
      shown.removeAll(blank);
    }
    return new Written(text.toString(), shown);
  }

  private static String value(Random random, CsvWriter writer) {
    StringBuilder value = new StringBuilder();
    do {
      value.setLength(0);
      for (int i = random.nextInt(4); i > 0; i--) {
        value.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
      }
    } while (!writer.canWrite(value.toString()));
    return value.toString();
  }

  private static String show(int line, List<String> fields) {
    Row row = new Row();
    row.start(1, line);
    for (String field : fields) {
      if (field == null) {
        row.addNull();
      } else {
        row.add(field);
      }
    }
    return Reading.show(row);
  }

  private static int lines(String record) {
    return record.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[^\n]", "").length();
  }

  /** The same for one dialect, in the encodings that have a mark. */
  @TestFactory
  Stream<DynamicTest> everyEncoding() {
    CsvWriter writer = new CsvWriter(",", "\"", null, null, "");
    return Stream.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Random random = new Random(7);
                      for (int i = 0; i < 20; i++) {
                        Written written = write(random, writer, "\n");
                        byte[] bytes = written.text().getBytes(name);
                        String options =
                            "{'delimiter': ',', 'header': false, 'encoding': '" + name + "'}";
                        assertEquals(written.shown(), Reading.with(options).records(bytes));
                        if (name.equals("UTF-8")) {
                          byte[] marked =
                              ("\uFEFF" + written.text()).getBytes(StandardCharsets.UTF_8);
                          assertEquals(written.shown(), Reading.with(options).records(marked));
                        }
                      }
                    }));
  }
}
