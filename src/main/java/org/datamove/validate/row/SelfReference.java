package org.datamove.validate.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.RowProbe;
import org.datamove.catalog.TableInfo;
import org.datamove.key.KeyReference;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.known.KnownTypes;

/**
 * A foreign key by which rows of the target refer to rows of the target, where the file and the
 * table tell which rows will be there.
 *
 * @param probe the foreign key
 * @param key its columns
 * @param looksInTable whether a row that stays in the table will do, too
 */
public record SelfReference(RowProbe probe, KeyReference key, boolean looksInTable) {
  static SelfReference of(RowProbe probe, List<String> names, boolean looksInTable) {
    RowProbe.Self self = probe.self();
    KeyReference key =
        new KeyReference(
            self.columns(),
            self.columns().stream().map(names::indexOf).toList(),
            self.parentColumns(),
            self.parentColumns().stream().map(names::indexOf).toList(),
            self.full());
    return new SelfReference(probe, key, looksInTable);
  }

  /** The form of the values of its columns, by their names. */
  public Map<String, KeyForm> forms(TableInfo table) {
    Map<String, KeyForm> forms = new HashMap<>();
    key.columns().forEach(column -> forms.put(column, form(table.column(column))));
    key.parentColumns().forEach(column -> forms.put(column, form(table.column(column))));
    return forms;
  }

  static KeyForm form(ColumnInfo column) {
    return KnownTypes.key(column.baseType(), column.elementType());
  }
}
