package org.datamove.csv;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/**
 * How a file is written, all decided.
 *
 * @param delimiter between fields, one or more characters
 * @param delimiterDetected whether it was found in the file rather than given
 * @param options the rest, as the caller has it
 */
public record Dialect(String delimiter, boolean delimiterDetected, CsvOptions options) {
  /** The dialect as a JSON object for the report. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("delimiter", delimiter);
    json.put("delimiter_detected", delimiterDetected);
    json.put("quote", options.quote() == null ? null : options.quote().toString());
    json.put("escape", options.escape() == null ? null : options.escape().toString());
    if (options.escape() != null) {
      json.put("escape_dialect", options.escapeDialect().name().toLowerCase(Locale.ROOT));
    }
    json.put("null", options.nulls().size() == 1 ? options.nulls().get(0) : options.nulls());
    json.put("comment", options.comment() == null ? null : options.comment().toString());
    json.put("skip_lines", options.skipLines());
    return json;
  }

  /**
   * The members of the argument {@code options} that read the file in the same way.
   *
   * @param charset the file's encoding
   */
  Map<String, Object> toOptions(Charset charset) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("delimiter", delimiter);
    json.put("quote", options.quote() == null ? "none" : options.quote().toString());
    if (options.escape() != null) {
      json.put("escape", options.escape().toString());
      json.put("escape_dialect", options.escapeDialect().name().toLowerCase(Locale.ROOT));
    }
    json.put("null", options.nulls().size() == 1 ? options.nulls().get(0) : options.nulls());
    if (options.comment() != null) {
      json.put("comment", options.comment().toString());
    }
    json.put("skip_lines", options.skipLines());
    json.put(
        "header",
        options.header() instanceof HeaderOption.Names given
            ? given.names()
            : options.header() instanceof HeaderOption.Present);
    json.put("encoding", charset.name());
    return json;
  }

  /**
   * A record as it should be written, for a message: in quotes what needs them, line ends as
   * blanks.
   */
  String write(List<String> values) {
    return values.stream()
        .map(value -> value == null ? options.nulls().get(0) : written(value))
        .collect(Collectors.joining(delimiter))
        .replace('\n', ' ')
        .replace('\r', ' ');
  }

  private String written(String value) {
    Character quote = options.quote();
    boolean safe =
        !value.contains(delimiter)
            && value.indexOf('\n') < 0
            && value.indexOf('\r') < 0
            && !options.nulls().contains(value);
    if (quote == null || (safe && value.indexOf(quote) < 0)) {
      return value;
    }
    String doubled = (options.hasEscapes() ? options.escape() : quote) + quote.toString();
    return quote + value.replace(quote.toString(), doubled) + quote;
  }
}
