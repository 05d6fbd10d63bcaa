package org.datamove.load;

import java.util.List;
import org.datamove.binary.ByteBuilder;
import org.datamove.binary.Encoding;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.csv.Row;
import org.datamove.plan.Step;

/**
 * COPY's binary format (PostgreSQL's manual, COPY, "Binary Format"). A row goes into it only if all
 * of its values can be encoded.
 */
final class CopyBinaryEncoder implements RowEncoder {
  private static final String SIGNATURE = "PGCOPY\n\u00ff\r\n\0";
  private static final int NULL = -1;
  private static final int TRAILER = -1;

  private final ValueEncoder[] encoders;
  private final boolean[] sure;

  CopyBinaryEncoder(List<Step.LoadColumn> columns, int fields, EncodingSession session) {
    encoders = columns.stream().map(column -> column.encoder(session)).toArray(ValueEncoder[]::new);
    sure = new boolean[fields];
  }

  @Override
  public void begin(ByteBuilder out) {
    out.add(SIGNATURE);
    out.addInt(0); // no flags
    out.addInt(0); // no extension
  }

  @Override
  public boolean append(Row row, int[] fields, ByteBuilder out) {
    byte[] data = row.data();
    out.addShort(fields.length);
    for (int i = 0; i < fields.length; i++) {
      int field = fields[i];
      if (field == Step.LoadColumn.PLACE) {
        out.addInt(Long.BYTES);
        out.addLong(row.place());
      } else if (row.isNull(field)) {
        out.addInt(NULL);
      } else {
        int start = out.length();
        out.addInt(0);
        Encoding encoding = encoders[i].encode(data, row.from(field), row.to(field), out);
        if (encoding == Encoding.NONE) {
          return false;
        }
        out.setInt(start, out.length() - start - Integer.BYTES);
        sure[field] = encoding == Encoding.SURE;
      }
    }
    return true;
  }

  /**
   * For each field of the row appended last, unless it is NULL, whether PostgreSQL surely takes it
   * and keeps it.
   */
  boolean[] sure() {
    return sure;
  }

  @Override
  public void end(ByteBuilder out) {
    out.addShort(TRAILER);
  }
}
