package org.datamove.key;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.datamove.type.keyform.KeyBytes;
import org.datamove.type.keyform.KeyForm;

/**
 * Finds the rows that refer to no row of the file, from what a {@link KeyCollector} has written
 * down; where that is in the file does not matter, and a row may refer to itself.
 *
 * <p>Memory has the same bound as with a {@link DuplicateFinder}.
 */
public final class OrphanFinder {
  /** Rows are numbered from 1. */
  private static final long PARENT = 0;

  /** Takes such rows, in no order. */
  public interface Found {
    /**
     * Takes a row.
     *
     * @param row its 1-based data row
     * @param place where it starts ({@link org.datamove.csv.Place})
     * @param values of the columns that refer, as the file has them; null is NULL
     */
    void orphan(long row, long place, List<String> values) throws InterruptedException;
  }

  private final Normalizer normalizer;
  private final Scratch scratch;
  private final long seed = ThreadLocalRandom.current().nextLong();

  /**
   * A finder.
   *
   * @param normalizer who is asked for what a form does not know
   * @param scratch where keys go when they are many
   */
  public OrphanFinder(Normalizer normalizer, Scratch scratch) {
    this.normalizer = normalizer;
    this.scratch = scratch;
  }

  /**
   * Finds the orphans of a reference. When it is asked for again it looks at the rows that are not
   * known as orphans, for those whose parents have been refused in between.
   *
   * @param forms the form of the values of each column that refers or is referred to, by name
   * @return false where it cannot be told, as too many of the values are refused
   */
  public boolean find(
      KeyCollector collector, KeyReference reference, Map<String, KeyForm> forms, Found found)
      throws InterruptedException {
    CollectedReference collected = collector.reference(reference);
    CollectedKey children = collected.children();
    CollectedKey parents = collected.parents();
    KeyMatcher matcher =
        (table, hash, row, place, key, text) -> {
          if (row == PARENT) {
            table.firstPlace(hash, key, place);
          } else if (!table.has(hash, key)) {
            children.skip(row);
            found.orphan(row, place, KeyText.values(text, children.fields.length));
          }
        };
    long size = children.log.length() + parents.log.length();
    KeyBytes nothing = new KeyBytes();
    try (KeyPartitions partitions = new KeyPartitions(scratch, size, 0, matcher)) {
      KeySink sink =
          (hash, row, place, key, text) -> partitions.add(hash, PARENT, place, key, nothing);
      if (!reader(parents, forms, sink).run()) {
        return false;
      }
      reader(children, forms, partitions).run();
      partitions.finish();
    } catch (IOException e) {
      throw scratch.failed(e);
    }
    return true;
  }

  private KeyReader reader(CollectedKey key, Map<String, KeyForm> forms, KeySink sink) {
    List<KeyForm> keyForms = key.columns.stream().map(forms::get).toList();
    return new KeyReader(key, keyForms, normalizer, seed, sink);
  }
}
