package org.datamove.key;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.datamove.type.keyform.KeyForm;

/**
 * Compares the keys that a {@link KeyCollector} has written down.
 *
 * <p>What does not fit in memory is divided by the keys' hash, again and again if need be; so
 * memory depends on nothing but the longest key.
 */
public final class DuplicateFinder {
  private final Normalizer normalizer;
  private final Scratch scratch;
  private final int keep;
  private final long seed = ThreadLocalRandom.current().nextLong();

  /**
   * A finder.
   *
   * @param normalizer who is asked for what a form does not know
   * @param scratch where keys go when they are many
   * @param keep how many duplicates of each key are kept, 1 or more
   */
  public DuplicateFinder(Normalizer normalizer, Scratch scratch, int keep) {
    this.normalizer = normalizer;
    this.scratch = scratch;
    this.keep = keep;
  }

  /**
   * Finds the duplicates of each key; the collector is then used up.
   *
   * @param forms the form of each key column's values, by the column's name; a key with a column
   *     that has none is not looked at
   * @param reject whether rows that repeat a key are rejected, and no rows for the keys that follow
   */
  public List<Duplicates> find(KeyCollector collector, Map<String, KeyForm> forms, boolean reject)
      throws InterruptedException {
    List<Duplicates> found = new ArrayList<>();
    try {
      for (Map.Entry<UniqueKey, CollectedKey> key : collector.unique().entrySet()) {
        if (!key.getKey().columns().stream().allMatch(column -> forms.get(column) != null)) {
          continue;
        }
        Duplicates duplicates = find(key.getKey(), key.getValue(), forms);
        found.add(duplicates);
        if (reject) {
          duplicates.first().forEach(row -> collector.refusedLate(row.row()));
        }
      }
    } catch (IOException e) {
      throw scratch.failed(e);
    } finally {
      collector.unique().values().forEach(CollectedKey::delete);
    }
    return found;
  }

  private Duplicates find(UniqueKey unique, CollectedKey key, Map<String, KeyForm> forms)
      throws IOException, InterruptedException {
    Duplicates duplicates = new Duplicates(unique, keep);
    try (KeyPartitions partitions =
        new KeyPartitions(scratch, key.log.length(), 0, duplicates::match)) {
      List<KeyForm> keyForms = key.columns.stream().map(forms::get).toList();
      new KeyReader(key, keyForms, normalizer, seed, partitions).run();
      partitions.finish();
    }
    key.delete();
    return duplicates;
  }
}
