package org.datamove.engine;

import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.datamove.csv.CsvFile;
import org.datamove.csv.Row;
import org.datamove.request.Request;
import org.datamove.type.infer.ColumnProfile;
import org.datamove.type.infer.TypeInference;
import org.datamove.validate.row.RowChecker;

/** Reads the whole file once to find each column's type. */
final class ProfilePass {
  private final List<TypeInference> columns;
  private final int[] inferred;
  private long rows;

  /**
   * A pass over records.
   *
   * @param fields how many fields they have
   * @param infers of which fields, by 0-based position, the type is sought
   * @param file says where a value stands
   * @param request says what types there are
   */
  ProfilePass(int fields, IntPredicate infers, CsvFile file, Request request) {
    boolean vectors = request.session().vectorSchema() != null;
    columns =
        IntStream.range(0, fields).mapToObj(i -> new TypeInference(file::words, vectors)).toList();
    inferred = IntStream.range(0, fields).filter(infers).toArray();
  }

  /** Reads every row; those that the checker refuses are skipped. */
  void read(CsvFile file, RowChecker checker) throws IOException, InterruptedException {
    Row row = new Row();
    while (file.next(row)) {
      rows++;
      if (checker.check(row)) {
        add(row);
      }
      if (checker.isSettlementDue()) {
        checker.settle();
      }
    }
    checker.settle();
    checker.finish();
  }

  /** Reads every row for the checker's sake only; returns how many there are. */
  static long check(CsvFile file, RowChecker checker) throws IOException, InterruptedException {
    Row row = new Row();
    long count = 0;
    while (file.next(row)) {
      count++;
      checker.check(row);
      if (checker.isSettlementDue()) {
        checker.settle();
      }
    }
    checker.settle();
    checker.finish();
    return count;
  }

  private void add(Row row) {
    byte[] data = row.data();
    for (int i : inferred) {
      if (row.isNull(i)) {
        columns.get(i).addNull();
      } else {
        columns.get(i).add(data, row.from(i), row.to(i), row.place());
      }
    }
  }

  long rows() {
    return rows;
  }

  List<ColumnProfile> profiles() {
    return columns.stream().map(TypeInference::finish).toList();
  }
}
