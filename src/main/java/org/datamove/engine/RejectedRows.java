package org.datamove.engine;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.csv.KeptRecord;
import org.datamove.csv.Origin;
import org.datamove.csv.Place;
import org.datamove.csv.RawRecord;
import org.datamove.json.Json;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.row.Rejects;

/**
 * Rejected rows as the host keeps them and gives them back: the columns of {@code rejected_row}.
 */
final class RejectedRows {
  private RejectedRows() {}

  /** A row on its way to {@code datamove.rejected_row}. */
  static Map<String, Object> toJson(Rejects.Rejected row) {
    Finding first = row.findings().get(0);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("row_number", row.row());
    json.put("source", row.record().origin().path());
    json.put("line_number", Place.line(row.place()));
    json.put("record", row.record().text());
    json.put("record_bytes", hex(row.record().bytes()));
    json.put("column_name", first.column());
    json.put("code", first.code().word());
    json.put("message", first.message());
    json.put("findings", row.findings().stream().map(RejectedRows::finding).toList());
    json.put("options", row.record().origin().options());
    json.put("header", row.record().origin().header());
    return json;
  }

  /** As PostgreSQL reads bytea. */
  private static String hex(byte[] bytes) {
    return bytes == null ? null : "\\x" + HexFormat.of().formatHex(bytes);
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", finding.code().word());
    json.put("column_name", finding.column());
    json.put("value", finding.value());
    json.put("message", finding.message());
    json.put("hint", finding.hint());
    json.put("sqlstate", finding.sqlState());
    return json;
  }

  /** Rows that the host gives back. */
  static List<KeptRecord> of(Map<String, Object> answer) {
    return Json.<Map<String, Object>>list(answer, "rows").stream().map(RejectedRows::kept).toList();
  }

  private static KeptRecord kept(Map<String, Object> row) {
    String hex = Json.text(row, "record_bytes");
    Origin origin =
        new Origin(Json.text(row, "source"), Json.map(row, "options"), Json.list(row, "header"));
    RawRecord raw =
        new RawRecord(
            Json.text(row, "record"), hex == null ? null : HexFormat.of().parseHex(hex), origin);
    return new KeptRecord(
        Json.number(row, "row_number", 0), Json.number(row, "line_number", 0), raw);
  }
}
