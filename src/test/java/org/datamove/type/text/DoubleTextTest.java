package org.datamove.type.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubleTextTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "1, 22",
    "1, -5",
    "30000000000000004, -17",
    "5, -324",
    "17976931348623157, 292",
    "22250738585072014, -324",
    "6053815276159458, -1"
  })
  void comesBack(long digits, int power) {
    assertTrue(DoubleText.keeps(digits, power));
  }

  /** Half way between two doubles PostgreSQL prints one digit more. */
  @ParameterizedTest
  @CsvSource({
    "1, 23",
    "17976931348623159, 292",
    "2, -324",
    "1, 400",
    "9007199254740993, 0",
    "6053815276159457, -1"
  })
  void doesNotComeBack(long digits, int power) {
    assertFalse(DoubleText.keeps(digits, power));
  }

  @Test
  void fewDigitsAlwaysComeBack() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long digits = random.nextLong(1, 1_000_000_000_000_000L);
      assertTrue(digits % 10 == 0 || DoubleText.keeps(digits, -random.nextInt(300)));
    }
  }

  @Test
  void fastAndExactAnswersAgree() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
        continue;
      }
      BigDecimal decimal =
          new BigDecimal(value).abs().round(new MathContext(17)).stripTrailingZeros();
      long digits = decimal.unscaledValue().longValueExact();
      int power = -decimal.scale();
      assertEquals(DoubleText.keepsExactly(digits, power), DoubleText.keeps(digits, power));
    }
  }
}
