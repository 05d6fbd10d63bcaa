package org.datamove.type.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {
  private final DecimalText number = new DecimalText();

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 1, 1, 0",
    "-12.50, 2, 2, 125, 3, -1",
    "+.5, 0, 1, 5, 1, -1",
    "5., 1, 0, 5, 1, 0",
    "1200, 4, 0, 12, 2, 2",
    "0.00, 1, 2, 0, 0, -2",
    "000.0120, 3, 4, 12, 2, -3",
    "0.0000000000000000000120, 1, 22, 12, 2, -21",
    "1234567890123456789, 19, 0, 1234567890123456789, 19, 0",
    "12e5, 2, 0, 12, 2, 0",
    "1.2.3, 1, 1, 12, 2, -1",
  })
  void partsAndWhatCounts(
      String text, int whole, int fraction, long mantissa, int significant, int power) {
    byte[] buf = bytes(text);
    assertTrue(number.read(buf, 1, buf.length - 1));
    assertEquals(whole, number.wholeDigits());
    assertEquals(fraction, number.fractionDigits());
    number.measure(buf);
    assertEquals(mantissa, number.mantissa());
    assertEquals(significant, number.significant());
    assertEquals(power, number.power());
    int end = number.end();
    assertTrue(number.find(buf, 1, buf.length - 1));
    assertEquals(whole + fraction, number.digits());
    assertEquals(end, number.end());
  }

  @Test
  void moreDigitsThanANumberOf64BitsHas() {
    for (String text : new String[] {"9999999999999999999", "12345678901234567890123"}) {
      byte[] buf = bytes(text);
      number.read(buf, 1, buf.length - 1);
      number.measure(buf);
      assertTrue(number.mantissa() < 0 || number.significant() > 19, text);
    }
  }

  @ParameterizedTest
  @CsvSource({"1e5, 5, 1", "1E-005, -5, 3", "1.e+9999999999, 1000000, 10", ".1e0, 0, 1"})
  void exponents(String text, int exponent, int digits) {
    byte[] buf = bytes(text);
    number.read(buf, 1, buf.length - 1);
    assertEquals(buf.length - 1, number.readExponent(buf, buf.length - 1));
    assertEquals(exponent, number.exponent());
    assertEquals(digits, number.exponentDigits());
  }

  @Test
  void noNumber() {
    for (String text : new String[] {"", "-", ".", "+.", "e5", "x1", "--1"}) {
      byte[] buf = bytes(text);
      assertFalse(number.read(buf, 1, buf.length - 1), text);
      assertFalse(number.find(buf, 1, buf.length - 1), text);
    }
    for (String text : new String[] {"1", "1e", "1e+", "1x5"}) {
      byte[] buf = bytes(text);
      number.read(buf, 1, buf.length - 1);
      assertEquals(-1, number.readExponent(buf, buf.length - 1), text);
    }
  }

  @Test
  void whatCountsIsTheNumber() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = digits(random, 8) + "." + digits(random, 8);
      if (text.length() > 1) {
        byte[] buf = bytes(text);
        number.read(buf, 1, buf.length - 1);
        number.measure(buf);
        BigDecimal read = BigDecimal.valueOf(number.mantissa(), -number.power());
        assertEquals(0, new BigDecimal(text).compareTo(read), text);
        assertEquals(read.signum() == 0 ? 0 : read.precision(), number.significant(), text);
      }
    }
  }

  private static String digits(Random random, int most) {
    StringBuilder digits = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      digits.append((char) ('0' + Math.max(0, random.nextInt(16) - 6)));
    }
    return digits.toString();
  }

  private static byte[] bytes(String text) {
    return ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
  }
}
