package org.datamove.type.known;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;
import org.datamove.type.text.Literal;

/** Arrays, ranges, multiranges and rows: what consists of values of other types. */
final class ComposedType extends KnownType {
  /** Of these PostgreSQL writes two values the same if and only if they are equal. */
  private static final Set<String> RANGES_WRITTEN_AS_EQUAL =
      Set.of("int4range", "int8range", "daterange", "tsrange", "tstzrange");

  @Override
  public KeyForm key(PgType type) {
    boolean known =
        type.kind() == 'r'
            && type.schema().equals("pg_catalog")
            && RANGES_WRITTEN_AS_EQUAL.contains(type.name());
    return known ? KeyForms.ASKED : null;
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    List<WrittenRule> parts = type.parts().stream().map(part -> part(part, settings)).toList();
    if (parts.isEmpty()) {
      return String::equals;
    }
    return switch (type.kind()) {
      case 'r' -> (text, written) -> range(parts.get(0), text, written);
      case 'm' -> (text, written) -> all(parts, Literal.ranges(text), Literal.ranges(written));
      case 'c' ->
          (text, written) -> all(parts, Literal.composite(text), Literal.composite(written));
      default -> {
        char delimiter = type.delimiter();
        yield (text, written) ->
            all(parts, Literal.array(text, delimiter), Literal.array(written, delimiter));
      }
    };
  }

  private static WrittenRule part(PgType type, ValueSettings settings) {
    AlteredRule altered = KnownTypes.altered(type, settings);
    if (altered != null) {
      return (text, written) -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return altered.alteration(bytes, 0, bytes.length) == null;
      };
    }
    WrittenRule rule = KnownTypes.written(type, settings);
    return rule == null
        ? (text, written) -> true
        : (text, written) -> text.equals(written) || rule.keeps(text, written);
  }

  /** Whether each of some values is kept; all of them have one rule, or each its own. */
  private static boolean all(List<WrittenRule> rules, List<String> texts, List<String> written) {
    if (texts.size() != written.size()) {
      return false;
    }
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      String back = written.get(i);
      boolean kept =
          (text == null || back == null)
              ? text == null && back == null
              : rules.get(Math.min(i, rules.size() - 1)).keeps(text, back);
      if (!kept) {
        return false;
      }
    }
    return true;
  }

  /** Bounds may be written in another way, but a range must not become empty. */
  private static boolean range(WrittenRule bound, String text, String written) {
    List<String> bounds = Literal.range(text);
    List<String> back = Literal.range(written);
    if (bounds.isEmpty() || back.isEmpty()) {
      return bounds.isEmpty() && back.isEmpty();
    }
    return all(List.of(bound), bounds, back);
  }
}
