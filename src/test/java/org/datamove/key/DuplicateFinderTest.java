package org.datamove.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.datamove.csv.CsvFile;
import org.datamove.csv.CsvFiles;
import org.datamove.csv.Row;
import org.datamove.json.Json;
import org.datamove.request.Options;
import org.datamove.source.MemorySource;
import org.datamove.type.InferredType;
import org.datamove.type.PgType;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateFinderTest {
  private static final KeyForm TEXT = KeyForms.of(InferredType.TEXT);
  private static final KeyForm NUMBER = KeyForms.of(InferredType.NUMERIC);
  private static final KeyForm ASKED =
      KnownTypes.key(new PgType("public", "citext", 'b', -1, "citext"), null);

  @TempDir Path directory;
  private int questions;

  private DirectoryScratch scratch;

  @BeforeEach
  void makeScratch() {
    scratch = new DirectoryScratch(directory);
  }

  private Map<String, List<String>> lowerCase(Map<String, List<String>> values) {
    questions++;
    Map<String, List<String>> answers = new HashMap<>();
    values.forEach(
        (column, texts) ->
            answers.put(
                column,
                texts.stream()
                    .map(text -> text.equals("bad") ? null : text.toLowerCase(Locale.ROOT))
                    .toList()));
    return answers;
  }

  private static UniqueKey key(boolean nullsNotDistinct, Integer... fields) {
    List<String> columns = Stream.of(fields).map(field -> "c" + field).toList();
    return new UniqueKey("k", columns, List.of(fields), nullsNotDistinct);
  }

  private List<Duplicates> find(
      String csv, List<UniqueKey> keys, Map<String, KeyForm> forms, int keep, boolean reject)
      throws Exception {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    Options options = Options.fromJson(Json.object("{\"header\":false,\"delimiter\":\",\"}"));
    try (CsvFile file = CsvFiles.open(MemorySource.of(bytes), options.csv())) {
      KeyCollector collector = new KeyCollector(keys, List.of(), 3, scratch);
      Row row = new Row();
      while (file.next(row)) {
        collector.add(row);
      }
      return new DuplicateFinder(this::lowerCase, scratch, keep).find(collector, forms, reject);
    }
  }

  private static List<String> lines(Duplicates duplicates) {
    return duplicates.first().stream().map(d -> d.place() + " as " + d.firstPlace()).toList();
  }

  private List<String> lines(String csv, UniqueKey key, KeyForm form) throws Exception {
    Map<String, KeyForm> forms = Map.of("c0", form, "c1", form, "c2", form);
    return lines(find(csv, List.of(key), forms, 100, false).get(0));
  }

  @Test
  void theFirstRowIsNoDuplicateAndAllLaterOnesAre() throws Exception {
    String csv = "1,a,x\n2,b,x\n01,c,x\n1.0,d,x\n2,e,x\n";
    assertEquals(List.of("3 as 1", "4 as 1", "5 as 2"), lines(csv, key(false, 0), NUMBER));
    assertEquals(List.of("5 as 2"), lines(csv, key(false, 0), TEXT));
    assertEquals(List.of(), lines(csv, key(false, 0, 1), TEXT));
  }

  @Test
  void nullEqualsNothingUnlessItIsNotDistinct() throws Exception {
    String csv = ",a,x\n,a,x\n1,,x\n,,x\n,,x\n";
    assertEquals(List.of(), lines(csv, key(false, 0, 1), TEXT));
    assertEquals(List.of("2 as 1", "5 as 4"), lines(csv, key(true, 0, 1), TEXT));
  }

  @Test
  void fieldsOfAKeyDoNotRunIntoEachOther() throws Exception {
    assertEquals(List.of(), lines("ab,c,x\na,bc,x\n,abc,x\n", key(true, 0, 1), TEXT));
    assertEquals(List.of(), lines("\"\",a,x\n,a,x\n", key(true, 0, 1), TEXT));
  }

  @Test
  void whatAFormLeavesOpenIsAskedOnceForManyRows() throws Exception {
    String csv = "Ann,1,x\nbad,1,x\nANN,1,x\nBob,1,x\nbad,1,x\nbob,1,x\nAnn,1,x\n";
    assertEquals(List.of("3 as 1", "6 as 4", "7 as 1"), lines(csv, key(false, 0), ASKED));
    assertEquals(1, questions);
  }

  @Test
  void rowsThatRepeatAKeyAreNoneForTheOthersWhereTheyAreRejected() throws Exception {
    String csv = "1,a,x\n1,b,x\n2,b,x\n";
    List<UniqueKey> keys = List.of(key(false, 0), key(false, 1));
    Map<String, KeyForm> forms = Map.of("c0", NUMBER, "c1", TEXT);
    assertEquals(
        List.of(List.of("2 as 1"), List.of("3 as 2")),
        find(csv, keys, forms, 9, false).stream().map(DuplicateFinderTest::lines).toList());
    assertEquals(
        List.of(List.of("2 as 1"), List.of()),
        find(csv, keys, forms, 9, true).stream().map(DuplicateFinderTest::lines).toList());
  }

  @Test
  void keepsTheFirstAndCountsAll() throws Exception {
    Duplicates found =
        find("1,,\n".repeat(1000), List.of(key(false, 0)), Map.of("c0", NUMBER), 2, false).get(0);
    assertEquals(999, found.total());
    assertEquals(List.of("2 as 1", "3 as 1"), lines(found));
    assertEquals("1", found.first().get(0).values());
  }

  @Test
  void aKeyWithoutAFormIsNotLookedAt() throws Exception {
    assertEquals(List.of(), find("1,,\n1,,\n", List.of(key(false, 0)), Map.of(), 2, false));
  }

  @Test
  void manyKeysAreDividedOnDisk() throws Exception {
    int rows = 400_000;
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder();
    Map<String, Integer> first = new HashMap<>();
    List<String> expected = new ArrayList<>();
    for (int line = 1; line <= rows; line++) {
      // one key in a third of the rows, or one of about as many as there are rows
      int number = random.nextInt(3) == 0 ? 7 : random.nextInt(2 * rows);
      String key = "a key that takes some room " + number;
      csv.append(key).append(",").append(line).append(",\n");
      Integer earlier = first.putIfAbsent(key, line);
      if (earlier != null) {
        expected.add(line + " as " + earlier);
      }
    }
    Duplicates found =
        find(csv.toString(), List.of(key(false, 0)), Map.of("c0", TEXT), Integer.MAX_VALUE, false)
            .get(0);
    assertEquals(expected.size(), found.total());
    assertEquals(expected, lines(found));
    assertTrue(scratch.files() > 128, scratch.files() + " files");
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
