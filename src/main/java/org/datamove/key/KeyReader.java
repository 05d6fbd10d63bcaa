package org.datamove.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.datamove.type.keyform.KeyBytes;
import org.datamove.type.keyform.KeyForm;

/**
 * Brings what was written down for a key into the common form, in the file's order. Once PostgreSQL
 * has to be asked for a row, the rows that follow wait with it, so that it is asked for many.
 */
final class KeyReader {
  private static final int MOST_WAITING_BYTES = 1024 * 1024;
  private static final int MOST_WAITING_ROWS = 20_000;
  private static final int MOST_REFUSED = 10_000;
  private static final int DECIDED = 1;
  private static final int AS_WRITTEN = 2;

  /** A row with all of its fields as the file has them; null is NULL. */
  private record Waiting(long row, long place, List<String> values) {}

  private final CollectedKey key;
  private final List<KeyForm> forms;
  private final Normalizer normalizer;
  private final long seed;
  private final KeySink sink;
  private final KeyBytes text = new KeyBytes();
  private final KeyBytes form = new KeyBytes();
  private final KeyBytes field = new KeyBytes();
  private final List<Waiting> waiting = new ArrayList<>();
  private long waitingBytes;
  private long refused;

  KeyReader(CollectedKey key, List<KeyForm> forms, Normalizer normalizer, long seed, KeySink sink) {
    this.key = key;
    this.forms = forms;
    this.normalizer = normalizer;
    this.seed = seed;
    this.sink = sink;
  }

  /**
   * Reads all of it.
   *
   * @return whether all values were looked at; not those of a column that is full of refused ones
   */
  boolean run() throws IOException, InterruptedException {
    try (KeyInput in = new KeyInput(key.log.read())) {
      for (long row = in.numberOrEnd(); row >= 0; row = in.numberOrEnd()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        read(in, row);
        if (waitingBytes >= MOST_WAITING_BYTES || waiting.size() >= MOST_WAITING_ROWS) {
          ask();
        }
      }
    }
    ask();
    return refused < MOST_REFUSED;
  }

  private void read(KeyInput in, long row) throws IOException, InterruptedException {
    long place = in.number();
    text.clear();
    form.clear();
    boolean decided = true;
    for (KeyForm column : forms) {
      long length = in.number();
      text.addNumber(length);
      if (length == 0) {
        form.addNumber(0);
        continue;
      }
      int start = text.length();
      in.bytes(text, (int) length - 1);
      field.clear();
      decided = decided && column.add(text.array(), start, text.length(), field);
      addField(DECIDED);
    }
    if (key.isSkipped(row)) {
      return;
    }
    if (decided && waiting.isEmpty()) {
      sink.add(hash(), row, place, form, text);
    } else {
      waiting.add(new Waiting(row, place, KeyText.values(text, forms.size())));
      waitingBytes += text.length();
    }
  }

  private void addField(int how) {
    form.addNumber(how);
    form.addNumber(field.length());
    form.add(field.array(), 0, field.length());
  }

  private long hash() {
    return KeyTable.hash(form.array(), form.length(), seed);
  }

  private void ask() throws InterruptedException {
    if (waiting.isEmpty()) {
      return;
    }
    List<Map<String, String>> answers = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      answers.add(ask(i));
    }
    for (Waiting row : waiting) {
      if (write(row, answers)) {
        sink.add(hash(), row.row(), row.place(), form, text);
      }
    }
    waiting.clear();
    waitingBytes = 0;
  }

  /** What PostgreSQL makes of those values of a column that the form leaves to it. */
  private Map<String, String> ask(int column) throws InterruptedException {
    Set<String> unknown = new LinkedHashSet<>();
    for (Waiting row : waiting) {
      String value = row.values().get(column);
      if (value != null && !isKnown(column, value)) {
        unknown.add(value);
      }
    }
    Map<String, String> answers = new LinkedHashMap<>();
    // Of a column full of refused values nobody needs to hear about keys.
    if (!unknown.isEmpty() && refused < MOST_REFUSED) {
      String name = key.columns.get(column);
      List<String> values = List.copyOf(unknown);
      List<String> written = normalizer.normalize(Map.of(name, values)).get(name);
      refused += written.stream().filter(Objects::isNull).count();
      for (int i = 0; i < values.size(); i++) {
        answers.put(values.get(i), written.get(i));
      }
    }
    return answers;
  }

  private boolean isKnown(int column, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    field.clear();
    return forms.get(column).add(bytes, 0, bytes.length, field);
  }

  /** Writes a row's two forms; false where PostgreSQL refuses a value of it. */
  private boolean write(Waiting row, List<Map<String, String>> answers) {
    text.clear();
    form.clear();
    for (int i = 0; i < forms.size(); i++) {
      String value = row.values().get(i);
      if (value == null) {
        text.addNumber(0);
        form.addNumber(0);
        continue;
      }
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      text.addNumber(bytes.length + 1L);
      text.add(bytes, 0, bytes.length);
      if (isKnown(i, value)) {
        addField(DECIDED);
        continue;
      }
      String written = answers.get(i).get(value);
      if (written == null) {
        return false;
      }
      byte[] output = written.getBytes(StandardCharsets.UTF_8);
      field.clear();
      boolean decided = forms.get(i).addOutput(output, 0, output.length, field);
      if (!decided) {
        field.clear();
        field.add(output, 0, output.length);
      }
      addField(decided ? DECIDED : AS_WRITTEN);
    }
    return true;
  }
}
