package org.datamove.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

class OrphanFinderTest {
  private static final KeyForm TEXT = KeyForms.of(InferredType.TEXT);
  private static final KeyForm NUMBER = KeyForms.of(InferredType.NUMERIC);
  private static final KeyForm ASKED =
      KnownTypes.key(new PgType("public", "citext", 'b', -1, "citext"), null);
  private static final KeyReference ONE = reference(List.of(1), List.of(0), false);

  @TempDir Path directory;

  private DirectoryScratch scratch;

  @BeforeEach
  void makeScratch() {
    scratch = new DirectoryScratch(directory);
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> values) {
    Map<String, List<String>> answers = new HashMap<>();
    values.forEach(
        (column, texts) ->
            answers.put(
                column,
                texts.stream()
                    .map(text -> text.startsWith("bad") ? null : text.toLowerCase(Locale.ROOT))
                    .toList()));
    return answers;
  }

  private static KeyReference reference(List<Integer> fields, List<Integer> parents, boolean full) {
    return new KeyReference(
        fields.stream().map(field -> "c" + field).toList(),
        fields,
        parents.stream().map(field -> "c" + field).toList(),
        parents,
        full);
  }

  private KeyCollector collect(String csv, int fields, KeyReference reference) throws Exception {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    Options options = Options.fromJson(Json.object("{\"header\":false,\"delimiter\":\",\"}"));
    try (CsvFile file = CsvFiles.open(MemorySource.of(bytes), options.csv())) {
      KeyCollector collector = new KeyCollector(List.of(), List.of(reference), fields, scratch);
      Row row = new Row();
      while (file.next(row)) {
        collector.add(row);
      }
      return collector;
    }
  }

  private static Map<String, KeyForm> forms(KeyForm form) {
    return Map.of("c0", form, "c1", form, "c2", form, "c3", form);
  }

  private List<String> find(KeyCollector collector, KeyReference reference, KeyForm form)
      throws Exception {
    List<String> found = new ArrayList<>();
    boolean complete =
        new OrphanFinder(OrphanFinderTest::lowerCase, scratch)
            .find(
                collector,
                reference,
                forms(form),
                (row, place, values) -> found.add(place + " " + values));
    assertTrue(complete);
    return found;
  }

  private List<String> find(String csv, KeyReference reference, KeyForm form) throws Exception {
    return find(collect(csv, 4, reference), reference, form);
  }

  @Test
  void aRowMayReferToAnotherBehindItOrToItself() throws Exception {
    String csv = "1,2,,\n2,1,,\n3,3,,\n4,5,,\n6,,,\n,6,,\n";
    assertEquals(List.of("4 [5]"), find(csv, ONE, NUMBER));
  }

  @Test
  void valuesAreEqualAsTheirTypeHasIt() throws Exception {
    String csv = "1,01.0,,\na,A,,\n";
    assertEquals(List.of("1 [01.0]", "2 [A]"), find(csv, ONE, TEXT));
    assertEquals(List.of("2 [3]"), find("1,01.0,,\n2,3,,\n", ONE, NUMBER));
  }

  @Test
  void whatAFormLeavesOpenIsAsked() throws Exception {
    assertEquals(List.of("3 [c]"), find("a,B,,\nb,A,,\nbad,c,,\nd,bad,,\n", ONE, ASKED));
  }

  @Test
  void nothingIsToldWhereTooManyOfTheParentsAreRefused() throws Exception {
    StringBuilder csv = new StringBuilder("x,x,,\n");
    for (int i = 0; i < 10_001; i++) {
      csv.append("bad").append(i).append(",,,\n");
    }
    csv.append("y,y,,\n");
    KeyCollector collector = collect(csv.toString(), 4, ONE);
    OrphanFinder finder = new OrphanFinder(OrphanFinderTest::lowerCase, scratch);
    assertFalse(finder.find(collector, ONE, forms(ASKED), (row, place, values) -> {}));
  }

  @Test
  void ofSeveralColumnsOneNullIsEnoughUnlessTheyMatchFully() throws Exception {
    String csv = "1,1,,\n1,2,1,\n2,2,,9\n3,3,1,2\n4,4,2,1\n5,,5,\n";
    KeyReference simple = reference(List.of(2, 3), List.of(0, 1), false);
    assertEquals(List.of("5 [2, 1]"), find(csv, simple, NUMBER));
    KeyReference full = reference(List.of(2, 3), List.of(0, 1), true);
    assertEquals(
        List.of("2 [1, null]", "3 [null, 9]", "5 [2, 1]", "6 [5, null]"), find(csv, full, NUMBER));
  }

  @Test
  void refusedRowsAreNoParentsAndAnOrphanIsFoundOnce() throws Exception {
    KeyCollector collector = collect("1,9,,\n2,1,,\n3,2,,\n4,,,\n5,4,,\n", 4, ONE);
    assertEquals(List.of("1 [9]"), find(collector, ONE, NUMBER));
    assertEquals(List.of(), find(collector, ONE, NUMBER));
    collector.refusedLate(1);
    assertEquals(List.of("2 [1]"), find(collector, ONE, NUMBER));
    collector.refusedLate(2);
    collector.refusedLate(4);
    assertEquals(List.of("3 [2]", "5 [4]"), find(collector, ONE, NUMBER));
  }

  @Test
  void aRefusedValueIsNeitherParentNorChild() throws Exception {
    KeyCollector collector = collect("1,,,\n2,1,,\n3,9,,\n", 4, ONE);
    collector.refusedLate(1, 0);
    collector.refusedLate(3, 1);
    assertEquals(List.of("2 [1]"), find(collector, ONE, NUMBER));
  }

  @Test
  void manyAreDividedOnDisk() throws Exception {
    int rows = 300_000;
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int line = 1; line <= rows; line++) {
      // every third refers to one and the same
      int parent = line % 3 == 0 ? 7 : 1 + random.nextInt(rows + rows / 100);
      String text = "a key that takes some room ";
      csv.append(text).append(line).append(',').append(text).append(parent).append(",,\n");
      if (parent > rows) {
        expected.add(line + " [" + text + parent + "]");
      }
    }
    KeyCollector collector = collect(csv.toString(), 4, ONE);
    List<String> found = new ArrayList<>(find(collector, ONE, TEXT));
    expected.sort(null);
    found.sort(null);
    assertEquals(expected, found);
    assertTrue(scratch.files() > 128, scratch.files() + " files");
    collector.clear();
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
