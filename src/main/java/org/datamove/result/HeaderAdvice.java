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
import org.datamove.validate.FindingCode;

/** Where names in the file's header cannot stay: the same header with names that can. */
final class HeaderAdvice {
  private static final int MOST_NAME_BYTES = 63;
  private static final FindingCode[] CODES = {
    FindingCode.CASE_CONFLICT,
    FindingCode.DUPLICATE_COLUMN,
    FindingCode.EMPTY_COLUMN_NAME,
    FindingCode.COLUMN_NAME_TOO_LONG,
    FindingCode.SYSTEM_COLUMN_NAME
  };

  private HeaderAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    if (comparison.header().isEmpty() || comparison.of(CODES).isEmpty()) {
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
    for (String name : comparison.header()) {
      String wanted = wanted(comparison, name, names.size() + 1);
      String free = wanted;
      for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
        String suffix = "_" + i;
        free = cut(wanted, MOST_NAME_BYTES - suffix.length()) + suffix;
      }
      names.add(free);
    }
    return names;
  }

  private static String wanted(Comparison comparison, String name, int position) {
    if (name.isEmpty()) {
      return "column_" + position;
    }
    ColumnInfo variant = comparison.caseVariant(name);
    if (variant != null) {
      return variant.name();
    }
    boolean system = comparison.columnsOf(FindingCode.SYSTEM_COLUMN_NAME).contains(name);
    return cut(system ? name + "_" : name, MOST_NAME_BYTES);
  }

  private static String cut(String name, int bytes) {
    String text = name;
    while (text.getBytes(StandardCharsets.UTF_8).length > bytes) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    return text;
  }
}
