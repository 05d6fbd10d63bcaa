package org.datamove.load;

import org.datamove.binary.ByteBuilder;
import org.datamove.csv.Row;
import org.datamove.plan.Step;

/** A JSON array of objects with the members c0, c1, … as strings; NULL is omitted. */
final class JsonBatchEncoder implements RowEncoder {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  @Override
  public void begin(ByteBuilder out) {
    out.add('[');
  }

  @Override
  public boolean append(Row row, int[] fields, ByteBuilder out) {
    out.add('{');
    byte[] data = row.data();
    boolean firstField = true;
    for (int i = 0; i < fields.length; i++) {
      int field = fields[i];
      if (field == Step.LoadColumn.PLACE) {
        out.add(firstField ? "\"c" : ",\"c");
        firstField = false;
        out.add(Integer.toString(i));
        out.add("\":");
        out.add(Long.toString(row.place()));
      } else if (!row.isNull(field)) {
        out.add(firstField ? "\"c" : ",\"c");
        firstField = false;
        out.add(Integer.toString(i));
        out.add("\":\"");
        escape(data, row.from(field), row.to(field), out);
        out.add('"');
      }
    }
    out.add("},");
    return true;
  }

  private static void escape(byte[] data, int from, int to, ByteBuilder out) {
    byte[] target = out.room((to - from) * 6);
    int at = out.length();
    for (int i = from; i < to; i++) {
      byte b = data[i];
      if (b == '"' || b == '\\') {
        target[at++] = '\\';
        target[at++] = b;
      } else if (b >= 0 && b < 0x20) {
        target[at++] = '\\';
        target[at++] = 'u';
        target[at++] = '0';
        target[at++] = '0';
        target[at++] = HEX[b >> 4];
        target[at++] = HEX[b & 15];
      } else {
        target[at++] = b;
      }
    }
    out.advanceTo(at);
  }

  @Override
  public void end(ByteBuilder out) {
    out.array()[out.length() - 1] = ']'; // in the place of the last comma
  }
}
