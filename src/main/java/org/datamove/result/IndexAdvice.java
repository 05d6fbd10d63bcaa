package org.datamove.result;

import java.util.Locale;
import org.datamove.plan.IndexMemory;
import org.datamove.plan.PlannedIndex;

/** Where an index of vectors is built with less memory than it wants, or not built at all. */
final class IndexAdvice {
  private static final long MB = 1 << 20;

  private IndexAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    for (PlannedIndex index : comparison.indexes()) {
      if (index.isBuilt()) {
        memory(comparison, index, advice);
      } else if (isStale(comparison, index)) {
        advice.add(
            Recommendation.sql(
                "Build index \""
                    + index.name()
                    + "\" again after the move: its lists are made from the rows that are there when"
                    + " it is built.",
                "REINDEX INDEX " + comparison.qualified(index.name())));
      }
    }
  }

  private static boolean isStale(Comparison comparison, PlannedIndex index) {
    return index.handling() == PlannedIndex.Handling.KEPT_UP
        && index.method().equals("ivfflat")
        && comparison.replaces();
  }

  private static void memory(Comparison comparison, PlannedIndex index, Advice advice) {
    long has = comparison.request().session().maintenanceWorkMem();
    long rows = rows(comparison);
    long wants = IndexMemory.estimate(index, rows);
    if (has == 0 || wants <= has) {
      return;
    }
    // A tenth more than the estimate: allocation has its own overhead.
    String setting = (wants + wants / 10) / MB + 1 + "MB";
    boolean graph = index.method().equals("hnsw");
    advice.add(
        Recommendation.sql(
            "Give the build of "
                + (index.name() == null
                    ? "the " + index.method() + " index"
                    : "index \"" + index.name() + "\"")
                + String.format(
                    Locale.ROOT,
                    " more memory: for about %,d rows it takes some %,d MB, and maintenance_work_mem"
                        + " is %,d MB. With less it ",
                    rows,
                    wants / MB + 1,
                    has / MB)
                + (graph ? "is much slower." : "fails."),
            "SET maintenance_work_mem = '" + setting + "'"));
  }

  /** The file's rows, else as many as the table had. */
  private static long rows(Comparison comparison) {
    if (comparison.rows() > 0 || comparison.table() == null) {
      return comparison.rows();
    }
    Long estimated = comparison.table().estimatedRows();
    return estimated == null ? 0 : estimated;
  }
}
