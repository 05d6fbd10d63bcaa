package org.datamove.csv;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.datamove.request.CsvOptions;
import org.datamove.source.Source;
import org.datamove.source.SourceSet;

/**
 * Records with too few or too many fields. Where their values belong is certain if all such records
 * of the file are alike, or if the columns' types leave one way only.
 */
final class Misfits {
  private static final int UNKNOWN = -1;
  private static final int NOT_ALIKE = 0;

  private final SourceSet sources;
  private final CsvOptions options;
  private RowFitter fitter = (row, expected) -> null;
  private int alike = UNKNOWN; // how many fields each of them has
  private boolean afterMisfit; // a malformed record, or one of these, that stays as it is

  Misfits(SourceSet sources, CsvOptions options) {
    this.sources = sources;
    this.options = options;
  }

  void fitter(RowFitter knowing) {
    fitter = knowing;
  }

  /**
   * Gives a record as many fields as it should have where that is certain; where reading is strict
   * it says only what they would be.
   *
   * @param width how many it should have, or 0 where that is not known
   * @param whole whether its fields are those of all columns in the first file's order
   */
  void fit(Row row, int width, CsvPart part, boolean whole) throws IOException {
    if (row.problem() != null || width == 0 || row.fields() == width) {
      afterMisfit = row.problem() != null;
      return;
    }
    List<String> values = null;
    if (isAlike(row, width, part.dialect().delimiter())) {
      values = options.lenient() ? null : alike(row, width);
      afterMisfit = false;
      if (options.lenient()) {
        Refit.apply(row, width);
      }
    } else {
      // A line of a field whose opening quote is missing has others like it beside it.
      boolean alone = whole && !afterMisfit && part.isFollowedBy(width);
      values = alone ? ask(row, width) : null;
      afterMisfit = values == null;
      if (values != null && options.lenient()) {
        Refit.apply(row, values);
      }
    }
    if (values != null && !options.lenient()) {
      row.repair(part.dialect().write(values));
    }
  }

  private List<String> ask(Row row, int width) throws IOException {
    try {
      return fitter.values(row, width);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private boolean isAlike(Row row, int width, String delimiter) throws IOException {
    if (alike == UNKNOWN) {
      alike = survey(width, delimiter);
    }
    return row.fields() == alike && row.isEmptyFrom(width);
  }

  private static List<String> alike(Row row, int width) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < Math.min(width, row.fields()); i++) {
      values.add(row.text(i));
    }
    values.addAll(Collections.nCopies(width - values.size(), null));
    return values;
  }

  /** How many fields each misfit of all files has; a single one is not like any other. */
  private int survey(int width, String delimiter) throws IOException {
    int fields = NOT_ALIKE;
    int misfits = 0;
    long last = 0;
    boolean pair = false;
    Buffers buffers = new Buffers();
    for (Source source : sources.sources()) {
      Row row = new Row();
      try (CsvPart part =
          new CsvPart(
              new SourcePart(source).open(new AtomicLong(), options.maxExpansion(), buffers.stored),
              options,
              delimiter,
              0,
              0,
              List.of(),
              HeaderJudge.NEVER,
              buffers)) {
        Refit header = part.firstRecord().refit();
        if (header != null) {
          fields = misfits == 0 ? header.given() : fields;
          misfits++;
          if (fields != header.given()) {
            return NOT_ALIKE;
          }
        }
        while (part.next(row, width)) {
          boolean fits = row.problem() == null && row.fields() == width;
          if (!fits) {
            fields = misfits == 0 ? row.fields() : fields;
            misfits++;
            if (row.problem() != null || row.fields() != fields || !row.isEmptyFrom(width)) {
              return NOT_ALIKE;
            }
            pair = row.number() == last + 1;
            last = row.number();
          }
        }
      }
    }
    // Two neighbours may be the halves of one record.
    boolean halves = misfits == 2 && pair && fields < width && 2 * fields >= width;
    return misfits > 1 && !halves ? fields : NOT_ALIKE;
  }
}
