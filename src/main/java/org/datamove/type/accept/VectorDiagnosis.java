package org.datamove.type.accept;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.type.accept.Refusal.Kind;

/** Finds in a vector that pgvector has refused what it was refused for; the first thing counts. */
final class VectorDiagnosis {
  private static final float HALF_INFINITE = 65_520f;
  private static final int SHOWN_CHARS = 40;
  private static final Pattern NAN =
      Pattern.compile("[+-]?nan(\\(.*\\))?", Pattern.CASE_INSENSITIVE);
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?[0-9]+)?");
  private static final Pattern NOT_ZERO = Pattern.compile("^[+-]?[0.]*[1-9]");
  private static final Pattern INDEX = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern SPARSE =
      Pattern.compile("\\s*\\{(.*)\\}\\s*/\\s*([0-9]+)\\s*", Pattern.DOTALL);

  private VectorDiagnosis() {}

  /** Of a vector or halfvec; null where nothing more is to be said. */
  static Refusal ofDense(String type, int dimensions, String value) {
    String text = value.strip();
    boolean closed = text.endsWith("]");
    if (!text.startsWith("[") || text.length() < 2) {
      return null;
    }
    String inner = text.substring(1, text.length() - (closed ? 1 : 0));
    if (inner.isBlank() || inner.stripLeading().startsWith("]")) {
      return new Refusal(Kind.EMPTY, null, null);
    }
    int elements = 0;
    int from = 0;
    while (from <= inner.length()) {
      int comma = inner.indexOf(',', from);
      int end = comma < 0 ? inner.length() : comma;
      Refusal refusal = element(++elements, inner.substring(from, end).strip(), type);
      if (refusal != null) {
        return refusal;
      }
      from = end + 1;
    }
    return closed && dimensions > 0 && elements != dimensions ? dimensions(type, elements) : null;
  }

  /** Of a sparsevec. */
  static Refusal ofSparse(int dimensions, String value) {
    Matcher parts = SPARSE.matcher(value);
    if (!parts.matches()) {
      return null;
    }
    int position = 0;
    for (String element :
        parts.group(1).isBlank() ? new String[0] : parts.group(1).split(",", -1)) {
      position++;
      int colon = element.indexOf(':');
      String index = colon < 0 ? "" : element.substring(0, colon).strip();
      if (!INDEX.matcher(index).matches()) {
        return bad(Kind.ELEMENT, position, element.strip());
      }
      Refusal refusal = element(position, element.substring(colon + 1).strip(), "sparsevec");
      if (refusal != null) {
        return refusal;
      }
    }
    String declared = parts.group(2).replaceFirst("^0+(?=.)", "");
    boolean differs = dimensions > 0 && !declared.equals(Integer.toString(dimensions));
    return differs && !declared.equals("0")
        ? dimensions("sparsevec", declared.length() < 10 ? Integer.parseInt(declared) : -1)
        : null;
  }

  private static Refusal dimensions(String type, int found) {
    String hint =
        found < 1
            ? null
            : "A new_schema move changes the column where the option \"types\" asks for "
                + type
                + "("
                + found
                + ").";
    return new Refusal(Kind.DIMENSIONS, null, hint);
  }

  /**
   * As C's strtof reads: as far as it can; what follows is looked at once the number is in range.
   */
  private static Refusal element(int position, String text, String type) {
    if (NAN.matcher(text).lookingAt() || INFINITE.matcher(text).lookingAt()) {
      return bad(Kind.NOT_FINITE, position, text);
    }
    Matcher number = HEXADECIMAL.matcher(text);
    boolean hexadecimal = number.lookingAt();
    if (!hexadecimal) {
      number = DECIMAL.matcher(text);
      if (!number.lookingAt()) {
        return bad(Kind.ELEMENT, position, text);
      }
    }
    String power = hexadecimal && number.group(2) == null ? "p0" : "";
    float value = Math.abs(Float.parseFloat(number.group() + power));
    boolean outside =
        switch (type) {
          case "halfvec" -> value >= HALF_INFINITE;
          case "sparsevec" ->
              Float.isInfinite(value) || (value == 0 && NOT_ZERO.matcher(number.group()).find());
          default -> Float.isInfinite(value);
        };
    if (outside) {
      return new Refusal(Kind.RANGE, "element " + position, null);
    }
    return number.end() == text.length() ? null : bad(Kind.ELEMENT, position, text);
  }

  private static Refusal bad(Kind kind, int position, String text) {
    boolean whole = text.codePointCount(0, text.length()) <= SHOWN_CHARS;
    String shown =
        whole ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARS - 1)) + "…";
    return new Refusal(kind, "element " + position + " is \"" + shown + "\"", null);
  }
}
