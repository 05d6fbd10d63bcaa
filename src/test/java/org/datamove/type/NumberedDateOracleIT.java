package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Server;
import org.datamove.type.text.NumberedDate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares the readings of dates in digits with what PostgreSQL makes of them in each order. */
class NumberedDateOracleIT {
  private static final int TEXTS = 4000;
  private static final List<String> SEPARATORS = List.of("/", "-", ".", " ", ",", "_", "/-", "");
  private static final List<String> ENDS =
      List.of("", "", "", " 10:20", "T10:20:30", " 10:20:30.5", " BC", "Z", " 10:20+02", " ", "x");
  private static final List<String> WORDS =
      List.of("Jan", "Thu", "today", "2024.032", "J2451187", "20240102", "240102", "epoch");

  @TestFactory
  Stream<DynamicTest> readAsPostgresReadsThem() {
    return Installations.all().stream()
        .map(Installation::server)
        .distinct()
        .map(server -> DynamicTest.dynamicTest(server.name(), () -> compare(server)));
  }

  private static void compare(Server server) throws SQLException {
    List<String> texts = texts();
    Map<DateOrder, List<String>> written = new EnumMap<>(DateOrder.class);
    try (Connection connection = server.connect("postgres")) {
      Oracle oracle = new Oracle(connection);
      PgType type = oracle.type("timestamp");
      for (DateOrder order : DateOrder.values()) {
        oracle.set("DateStyle", "ISO, " + order);
        written.put(order, oracle.written(type, texts));
      }
    }
    int ambiguous = 0;
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      String dmy = written.get(DateOrder.DMY).get(i);
      String mdy = written.get(DateOrder.MDY).get(i);
      NumberedDate date = NumberedDate.of(text);
      if (date == null) {
        assertEquals(dmy, mdy, text);
        continue;
      }
      int at = i;
      boolean taken = written.values().stream().anyMatch(list -> list.get(at) != null);
      for (DateOrder order : DateOrder.values()) {
        String own = written.get(order).get(i);
        assertEquals(own != null, taken && date.fits(order), () -> text + " in " + order);
      }
      if (dmy != null && mdy != null) {
        ambiguous++;
        assertEquals(!dmy.equals(mdy), date.isAmbiguous(DateOrder.DMY), text);
        assertEquals(!dmy.equals(mdy), date.isAmbiguous(DateOrder.MDY), text);
      }
    }
    System.out.printf("%d texts, %d of them read day first and month first%n", TEXTS, ambiguous);
    assertTrue(ambiguous > TEXTS / 20, "one-sided texts");
  }

  private static List<String> texts() {
    Random random = new Random(Long.getLong("datamove.seed", 1));
    List<String> texts = new ArrayList<>();
    while (texts.size() < TEXTS) {
      String separator = SEPARATORS.get(random.nextInt(SEPARATORS.size()));
      String first = number(random, 33);
      String second = random.nextInt(12) == 0 ? word(random) : number(random, 14);
      String third = random.nextBoolean() ? number(random, 100) : "" + (1900 + random.nextInt(150));
      String text =
          random.nextInt(20) == 0
              ? word(random)
              : first + separator(separator, 0) + second + separator(separator, 1) + third;
      texts.add(text + ENDS.get(random.nextInt(ENDS.size())));
    }
    return texts.stream().distinct().toList();
  }

  private static String separator(String pair, int place) {
    return pair.length() < 2 ? pair : pair.substring(place, place + 1);
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String number(Random random, int bound) {
    int number = random.nextInt(bound);
    return random.nextBoolean() && number < 10 ? "0" + number : "" + number;
  }
}
