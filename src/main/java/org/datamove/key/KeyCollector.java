package org.datamove.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.csv.Row;
import org.datamove.key.CollectedKey.Nulls;
import org.datamove.type.keyform.KeyBytes;

/**
 * Writes down the keys of a file's rows, to be compared once all have been read.
 *
 * <p>Not thread-safe. For a row: {@link #refused} for each field that is refused, then {@link
 * #add}.
 */
public final class KeyCollector {
  private static final int MEMORY_BYTES = 6 * 1024 * 1024;
  private static final int LEAST_MEMORY_BYTES = 64 * 1024;

  private final Map<UniqueKey, CollectedKey> unique = new LinkedHashMap<>();
  private final Map<KeyReference, CollectedReference> references = new LinkedHashMap<>();
  private final List<CollectedKey> keys = new ArrayList<>();
  private final boolean[] refused;
  private boolean anyRefused;

  /**
   * A collector.
   *
   * @param keys which keys to look at; possibly none
   * @param references which references to look at; possibly none
   * @param fields how many fields a record has
   * @param scratch where they go when they are many
   */
  public KeyCollector(
      List<UniqueKey> keys, List<KeyReference> references, int fields, Scratch scratch) {
    int logs = Math.max(keys.size() + 2 * references.size(), 1);
    int memory = Math.max(MEMORY_BYTES / logs, LEAST_MEMORY_BYTES);
    for (UniqueKey key : keys) {
      Nulls nulls = key.nullsNotDistinct() ? Nulls.ALL : Nulls.NONE;
      unique.put(key, collected(key.columns(), key.fields(), nulls, new KeyLog(memory, scratch)));
    }
    for (KeyReference each : references) {
      CollectedKey children =
          collected(
              each.columns(),
              each.fields(),
              each.full() ? Nulls.SOME : Nulls.NONE,
              new KeyLog(memory, scratch));
      CollectedKey parents =
          collected(
              each.parentColumns(), each.parentFields(), Nulls.NONE, new KeyLog(memory, scratch));
      this.references.put(each, new CollectedReference(each, children, parents));
    }
    this.refused = new boolean[fields];
  }

  private CollectedKey collected(
      List<String> columns, List<Integer> fields, Nulls nulls, KeyLog log) {
    CollectedKey key = new CollectedKey(columns, fields, nulls, log);
    keys.add(key);
    return key;
  }

  /** The next row's value of a field is refused and so equals no other. */
  public void refused(int field) {
    refused[field] = true;
    anyRefused = true;
  }

  /** Takes the keys of a well-formed row. */
  public void add(Row row) {
    for (CollectedKey key : keys) {
      if (!anyRefused || !isRefused(key)) {
        add(key, row);
      }
    }
    forgetRow();
  }

  /** Does not take the row. */
  public void forgetRow() {
    if (anyRefused) {
      Arrays.fill(refused, false);
      anyRefused = false;
    }
  }

  private boolean isRefused(CollectedKey key) {
    for (int field : key.fields) {
      if (refused[field]) {
        return true;
      }
    }
    return false;
  }

  private static void add(CollectedKey key, Row row) {
    if (!key.isIn(row)) {
      return;
    }
    KeyBytes bytes = key.log.bytes();
    bytes.addNumber(row.number());
    bytes.addNumber(row.place());
    for (int field : key.fields) {
      if (row.isNull(field)) {
        bytes.addNumber(0);
      } else {
        int from = row.from(field);
        int to = row.to(field);
        bytes.addNumber(to - from + 1L);
        bytes.add(row.data(), from, to);
      }
    }
    key.log.endEntry();
  }

  /** A value of a row that was taken turns out to be refused. */
  public void refusedLate(long row, int field) {
    for (CollectedKey key : keys) {
      if (key.has(field)) {
        key.skip(row);
      }
    }
  }

  /** A row that was taken is refused as a whole. */
  public void refusedLate(long row) {
    keys.forEach(key -> key.skip(row));
  }

  Map<UniqueKey, CollectedKey> unique() {
    return unique;
  }

  CollectedReference reference(KeyReference reference) {
    return references.get(reference);
  }

  /** Forgets all of it. */
  public void clear() {
    keys.forEach(CollectedKey::delete);
  }
}
