package org.datamove.load;

import org.datamove.binary.ByteBuilder;
import org.datamove.csv.Row;
import org.datamove.plan.Step;

/** COPY's text format in UTF-8 (PostgreSQL's manual, COPY, "Text Format"). */
final class CopyTextEncoder implements RowEncoder {
  @Override
  public void begin(ByteBuilder out) {}

  @Override
  public boolean append(Row row, int[] fields, ByteBuilder out) {
    byte[] data = row.data();
    for (int i = 0; i < fields.length; i++) {
      int field = fields[i];
      if (field == Step.LoadColumn.PLACE) {
        out.add(Long.toString(row.place()));
      } else if (row.isNull(field)) {
        out.add("\\N");
      } else {
        escape(data, row.from(field), row.to(field), out);
      }
      out.add(i + 1 < fields.length ? '\t' : '\n');
    }
    return true;
  }

  private static void escape(byte[] data, int from, int to, ByteBuilder out) {
    byte[] target = out.room((to - from) * 2);
    int at = out.length();
    for (int i = from; i < to; i++) {
      byte b = data[i];
      switch (b) {
        case '\\' -> {
          target[at++] = '\\';
          target[at++] = '\\';
        }
        case '\n' -> {
          target[at++] = '\\';
          target[at++] = 'n';
        }
        case '\r' -> {
          target[at++] = '\\';
          target[at++] = 'r';
        }
        case '\t' -> {
          target[at++] = '\\';
          target[at++] = 't';
        }
        default -> target[at++] = b;
      }
    }
    out.advanceTo(at);
  }

  @Override
  public void end(ByteBuilder out) {}
}
