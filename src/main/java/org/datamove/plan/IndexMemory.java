package org.datamove.plan;

/**
 * The memory that an index of pgvector's wants while it is built (pgvector 0.8: its README, "Index
 * Build Time", and the structures of src/hnsw.h and src/ivfkmeans.c on a 64-bit machine).
 */
public final class IndexMemory {
  private static final int ELEMENT = 128;
  private static final int NEIGHBOR = 16;
  private static final int HEADER = 8;

  /** Of the memory context for the pieces of a row, as measured. */
  private static final int OVERHEAD = 96;

  private static final int SAMPLES_PER_LIST = 50;
  private static final int LEAST_SAMPLES = 10_000;

  private IndexMemory() {}

  /**
   * The bytes that {@code maintenance_work_mem} should allow.
   *
   * @param rows how many rows it is built over
   * @return an estimate, or 0 where there is none
   */
  public static long estimate(PlannedIndex index, long rows) {
    int vector = vectorBytes(index);
    if (rows < 1 || vector < 1) {
      return 0;
    }
    return switch (index.method()) {
      case "hnsw" -> rows * node(vector, index.option("m", 16));
      case "ivfflat" -> centers(vector, index, rows);
      default -> 0;
    };
  }

  /** A row of the graph: twice m neighbours on the lowest level, m on each of the few above. */
  private static long node(int vector, int m) {
    long upper = (2L * HEADER + (long) NEIGHBOR * m) / (m - 1);
    return ELEMENT + 2L * HEADER + 2L * NEIGHBOR * m + upper + vector + OVERHEAD;
  }

  private static long centers(int vector, PlannedIndex index, long rows) {
    long lists = index.option("lists", 100);
    long samples = Math.min(Math.max(lists * SAMPLES_PER_LIST, LEAST_SAMPLES), rows);
    long vectors = (samples + 3 * lists) * vector;
    long distances = 4 * (samples * lists + lists * lists + 2 * samples + 3 * lists);
    return vectors + distances;
  }

  /** What a vector takes, or 0 where that depends on the vector. */
  private static int vectorBytes(PlannedIndex index) {
    if (index.dimensions() == null || index.operatorClasses().isEmpty()) {
      return 0;
    }
    String operatorClass = index.operatorClasses().get(0);
    int bytes =
        switch (operatorClass.substring(0, Math.max(operatorClass.indexOf('_'), 0))) {
          case "vector" -> 4 * index.dimensions();
          case "halfvec" -> 2 * index.dimensions();
          case "bit" -> (index.dimensions() + 7) / 8;
          default -> 0;
        };
    return bytes == 0 ? 0 : HEADER + (bytes + 7) / 8 * 8;
  }
}
