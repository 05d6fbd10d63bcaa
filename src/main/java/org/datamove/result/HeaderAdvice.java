package org.datamove.result;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.datamove.catalog.ColumnInfo;
import org.datamove.validate.finding.FindingCode;

/** Where names in the file's header cannot stay: the same header with names that can. */
final class HeaderAdvice {
  private static final int MOST_NAME_BYTES = 63;

  /** Other names do not help a header of more columns than a table can have. */
  private static final int MOST_COLUMNS = 1600;

  private static final FindingCode[] CODES = {
    FindingCode.CASE_CONFLICT,
    FindingCode.DUPLICATE_COLUMN,
    FindingCode.EMPTY_COLUMN_NAME,
    FindingCode.COLUMN_NAME_TOO_LONG,
    FindingCode.SYSTEM_COLUMN_NAME
  };

  private HeaderAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    int names = comparison.header().size();
    if (names == 0 || names > MOST_COLUMNS || comparison.of(CODES).isEmpty()) {
      return;
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("header", names(comparison));
    options.put("skip_lines", comparison.headerEnd());
    advice.addAsHint(
        Recommendation.options(
            "Give the columns names in place of those in the file's header.", options),
        CODES);
  }

  private static List<String> names(Comparison comparison) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    List<String> system = comparison.columnsOf(FindingCode.SYSTEM_COLUMN_NAME);
    for (String name : comparison.header()) {
      String wanted = wanted(comparison, system, name, names.size() + 1);
      String free = wanted;
      for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
        String suffix = "_" + i;
        free = cut(wanted, MOST_NAME_BYTES - suffix.length()) + suffix;
      }
      names.add(free);
    }
    return names;
  }

  private static String wanted(
      Comparison comparison, List<String> system, String name, int position) {
    if (name.isEmpty()) {
      return "column_" + position;
    }
    ColumnInfo variant = comparison.caseVariant(name);
    if (variant != null) {
      return variant.name();
    }
    return cut(system.contains(name) ? name + "_" : name, MOST_NAME_BYTES);
  }

  /** The longest beginning of a name that has so many bytes at most, of whole characters. */
  static String cut(String name, int bytes) {
    int most = Math.min(name.length(), bytes);
    boolean halved =
        most > 0 && most < name.length() && Character.isLowSurrogate(name.charAt(most));
    String text = name.substring(0, halved ? most - 1 : most);
    while (text.getBytes(StandardCharsets.UTF_8).length > bytes) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    return text;
  }
}
