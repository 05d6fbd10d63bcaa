package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.datamove.json.Json;
import org.datamove.request.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Commons CSV is trusted with, and what not: where it reads otherwise than is promised, and
 * what it does not tell, is here by itself, so that a later version that does is noticed.
 */
class CommonsCsvTest {
  private static final CSVFormat PLAIN =
      CSVFormat.Builder.create().setIgnoreEmptyLines(false).setRecordSeparator('\n').get();
  private static final CSVFormat ESCAPED = CSVFormat.Builder.create(PLAIN).setEscape('\\').get();
  private static final String[] PIECES = {
    ",",
    "||",
    "|",
    "|-|",
    "|-",
    "-",
    "é",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    "a",
    "bc",
    " ",
    "#",
    "\\",
    "\t",
    "\"x\"",
    "\"a||b\"",
    "\"l\nm\"",
    "\"\"\"q\"\"\"",
    "'",
    "'x'",
    "NULL"
  };

  private static Iterator<CSVRecord> read(CSVFormat format, String text) throws IOException {
    return CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get().iterator();
  }

  private static List<String> first(CSVFormat format, String text) throws IOException {
    return read(format, text).next().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'delimiter': '||'}",
        "{'delimiter': '|-|'}",
        "{'delimiter': '|||'}",
        "{'delimiter': 'é'}",
        "{'delimiter': ',', 'comment': '#'}",
        "{'delimiter': '||', 'comment': '#'}",
        "{'delimiter': ' ', 'comment': '#'}",
        "{'delimiter': 'tab', 'comment': '#', 'quote': '\\''}",
        "{'delimiter': '|', 'quote': 'none'}"
      })
  void itsFieldsAreThoseOfTheScan(String options) throws IOException {
    Dialect dialect = dialect(options);
    Random random = new Random(5);
    for (int round = 0; round < 8_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(scanned(bytes, dialect), given(bytes, dialect), text::toString);
    }
  }

  private static Dialect dialect(String options) {
    var csv =
        Options.fromJson(
                Json.object(options.replace("\\'", "@").replace('\'', '"').replace('@', '\'')))
            .csv();
    return new Dialect(csv.delimiter(), false, csv);
  }

  private static List<String> given(byte[] bytes, Dialect dialect) throws IOException {
    List<String> records = new ArrayList<>();
    RecordReader reader = new RecordReader(DecodedText.of(bytes, null), dialect);
    Row row = new Row();
    while (reader.next(row, 1)) {
      records.add(shown(row));
    }
    return records;
  }

  private static List<String> scanned(byte[] bytes, Dialect dialect) throws IOException {
    List<String> records = new ArrayList<>();
    DecodedText text = DecodedText.of(bytes, null);
    RecordScan scan = new RecordScan(text, dialect);
    Escapes escapes = new Escapes(dialect);
    Character comment = dialect.options().comment();
    long position = 0;
    while (text.at(position) >= 0) {
      boolean left = comment != null && text.at(position) == comment;
      if (left) {
        while (text.at(position) >= 0 && text.at(position) != '\n' && text.at(position) != '\r') {
          position++;
        }
        boolean pair = text.at(position) == '\r' && text.at(position + 1) == '\n';
        position += text.at(position) < 0 ? 0 : pair ? 2 : 1;
        continue;
      }
      scan.scan(position, 1);
      position = scan.end();
      Row row = new Row();
      row.start(1, 1);
      row.problem(scan.problem());
      for (int i = 0; i < scan.fields().size(); i++) {
        String raw = text.slice(scan.fields().get(i).from(), scan.fields().get(i).to());
        if (!scan.isQuoted(i) && dialect.options().nulls().contains(raw)) {
          row.addNull();
        } else {
          escapes.add(row, raw, scan.isQuoted(i));
        }
      }
      records.add(shown(row));
    }
    return records;
  }

  private static String shown(Row row) {
    if (row.problem() != null) {
      return row.problem().kind().name();
    }
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.fields(); i++) {
      fields.add(row.text(i));
    }
    return fields.toString();
  }

  @Test
  void itReadsNeitherDialectOfEscapes() throws IOException {
    // COPY: only before the quote and itself, only inside quotes.
    assertEquals(List.of("C:\new"), first(ESCAPED, "\"C:\\new\""));
    assertEquals(List.of("a,b"), first(ESCAPED, "a\\,b"));
    // COPY's text format: characters by their number, others for themselves.
    assertEquals(List.of("\\x41\\101", "\\v\\q"), first(ESCAPED, "\\x41\\101,\\v\\q"));
  }

  @Test
  void itTakesMisplacedQuotes() throws IOException {
    assertEquals(List.of("a\"b", "c"), first(PLAIN, "a\"b,c"));
    assertEquals(List.of("a", "b"), first(PLAIN, "\"a\" ,b"));
  }

  @Test
  void itSaysNothingOfWhereToGoOnBehindAMalformedRecord() throws IOException {
    Iterator<CSVRecord> records = read(PLAIN, "\"a\"x,1\n\"b\",2\n");
    assertThrows(UncheckedIOException.class, records::next);
    assertEquals(List.of("", "1"), records.next().toList());
  }

  @Test
  void itDoesNotTellAQuotedFieldFromOneThatIsNot() throws IOException {
    assertEquals(List.of("", "", "NA", "NA"), first(PLAIN, "\"\",,\"NA\",NA"));
  }

  @Test
  void itKeepsCommentsAndTakesThemForTheStartOfARecord() throws IOException {
    CSVFormat comments = CSVFormat.Builder.create(PLAIN).setCommentMarker('#').get();
    CSVRecord record = read(comments, "#c\na,b\n").next();
    assertEquals(List.of("a", "b"), record.toList());
    assertEquals(0, record.getCharacterPosition());
    assertEquals("c", record.getComment());
  }
}
