package org.datamove.type.alter;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of money as the session's {@code lc_monetary} writes them (manual, "Monetary Types").
 * PostgreSQL passes by what it does not know: of {@code 1,50} it makes $150.00, of {@code -} $0.00.
 */
public final class MoneyText implements WrittenRule {
  /** What settings write for this number shows how they write: {@code $1,234,567.89}. */
  private static final Pattern SAMPLE =
      Pattern.compile("([^0-9]*)1([^0-9]*)234[^0-9]*56[78](?:([^0-9])(89)?[0-9]*)?(.*)");

  private final String symbol;
  private final Pattern amount;

  /**
   * The rule.
   *
   * @param sample 1234567.89 as the session writes it
   */
  public MoneyText(String sample) {
    Matcher parts = SAMPLE.matcher(sample);
    boolean known = parts.matches();
    String separator = known ? parts.group(2) : ",";
    boolean decimals = known && parts.group(4) != null;
    String before = known ? parts.group(1).strip() : "$";
    String after = known && decimals ? parts.group(5).strip() : "";
    this.symbol = before.isEmpty() ? after : before;
    String point = decimals ? parts.group(3) : ".";
    String groups =
        separator.isEmpty() ? "" : "|[0-9]{1,3}(?:" + Pattern.quote(separator) + "[0-9]{3})+";
    this.amount =
        Pattern.compile("([0-9]+" + groups + "|)(?:" + Pattern.quote(point) + "([0-9]*))?");
  }

  @Override
  public boolean keeps(String text, String written) {
    BigDecimal value = value(text);
    BigDecimal stored = value(written);
    return value != null && stored != null && value.compareTo(stored) == 0;
  }

  /** The amount; null where the text is not one and nothing else. */
  private BigDecimal value(String text) {
    String rest = text.strip();
    boolean minus = false;
    if (rest.startsWith("(") && rest.endsWith(")")) {
      minus = true;
      rest = rest.substring(1, rest.length() - 1).strip();
    }
    if (!symbol.isEmpty()) {
      int at = rest.indexOf(symbol);
      rest = at < 0 ? rest : rest.substring(0, at) + rest.substring(at + symbol.length());
      rest = rest.strip();
    }
    if (rest.startsWith("-") || rest.endsWith("-")) {
      minus = true;
      rest = rest.startsWith("-") ? rest.substring(1) : rest.substring(0, rest.length() - 1);
    } else if (rest.startsWith("+")) {
      rest = rest.substring(1);
    }
    Matcher parts = amount.matcher(rest.strip());
    if (!parts.matches()) {
      return null;
    }
    String whole = parts.group(1).replaceAll("[^0-9]", "");
    String fraction = parts.group(2) == null ? "" : parts.group(2);
    if (whole.isEmpty() && fraction.isEmpty()) {
      return null;
    }
    BigDecimal value =
        new BigDecimal(new java.math.BigInteger(0 + whole + fraction), fraction.length());
    return minus ? value.negate() : value;
  }
}
